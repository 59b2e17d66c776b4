import { asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { orderEvents } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import type * as subject from '#subjects/orders.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { readInstant } from '../instant.ts'
import { type Entry, fold } from './fold.ts'
import { findOrder, toOrder } from './order.ts'

/** Shows an order to its customer, or to staff: as it is, or as its history says that it was. */
export const readOrder: Handler<typeof subject.readOrder> = async ({ orderId, asOf }, { db, caller }) => {
  const { row, lines } = await visibleOrder(db, orderId, caller)
  if (asOf === undefined) return toOrder(row, lines)
  const past = fold(await entriesUntil(db, orderId, readInstant(asOf, '/asOf')))
  if (!past) throw notFound(`There was no order ${orderId} yet`)
  return toOrder(past.row, past.lines)
}

/** The beginning of a history. Clocks of two instances may differ, so the first entry that is later ends it. */
async function entriesUntil(db: Db, orderId: string, until: Date): Promise<Entry[]> {
  const entries = await db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, orderId))
    .orderBy(asc(orderEvents.seq))
  const end = entries.findIndex(({ at }) => at > until)
  return end < 0 ? entries : entries.slice(0, end)
}

/** Finds an order that the caller may see. Somebody else's answers exactly as one that does not exist. */
export async function visibleOrder(db: Db | Tx, orderId: string, caller: Caller) {
  const found = await findOrder(db, orderId)
  const mine = found?.row.customerId === caller.id
  if (!found || (!mine && !isStaff(caller))) throw notFound(`There is no order ${orderId}`)
  return found
}

/** Whether somebody may see what belongs to others. */
export const isStaff = ({ role }: Caller): boolean => ['staff', 'admin', 'system'].includes(role)

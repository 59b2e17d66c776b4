import type { Db } from '#db/client.ts'
import type { Caller } from '#subjects/envelope.ts'
import type * as subject from '#subjects/orders.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { findOrder, toOrder } from './order.ts'

/** Shows an order to its customer, or to staff. */
export const readOrder: Handler<typeof subject.readOrder> = async ({ orderId }, { db, caller }) => {
  const { row, lines } = await visibleOrder(db, orderId, caller)
  return toOrder(row, lines)
}

/** Finds an order that the caller may see. Somebody else's answers exactly as one that does not exist. */
export async function visibleOrder(db: Db, orderId: string, caller: Caller) {
  const found = await findOrder(db, orderId)
  const mine = found?.row.customerId === caller.id
  if (!found || (!mine && !['staff', 'admin', 'system'].includes(caller.role)))
    throw notFound(`There is no order ${orderId}`)
  return found
}

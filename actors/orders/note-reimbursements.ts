import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { orderEvents } from '#db/orders/schema.ts'
import type { Received } from '#subjects/bus.ts'
import { orderReimbursed } from '#subjects/order-payment.ts'
import type { paymentReimbursed } from '#subjects/reimbursements.ts'
import type { DataOf } from '#subjects/subject.ts'
import type { Reacting } from '../actor.ts'
import { creditReimbursement } from './documents/issue.ts'
import { moveOrders } from './history.ts'
import { lockOrders } from './note-refunds.ts'
import { findOrder } from './order.ts'

type Reimbursed = Received<DataOf<typeof paymentReimbursed>>

/** Adds what staff gave back to the sum of its order, which says so: each part of a refund once, however often it is told. */
export async function noteReimbursements(events: readonly Reimbursed[], { tx, now }: Reacting): Promise<void> {
  await lockOrders(
    tx,
    events.map(({ data }) => data),
  )
  const known = await partsKnown(tx, events)
  const at = now()
  for (const event of events) {
    if (known.has(partOfRefund(event))) continue
    known.add(partOfRefund(event))
    await note(tx, event, at)
  }
}

/** The parts of these refunds that are in the histories of their orders. Inboxes forget; those do not. */
async function partsKnown(tx: Tx, events: readonly Reimbursed[]): Promise<Set<string>> {
  const ids = events.map(({ data }) => data.orderId)
  const rows = await tx
    .select({ part: sql<string>`${orderEvents.data} ->> 'part'` })
    .from(orderEvents)
    .where(and(inArray(orderEvents.orderId, ids), eq(orderEvents.type, orderReimbursed.name)))
  return new Set(rows.map(({ part }) => part))
}

const partOfRefund = ({ data, version }: Reimbursed) => `${data.refundId}/${version}`

async function note(tx: Tx, event: Reimbursed, at: Date): Promise<void> {
  const { orderId, refundId, amount, reason, givenBy: actor } = event.data
  const found = await findOrder(tx, orderId)
  if (!found) throw new Error(`The order ${orderId} has vanished`)
  const { row, lines } = found
  const refunded = row.refunded + amount.amount
  const told = { refundId, amount, refunded: { amount: refunded, currency: row.currency } }
  const details = () => ({ ...told, ...(reason !== undefined && { reason }) })
  const part = partOfRefund(event)
  const move = { orderId, lines, actor, envelope: event.envelope, changes: { refunded }, kept: { part }, details }
  await moveOrders(tx, { event: orderReimbursed, at }, [move])
  await creditReimbursement(tx, { row, lines }, { part, amount: amount.amount, reason }, at)
}

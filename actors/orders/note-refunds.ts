import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { orders } from '#db/orders/schema.ts'
import type { Envelope } from '#subjects/envelope.ts'
import { orderRefunded } from '#subjects/orders.ts'
import { type Entry, entriesOf } from './documents/content.ts'
import { issueCreditNote } from './documents/issue.ts'
import { lessened } from './documents/part-of.ts'
import { moveOrders } from './history.ts'
import { findOrder } from './order.ts'

/** Money that has gone back to the customer of an order, and why. */
type Refund = {
  readonly orderId: string
  readonly amount: number
  readonly cause: 'cancellation' | 'return'
  /** The cancellation or the return. */
  readonly subjectId: string
  /** What the money is for; everything, if it does not say. */
  readonly entries?: readonly Entry[]
  readonly envelope: Envelope
}

/** Adds to what was given back of orders. What is nothing is no refund. */
export async function noteRefunds(tx: Tx, refunds: readonly Refund[], at: Date): Promise<void> {
  await lockOrders(tx, refunds)
  for (const refund of refunds) if (refund.amount > 0) await note(tx, refund, at)
}

/**
 * Locks orders before something is added to what was given back of them: two refunds of one are added up, and none is lost. All at
 * once and in one order everywhere, before the first takes a number for its credit note: or two who have the same orders in hand
 * would wait for each other in a circle.
 */
export async function lockOrders(tx: Tx, refunds: readonly { readonly orderId: string }[]): Promise<void> {
  const ids = refunds.map(({ orderId }) => orderId)
  await tx.select({ id: orders.id }).from(orders).where(inArray(orders.id, ids)).orderBy(orders.id).for('no key update')
}

async function note(tx: Tx, { orderId, amount, cause, envelope, subjectId, entries }: Refund, at: Date): Promise<void> {
  const found = await findOrder(tx, orderId)
  if (!found) throw new Error(`The order ${orderId} has vanished`)
  const { row, lines } = found
  const { currency } = row
  const refunded = row.refunded + amount
  const details = () => ({ amount: { amount, currency }, refunded: { amount: refunded, currency }, cause })
  const move = { orderId, lines, actor: 'orders', envelope, changes: { refunded }, details }
  await moveOrders(tx, { event: orderRefunded, at }, [move])
  const paidBack = lessened(entries ?? entriesOf(row, lines), amount)
  await issueCreditNote(tx, row, { subjectId, entries: paidBack }, at)
}

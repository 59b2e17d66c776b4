import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { orders } from '#db/orders/schema.ts'
import type { Envelope } from '#subjects/envelope.ts'
import { orderRefunded } from '#subjects/orders.ts'
import type { Entry } from './documents/content.ts'
import { issueCreditNote } from './documents/issue.ts'
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

/** Adds to what was given back of an order. The order is locked first: two refunds of it are added up, and none is lost. */
export async function noteRefund(
  tx: Tx,
  { orderId, amount, cause, envelope, subjectId, entries }: Refund,
  at: Date,
): Promise<void> {
  await tx.select({ id: orders.id }).from(orders).where(eq(orders.id, orderId)).for('no key update')
  const found = await findOrder(tx, orderId)
  if (!found) throw new Error(`The order ${orderId} has vanished`)
  const { row, lines } = found
  const { currency } = row
  const refunded = row.refunded + amount
  const details = () => ({ amount: { amount, currency }, refunded: { amount: refunded, currency }, cause })
  const move = { orderId, lines, actor: 'orders', envelope, changes: { refunded }, details }
  await moveOrders(tx, { event: orderRefunded, at }, [move])
  await issueCreditNote(tx, { row, lines }, { subjectId, entries }, at)
}

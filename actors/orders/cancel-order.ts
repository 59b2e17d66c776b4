import { eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Tx } from '#db/client.ts'
import { cancellations } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/orders.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import type { Begun } from '../saga.ts'
import { moveOrders } from './history.ts'
import { findOrder } from './order.ts'
import { isStaff, visibleOrder } from './read-order.ts'
import type { OrdersTools } from './tools.ts'

/**
 * Calls an order off as long as nothing of it is sent. One that is still being placed is turned back, unless its confirmation
 * was faster: then it is confirmed, and cancelled as such. What it holds goes back afterwards, by a saga of its own.
 */
export const cancelOrder: Handler<typeof subject.cancelOrder, OrdersTools> = async ({ orderId, reason }, context) => {
  const { db, caller, envelope, now, once, checkout, cancellation, wake } = context
  const { row: order, lines } = await visibleOrder(db, orderId, caller)
  const id = newId('cnl')
  let begun: Begun | undefined
  const answer = await once(async (tx) => {
    const at = now()
    // The saga is locked before the order, as by its own steps.
    await checkout.turnBack(tx, [orderId], subject.orderClosed('The order was cancelled').body)
    const move = { orderId, lines, actor: caller.id, ...(reason !== undefined && { kept: { reason } }) }
    const moved = await moveOrders(tx, { to: 'cancelled', event: subject.orderCancelled, at }, [move])
    if (moved.size === 0) throw await closed(tx, orderId)
    const row = { id, orderId, reason: reason ?? null, requestedBy: caller.id, status: 'running' as const }
    const written = { ...row, createdAt: at, updatedAt: at }
    await tx.insert(cancellations).values(written)
    const pieces = lines.map(({ sku, quantity }) => ({ sku, quantity }))
    const work = { id, data: { cancellationId: id, orderId, lines: pieces, isPaid: order.total > 0 }, envelope }
    begun = (await cancellation.begin(tx, [work])).get(id)
    return toCancellation(written)
  })
  wake('resume checkouts')
  if (begun) void cancellation.advance(id, context, begun).catch(() => {})
  return answer
}

async function closed(tx: Tx, orderId: string) {
  const status = (await findOrder(tx, orderId))?.row.status
  return subject.orderClosed(`The order is ${status} and can no longer be cancelled`, { orderStatus: status })
}

/** How far the cancellation of an order has come. Why staff called it off stays among them. */
export const readCancellation: Handler<typeof subject.readCancellation> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  const [row] = await db.select().from(cancellations).where(eq(cancellations.orderId, orderId))
  if (!row) throw notFound(`The order ${orderId} was not cancelled`)
  const isTold = isStaff(caller) || row.requestedBy === caller.id
  return toCancellation({ ...row, reason: isTold ? row.reason : null })
}

function toCancellation(row: typeof cancellations.$inferSelect): Static<typeof subject.Cancellation> {
  const { orderId, status, reason, createdAt, updatedAt } = row
  return {
    orderId,
    status,
    ...(reason !== null && { reason }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

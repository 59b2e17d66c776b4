import { asc, eq } from 'drizzle-orm'
import { orderEvents } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'
import { visibleOrder } from './read-order.ts'

/** Tells everything that happened to an order, oldest first. */
export const readTimeline: Handler<typeof subject.readTimeline> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  const happened = await db
    .select()
    .from(orderEvents)
    .where(eq(orderEvents.orderId, orderId))
    .orderBy(asc(orderEvents.seq))
  const items = happened.map(({ seq, type, status, at, data }) => ({
    seq,
    type,
    status,
    at: at.toISOString(),
    ...noteOf(data),
  }))
  return { items }
}

const noteOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'reason' in data ? { note: String(data.reason) } : {}

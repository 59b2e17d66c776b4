import { and, asc, eq, gt } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db } from '#db/client.ts'
import { orderEvents } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'
import { visibleOrder } from './read-order.ts'

/** Tells everything that happened to an order, oldest first. */
export const readTimeline: Handler<typeof subject.readTimeline> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  return { items: await readHistory(db, orderId) }
}

/** What happened to an order after an entry of its history. */
export async function readHistory(db: Db, orderId: string, after = 0): Promise<Static<typeof subject.TimelineEntry>[]> {
  const happened = await db
    .select()
    .from(orderEvents)
    .where(and(eq(orderEvents.orderId, orderId), gt(orderEvents.seq, after)))
    .orderBy(asc(orderEvents.seq))
  return happened.map(({ seq, type, status, at, data }) => ({
    seq,
    type,
    status,
    at: at.toISOString(),
    ...noteOf(data),
  }))
}

const noteOf = (data: unknown) =>
  typeof data === 'object' && data !== null && 'reason' in data ? { note: String(data.reason) } : {}

import { and, asc, desc, eq, lt } from 'drizzle-orm'
import { returns } from '#db/orders/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/fulfilment.ts'
import type { Handler } from '../../actor.ts'
import { isStaff, visibleOrder } from '../read-order.ts'
import { noReturn } from './lines.ts'
import { toReturns } from './return.ts'

/** All returns, newest first; ids sort by time. */
export const listReturns: Handler<typeof subject.listReturns> = async (input, { db }) => {
  const { limit = 20, cursor, include, status } = input
  const before = cursor === undefined ? undefined : readCursor(cursor, 'returns')
  const like = status && eq(returns.status, status)
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(returns)
      .where(and(like, before === undefined ? undefined : lt(returns.id, before)))
      .orderBy(desc(returns.id))
      .limit(limit + 1),
    include && totalOf(db, returns, like),
  ])
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = await toReturns(db, rows.slice(0, limit))
  return { items, next: last ? writeCursor('returns', last.id) : null, ...total }
}

/** The returns of one order. */
export const listReturnsOfOrder: Handler<typeof subject.listReturnsOfOrder> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  const rows = await db.select().from(returns).where(eq(returns.orderId, orderId)).orderBy(asc(returns.id))
  return { items: await toReturns(db, rows) }
}

/** One return. Somebody else's answers exactly as one that does not exist. */
export const readReturn: Handler<typeof subject.readReturn> = async ({ returnId }, { db, caller }) => {
  const rows = await db.select().from(returns).where(eq(returns.id, returnId))
  const [found] = await toReturns(db, rows)
  if (!found || (found.customerId !== caller.id && !isStaff(caller))) throw noReturn(returnId)
  return found
}

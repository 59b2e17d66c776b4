import { and, desc, eq, lt } from 'drizzle-orm'
import { orders } from '#db/orders/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'
import { orderNumber } from './order.ts'

/** Lists the caller's orders, newest first; ids sort by time. */
export const listOrders: Handler<typeof subject.listOrders> = async (input, { db, caller }) => {
  const { limit = 20, cursor, include } = input
  const before = cursor === undefined ? undefined : readCursor(cursor, 'orders')
  const mine = eq(orders.customerId, caller.id)
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(orders)
      .where(before === undefined ? mine : and(mine, lt(orders.id, before)))
      .orderBy(desc(orders.id))
      .limit(limit + 1),
    include && totalOf(db, orders, mine),
  ])
  const page = rows.slice(0, limit)
  const items = page.map((row) => ({
    id: row.id,
    number: orderNumber(row),
    status: row.status,
    total: { amount: row.total, currency: row.currency },
    createdAt: row.createdAt.toISOString(),
  }))
  const last = page.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor('orders', last.id) : null, ...total }
}

import { and, desc, getTableColumns, gte, lt, lte, type SQL } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db } from '#db/client.ts'
import { orders } from '#db/orders/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import { earliestId } from '#subjects/id.ts'
import type { OrderSummary } from '#subjects/order-views.ts'
import { readInstant } from '../instant.ts'
import { orderNumber, type OrderRow } from './order.ts'

type Condition = SQL | undefined

type Page = { readonly limit?: number; readonly cursor?: string; readonly include?: 'total' }

/** One page of the orders that fit, newest first: their ids sort by time. */
export async function pageOfOrders(db: Db, { limit = 20, cursor, include }: Page, fits: readonly Condition[]) {
  const before = cursor === undefined ? undefined : lt(orders.id, readCursor(cursor, 'orders'))
  const [rows, total] = await Promise.all([
    selectOrders(db, [...fits, before], limit + 1),
    include && totalOf(db, orders, and(...fits)),
  ])
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), next: last ? writeCursor('orders', last.id) : null, ...total }
}

/** The newest orders that fit. */
export const selectOrders = (db: Db, fits: readonly Condition[], most: number) =>
  db
    .select(getTableColumns(orders))
    .from(orders)
    .where(and(...fits))
    .orderBy(desc(orders.id))
    .limit(most)

/** What a list shows of an order. */
export const toSummary = (row: OrderRow): Static<typeof OrderSummary> => ({
  id: row.id,
  number: orderNumber(row),
  status: row.status,
  total: { amount: row.total, currency: row.currency },
  createdAt: row.createdAt.toISOString(),
})

/** An id is made a moment before its order is written, by the same clock. */
const slackMs = 60_000

type Placed = { readonly 'createdAt[gte]'?: string; readonly 'createdAt[lte]'?: string }

/** Placed within these times. No index has them: ids, which the order of the list goes by, bound what is looked through. */
export function placedWithin({ 'createdAt[gte]': from, 'createdAt[lte]': until }: Placed): Condition[] {
  const first = from === undefined ? undefined : readInstant(from, '/createdAt[gte]')
  const last = until === undefined ? undefined : readInstant(until, '/createdAt[lte]')
  return [
    first && and(gte(orders.createdAt, first), gte(orders.id, idAround(first, -slackMs))),
    last && and(lte(orders.createdAt, last), lte(orders.id, idAround(last, slackMs))),
  ]
}

const idAround = (at: Date, ms: number) => earliestId('ord', new Date(at.getTime() + ms))

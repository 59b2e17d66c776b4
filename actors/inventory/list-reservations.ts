import { type SQL, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db } from '#db/client.ts'
import type { Total } from '#db/total.ts'
import { mostCounted } from '#subjects/common.ts'
import { cursorInvalid, readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/stock-views.ts'
import type { Handler } from '../actor.ts'
import { readStockOf } from './stock.ts'

type Reservation = Static<typeof subject.Reservation>

/** Says which orders a SKU is promised to. What has left the shelf is a movement, and no promise any more. */
export const listReservations: Handler<typeof subject.listReservations> = async (input, { db }) => {
  const { sku, limit = 20, cursor, include } = input
  await readStockOf(db, sku)
  const [orderId, locationId] = cursor === undefined ? ['', ''] : placeOf(cursor)
  const [rows, total] = await Promise.all([
    db.execute<Reservation>(selectPage({ sku, orderId, locationId, limit: limit + 1 })),
    include && countLive(db, sku),
  ])
  const items = rows.slice(0, limit).map((row) => ({ ...row, expiresAt: new Date(row.expiresAt).toISOString() }))
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? writeCursor('reservations', `${last.orderId} ${last.locationId}`) : null, ...total }
}

/**
 * From the few orders that hold something now to their lines, and never from all that this SKU was ever promised to, which a
 * plan would do that hopes to find the first ones soon.
 */
export const selectPage = (page: { sku: string; orderId: string; locationId: string; limit: number }): SQL => sql`
  select order_id as "orderId", location_id as "locationId", quantity, status, expires_at as "expiresAt"
  from order_holds cross join lateral (
    select location_id, quantity from reservations
    where reservations.order_id = order_holds.order_id and sku = ${page.sku} offset 0
  ) as line
  where status in ('held', 'committing') and order_id >= ${page.orderId}
    and (order_id, location_id) > (${page.orderId}, ${page.locationId})
  order by order_id, location_id limit ${page.limit}`

function placeOf(cursor: string): readonly [orderId: string, locationId: string] {
  const [orderId, locationId] = readCursor(cursor, 'reservations').split(' ')
  if (orderId === undefined || locationId === undefined) throw cursorInvalid()
  return [orderId, locationId]
}

async function countLive(db: Db, sku: string): Promise<Total> {
  const [row] = await db.execute<{ found: number }>(sql`
    select count(*) as found from (
      select from order_holds cross join lateral (
        select from reservations where reservations.order_id = order_holds.order_id and sku = ${sku} offset 0
      ) as line
      where status in ('held', 'committing') limit ${mostCounted + 1}
    ) as live`)
  const found = row?.found ?? 0
  return found > mostCounted ? { total: mostCounted, relation: 'gte' } : { total: found, relation: 'eq' }
}

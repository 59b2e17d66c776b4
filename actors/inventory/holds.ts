import { type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { anyOf } from '#db/parameters.ts'
import { type Line, moveStocks } from './stocks.ts'

/** Where an order's hold stands. `lost` holds nothing any more: it was released, or its time is over. */
export type Hold = {
  readonly status: 'held' | 'committing' | 'committed' | 'released'
  readonly expiresAt: string
  readonly lost: boolean
}

/** A row of `holdColumns`. */
export type HoldRow = { order_id: string; status: Hold['status']; expires_at: string; lost: boolean }

/** The columns of a hold. Only the database's clock says whether time is over, since every instance has another one. */
export const holdColumns = sql`order_id, status, expires_at,
  status = 'released' or (status = 'held' and expires_at <= clock_timestamp()) as lost`

/** Holds by the order they belong to. */
export const holdsByOrder = (rows: readonly HoldRow[]): ReadonlyMap<string, Hold> =>
  new Map(
    rows.map(({ order_id, status, expires_at, lost }) => [
      order_id,
      { status, expiresAt: new Date(expires_at).toISOString(), lost },
    ]),
  )

/** The rows of these orders. */
export const among = (orderIds: readonly string[]): SQL => sql`order_id in ${anyOf(orderIds)}`

/** The holds of these orders, of those that have one. */
export async function readHolds(db: Db | Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, Hold>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db.execute<HoldRow>(sql`select ${holdColumns} from order_holds where ${among(orderIds)}`)
  return holdsByOrder(rows)
}

/** As `readHolds`, and nobody else changes them before this transaction ends. */
export async function lockHolds(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, Hold>> {
  const rows = await tx.execute<HoldRow>(sql`
    select ${holdColumns} from order_holds where ${among(orderIds)} order by order_id for update`)
  return holdsByOrder(rows)
}

/** Moves holds that are already locked. */
export async function setStatus(tx: Tx, orderIds: readonly string[], status: Hold['status']): Promise<void> {
  if (orderIds.length === 0) return
  await tx.execute(sql`
    update order_holds set status = ${status}, updated_at = clock_timestamp() where ${among(orderIds)}`)
}

/** The lines of these orders, with their stocks locked. */
export async function lockLines(tx: Tx, orderIds: readonly string[]): Promise<readonly Line[]> {
  if (orderIds.length === 0) return []
  return tx.execute<Line>(sql`
    select order_id as "orderId", sku, location_id as "locationId", quantity
    from stocks join reservations using (sku, location_id)
    where ${among(orderIds)} order by sku, location_id for no key update of stocks`)
}

/** Returns what these orders held to the shelf, in the transaction that released them. */
export async function giveBack(tx: Tx, orderIds: readonly string[]): Promise<void> {
  // A statement of its own: the one that released may have waited for the very reservation whose lines these are.
  await moveStocks(tx, await lockLines(tx, orderIds), { onHand: 0, reserved: -1 })
}

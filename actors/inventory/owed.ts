import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import type { reserveStock } from '#subjects/inventory.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { among } from './holds.ts'

/** What an order was promised before it came. */
export type Owed = NonNullable<OutputOf<typeof reserveStock>['owed']>

/** What these orders were promised before it came, of those that were. It stands as it was written, so asking again finds the same. */
export async function readOwed(db: Db, orderIds: readonly string[]): Promise<ReadonlyMap<string, Owed>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db.execute<{ orderId: string; sku: string; quantity: number; expectedAt: string | null }>(sql`
    select order_id as "orderId", sku, sum(owed)::int as quantity, max(expected_at) as "expectedAt"
    from reservations where ${among(orderIds)} and owed > 0 group by order_id, sku order by order_id, sku`)
  const owed = rows.map(({ orderId, expectedAt, ...line }) => {
    return {
      orderId,
      line: { ...line, ...(expectedAt !== null && { expectedAt: new Date(expectedAt).toISOString() }) },
    }
  })
  return new Map([...Map.groupBy(owed, ({ orderId }) => orderId)].map(([id, all]) => [id, all.map(({ line }) => line)]))
}

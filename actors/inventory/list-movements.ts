import { desc, eq } from 'drizzle-orm'
import { stockMovements, stocks } from '#db/inventory/schema.ts'
import type * as subject from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'

/** Why the shelf of one SKU holds what it holds, newest first. */
export const listMovements: Handler<typeof subject.listMovements> = async ({ sku, limit = 20 }, { db }) => {
  const rows = await db
    .select({ movement: stockMovements })
    .from(stocks)
    .leftJoin(stockMovements, eq(stockMovements.sku, stocks.sku))
    .where(eq(stocks.sku, sku))
    .orderBy(desc(stockMovements.id))
    .limit(limit)
  if (rows.length === 0) throw notFound(`There is no ${sku}`)
  return { items: rows.flatMap(({ movement }) => (movement ? [toMovement(movement)] : [])) }
}

const toMovement = ({ id, delta, reason, note, reference, at }: typeof stockMovements.$inferSelect) => ({
  id: String(id),
  delta,
  reason,
  note,
  reference,
  at: at.toISOString(),
})

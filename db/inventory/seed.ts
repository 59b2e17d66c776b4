import { inArray, sql } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import { stockMovements, stocks } from './schema.ts'

/**
 * Puts the first units of each SKU on the shelf, and on record. A SKU that is counted already stays as it is. Answers what
 * can be sold of each of them now.
 */
export async function seedStocks(
  tx: Tx,
  initial: readonly { sku: string; stock: number }[],
): Promise<{ sku: string; available: number; version: number }[]> {
  const rows = initial.map(({ sku, stock }) => ({ sku, onHand: stock, version: 1 }))
  const stocked = await tx.insert(stocks).values(rows).onConflictDoNothing().returning()
  // A movement is a change: what began at nothing has not moved.
  const movements = stocked
    .filter(({ onHand }) => onHand > 0)
    .map(({ sku, onHand }) => ({ sku, delta: onHand, reason: 'initial' as const, actor: 'seed' }))
  if (movements.length > 0) await tx.insert(stockMovements).values(movements)
  const available = sql<number>`${stocks.onHand} - ${stocks.reserved}`
  const skus = rows.map(({ sku }) => sku)
  return tx
    .select({ sku: stocks.sku, available, version: stocks.version })
    .from(stocks)
    .where(inArray(stocks.sku, skus))
}

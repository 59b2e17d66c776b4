import type { Tx } from '../client.ts'
import { stockMovements, stocks } from './schema.ts'

/** Puts the first units of each SKU on the shelf, and on record. A SKU that is counted already stays as it is. */
export async function seedStocks(tx: Tx, initial: readonly { sku: string; stock: number }[]): Promise<void> {
  const rows = initial.map(({ sku, stock }) => ({ sku, onHand: stock, version: 1 }))
  const stocked = await tx.insert(stocks).values(rows).onConflictDoNothing().returning()
  // A movement is a change: what began at nothing has not moved.
  const movements = stocked.filter(({ onHand }) => onHand > 0)
  if (movements.length === 0) return
  await tx
    .insert(stockMovements)
    .values(movements.map(({ sku, onHand }) => ({ sku, delta: onHand, reason: 'initial' as const, actor: 'seed' })))
}

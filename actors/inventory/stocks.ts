import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { anyOf, json } from '#db/parameters.ts'
import type { Envelope } from '#subjects/envelope.ts'
import { maxCount } from '#subjects/inventory.ts'

/** So many of a SKU from one location for one order, and the message that asked for it, if one did. */
export type Line = {
  readonly orderId: string
  readonly sku: string
  readonly locationId: string
  readonly quantity: number
  readonly envelope?: Envelope | undefined
}

/** How a unit of a line changes its stock. */
export type Effect = { readonly onHand: 1 | 0 | -1; readonly reserved: 1 | 0 | -1 }

/** How many more of a SKU can be sold from one location, and how many of those lie there. */
export type Shelf = {
  readonly sku: string
  readonly locationId: string
  readonly available: number
  readonly there: number
}

/**
 * How many more can be sold of a row of stocks. What was promised while more could be leaves nothing, and never less; and there
 * are never more than anybody can be told of.
 */
export const availableText = `least(${maxCount}, greatest(0, on_hand - reserved + case
  when policy = 'backorder' or (policy = 'preorder' and preorder_until > statement_timestamp()) then beyond else 0 end))`

/** The same, for a statement. */
export const available = sql.raw(availableText)

/** How many of them lie there. */
export const there = sql`greatest(0, on_hand - reserved)`

/** A sum over shelves, no more than can be told of. */
export const atMost = (sum: number): number => Math.min(maxCount, sum)

/**
 * Locks stocks and says what each can sell. Every lock on more than one stock is taken in the order of SKUs and locations, and
 * after those on holds, so no two transactions ever wait for each other.
 */
export function lockStocks(tx: Tx, skus: ReadonlySet<string>): Promise<readonly Shelf[]> {
  return tx.execute<Shelf>(sql`
    select sku, location_id as "locationId", ${available} as available, ${there} as there
    from stocks join locations on locations.id = location_id and active
    where sku in ${anyOf([...skus])}
    order by sku, location_id for no key update of stocks`)
}

/** Changes stocks that are already locked, each once however many orders it is for. A change of what can be sold is told soon. */
export async function moveStocks(tx: Tx, lines: readonly Line[], { onHand, reserved }: Effect): Promise<void> {
  const moves = sumsByShelf(lines)
  if (moves.length === 0) return
  await tx.execute(sql`
    update stocks set
      on_hand = on_hand + ${onHand}::int * quantity,
      reserved = reserved + ${reserved}::int * quantity,
      untold = untold or ${onHand !== reserved},
      updated_at = clock_timestamp()
    from jsonb_to_recordset(${json(moves)}) as move (sku text, "locationId" text, quantity int)
    where stocks.sku = move.sku and location_id = "locationId"`)
}

function sumsByShelf(lines: readonly Line[]) {
  const sums = new Map<string, { sku: string; locationId: string; quantity: number }>()
  for (const { sku, locationId, quantity } of lines) {
    const key = `${sku} ${locationId}`
    sums.set(key, { sku, locationId, quantity: (sums.get(key)?.quantity ?? 0) + quantity })
  }
  return [...sums.values()]
}

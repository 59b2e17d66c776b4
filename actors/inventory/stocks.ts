import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { emit } from '#db/outbox.ts'
import type { Envelope } from '#subjects/envelope.ts'
import { inventoryUpdated } from '#subjects/inventory.ts'

/** So many of a SKU for one order, and the message that asked for it, if one did. */
export type Line = {
  readonly orderId: string
  readonly sku: string
  readonly quantity: number
  readonly envelope?: Envelope | undefined
}

/** How a unit of a line changes its stock. */
export type Effect = { readonly onHand: 1 | 0 | -1; readonly reserved: 1 | 0 | -1 }

/** Many values as one parameter, so that a statement is prepared once whatever it is about. */
export const json = (values: readonly unknown[]): SQL => sql`${JSON.stringify(values)}::jsonb`

/**
 * Locks stocks and says what each can sell. Every lock on more than one stock is taken in the order of SKUs, and after those
 * on holds, so no two transactions ever wait for each other.
 */
export async function lockStocks(tx: Tx, skus: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.execute<{ sku: string; available: number }>(sql`
    select sku, on_hand - reserved as available from stocks
    where sku in (select jsonb_array_elements_text(${json([...skus])}))
    order by sku for no key update`)
  return new Map(rows.map(({ sku, available }) => [sku, available]))
}

/** Changes stocks that are already locked, once per SKU however many orders it is for, and says so if that changes what can be sold. */
export async function moveStocks(tx: Tx, lines: readonly Line[], { onHand, reserved }: Effect): Promise<void> {
  const sums = sumsBySku(lines)
  if (sums.size === 0) return
  const moves = [...sums].map(([sku, { quantity }]) => ({ sku, quantity }))
  const isNews = onHand !== reserved
  const changed = await tx.execute<{ sku: string; available: number; version: number }>(sql`
    update stocks set
      on_hand = on_hand + ${onHand}::int * quantity,
      reserved = reserved + ${reserved}::int * quantity,
      version = version + ${isNews ? 1 : 0}::int,
      revision = revision + 1,
      updated_at = clock_timestamp()
    from jsonb_to_recordset(${json(moves)}) as move (sku text, quantity int)
    where stocks.sku = move.sku
    returning stocks.sku, on_hand - reserved as available, version`)
  if (!isNews) return
  const facts = changed.map(({ sku, available, version }) => {
    const envelope = sums.get(sku)?.envelope
    return { id: sku, version, data: { sku, available }, ...(envelope && { envelope }) }
  })
  await emit(tx, inventoryUpdated, ...facts)
}

/** The event about a SKU speaks for the last order that changed it. */
function sumsBySku(lines: readonly Line[]) {
  const sums = new Map<string, { quantity: number; envelope: Envelope | undefined }>()
  for (const { sku, quantity, envelope } of lines) {
    sums.set(sku, { quantity: (sums.get(sku)?.quantity ?? 0) + quantity, envelope })
  }
  return sums
}

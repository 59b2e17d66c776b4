import { sql } from 'drizzle-orm'
import { emit } from '#db/outbox.ts'
import { json } from '#db/parameters.ts'
import { inventoryUpdated } from '#subjects/inventory.ts'
import type { productCreated } from '#subjects/products.ts'
import type { Reaction } from '../actor.ts'

/** Gives every new SKU of the catalogue a shelf, empty at first. */
export const openStocks: Reaction<typeof productCreated> = async (events, { tx }) => {
  const causes = new Map(events.flatMap(({ data, envelope }) => data.skus.map((sku) => [sku, envelope] as const)))
  const opened = await tx.execute<{ sku: string; available: number; version: number }>(sql`
    insert into stocks (sku, told)
    select sku, 0 from jsonb_array_elements_text(${json([...causes.keys()])}) as opened (sku) order by sku
    on conflict do nothing
    returning sku, 0 as available, version`)
  const facts = opened.map(({ sku, available, version }) => {
    const envelope = causes.get(sku)
    return { id: sku, version, data: { sku, available }, ...(envelope && { envelope }) }
  })
  await emit(tx, inventoryUpdated, ...facts)
}

import { sql } from 'drizzle-orm'
import { json } from '#db/parameters.ts'
import type { inventoryUpdated } from '#subjects/inventory.ts'
import type { Reaction } from '../actor.ts'

/** Shows what inventory says can be sold. News may come late, twice or out of order: the stock's version decides. */
export const noteStock: Reaction<typeof inventoryUpdated> = async (events, { tx }) => {
  const news = latest(events.map(({ version, data }) => ({ ...data, version })))
  const told = sql`jsonb_to_recordset(${json(news)}) as told (sku text, available integer, version integer)`

  // Whoever changes variants holds their product, so that what follows sees all of them; in one order, so that nobody deadlocks.
  await tx.execute(sql`
    select from products
    where id in (select product_id from variants join ${told} using (sku))
    order by id
    for no key update`)
  const changed = await tx.execute<{ product_id: string }>(sql`
    update variants set available = told.available, stock_version = told.version
    from ${told}
    where variants.sku = told.sku and variants.stock_version < told.version
    returning product_id`)
  if (changed.length === 0) return
  const ids = [...new Set(changed.map(({ product_id }) => product_id))]
  await tx.execute(sql`
    update products set in_stock = not in_stock
    where id = any(${sql.param(ids)}::text[]) and in_stock <> exists (
      select from variants where product_id = products.id and archived_at is null and available > 0
    )`)
}

/** One statement can change a row once, so of several news about a SKU only the latest counts. */
function latest<News extends { sku: string; version: number }>(news: readonly News[]): News[] {
  const bySku = new Map<string, News>()
  for (const one of news) if (one.version > (bySku.get(one.sku)?.version ?? 0)) bySku.set(one.sku, one)
  return [...bySku.values()]
}

import type { Sql } from '#db/client.ts'

type Filling = { readonly count: number; readonly signal: AbortSignal; readonly doing: (what: string) => void }

const rowsAtOnce = 20_000
/** As `fillShelves` fills them. */
const onEachShelf = 1_000_000

/** Fills the shop with copies of the products of its seed, each with a SKU of its own, from BENCH-1 on. */
export async function fillCatalogue(sql: Sql, { count, signal, doing }: Filling): Promise<void> {
  // What is copied fits together as its originals do, and nobody would miss what a crash took of it.
  await sql`set statement_timeout = 0`
  await sql`set synchronous_commit = off`
  await sql`
    create temporary table originals as
    select row_number() over (order by products.id) - 1 as number, count(*) over ()::int as many,
      products.*, title, options, price, weight_grams, tax_class
    from products join variants on product_id = products.id and variants.position = 0`
  for (let from = 1; from <= count; from += rowsAtOnce) {
    signal.throwIfAborted()
    const to = Math.min(count, from + rowsAtOnce - 1)
    doing(`storing ${count} products, ${Math.round((100 * to) / count)} %`)
    await sql`
      with copies as (
        select n, 'prd_0' || lpad(n::text, 25, '0') as copy_id, originals.*
        from generate_series(${from}::int, ${to}::int) n join originals on number = n % many
      ), stored as (
        insert into products (id, slug, name, description, brand, category, attributes, currency, price_from, in_stock, created_at, updated_at)
        select copy_id, 'bench-' || n, name || ' No. ' || n, description, brand, category, attributes, currency, price, true, created_at, updated_at
        from copies
      )
      insert into variants (sku, product_id, title, options, price, currency, weight_grams, tax_class, position, available, stock_version)
      select 'BENCH-' || n, copy_id, title, options, price, currency, weight_grams, tax_class, 0, ${onEachShelf}, 1
      from copies`
  }
  await sql`drop table originals`
  doing('tidying up')
  await sql`vacuum (analyze)`
  await sql`set synchronous_commit = on`
  await sql`set statement_timeout = default`
}

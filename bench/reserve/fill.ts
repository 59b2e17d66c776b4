import type { Sql } from '#db/client.ts'

/** How much an inventory holds. */
export type Stored = { readonly skus: number; readonly movements: number }

type Filling = Stored & { readonly signal: AbortSignal; readonly doing: (what: string) => void }

/** More than any load takes. */
const onEachShelf = 1_000_000
const rowsAtOnce = 200_000

/** The SKU of a number. */
export const skuOf = (number: number): string => `BENCH-${number}`

/** Fills shelves from BENCH-1 on, and the record of what moved there. What is on a shelf is the sum of its movements. */
export async function fillShelves(sql: Sql, { skus, movements, signal, doing }: Filling): Promise<void> {
  // What is written here fits together, and nobody would miss what a crash took of it.
  await sql`set session_replication_role = replica`
  await sql`set synchronous_commit = off`
  await inParts(skus, signal, async (from, to) => {
    doing(`filling ${skus} shelves, ${Math.round((100 * to) / skus)} %`)
    await sql`
      insert into stocks (sku, on_hand, told) select 'BENCH-' || n, ${onEachShelf}, ${onEachShelf} from generate_series(${from}::int, ${to}::int) n`
    await sql`
      insert into stock_movements (sku, delta, reason, actor)
      select 'BENCH-' || n, ${onEachShelf}, 'initial', 'bench' from generate_series(${from}::int, ${to}::int) n`
  })
  // As many leave as come.
  await inParts(Math.floor(movements / 2), signal, async (from, to) => {
    doing(`storing ${movements} movements, ${Math.round((200 * to) / movements)} %`)
    await sql`
      insert into stock_movements (sku, delta, reason, reference, actor)
      select 'BENCH-' || (1 + n % ${skus}::int), delta, reason, reference || n, 'bench'
      from generate_series(${from}::int, ${to}::int) n, (values (1, 'receipt', 'delivery '), (-1, 'adjustment', 'breakage ')) as moved (delta, reason, reference)`
  })
  doing('tidying up')
  await sql`vacuum (analyze)`
  await sql`set session_replication_role = default`
  await sql`set synchronous_commit = on`
  await sql`checkpoint`
}

async function inParts(count: number, signal: AbortSignal, write: (from: number, to: number) => Promise<unknown>) {
  for (let from = 1; from <= count; from += rowsAtOnce) {
    signal.throwIfAborted()
    await write(from, Math.min(count, from + rowsAtOnce - 1))
  }
}

/** What does not add up on the shelves that orders took from. */
export async function unevenShelves(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ sku: string; reserved: number; held: number }[]>`
    select sku, reserved, held from stocks
    join (select sku, sum(quantity)::int as held from reservations join order_holds using (order_id)
          where status in ('held', 'committing') group by sku) as sums using (sku)
    where reserved <> held or reserved > on_hand`
  return rows.map(({ sku, reserved, held }) => `${sku}: ${reserved} reserved, but orders hold ${held}`)
}

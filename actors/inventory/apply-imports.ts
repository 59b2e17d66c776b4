import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { mainLocationId } from '#db/inventory/schema.ts'
import { json } from '#db/parameters.ts'
import { maxCount } from '#subjects/inventory.ts'
import type { Context } from '../actor.ts'
import { owedText } from './shelf.ts'

const maxSize = 200

/**
 * Applies rows of lists that wait, some at a time. Any instance may: each takes rows that no other has in hand, and a row is
 * marked in the transaction of its effect, so none is applied twice and none is forgotten.
 */
export async function applyImports({ transaction, stopping, wake }: Context): Promise<void> {
  let applied = 0
  for (let size = maxSize; size === maxSize && !stopping.aborted; applied += size) size = await transaction(applySome)
  if (applied > 0) wake('tell stocks')
}

type Row = {
  readonly importId: string
  readonly row: number
  readonly sku: string
  readonly location: string | null
  readonly locationId: string | null
  readonly counted: number
  readonly isKnown: boolean
  readonly actor: string
  readonly cause: string | null
}

async function applySome(tx: Tx): Promise<number> {
  const rows = await tx.execute<Row>(sql`
    with waiting as materialized (
      select import_id, row, sku, location, on_hand from stock_import_rows
      where status = 'waiting' order by import_id, row limit ${maxSize} for update skip locked
    )
    select import_id as "importId", row, sku, location, on_hand as counted, actor, cause, locations.id as "locationId",
      exists (select from stocks where stocks.sku = waiting.sku) as "isKnown"
    from waiting join stock_imports on stock_imports.id = import_id
    left join locations on locations.code = location or (location is null and locations.id = ${mainLocationId})
    order by import_id, row`)
  if (rows.length === 0) return 0
  const shelves = await holdThem(tx, rows)
  const outcomes = rows.map((row) => outcomeOf(row, shelves))
  await Promise.all([move(tx, outcomes), mark(tx, outcomes)])
  return rows.length
}

type Shelf = {
  readonly sku: string
  readonly locationId: string
  readonly onHand: number
  readonly reserved: number
  /** Somebody counts it. */
  readonly isCounted: boolean
}
type Shelves = Map<string, Shelf>

const keyOf = ({ sku, locationId }: Pick<Row, 'sku' | 'locationId'>) => `${sku} ${locationId}`

/** Locks what is counted, and gives what is new at a location a place there: only whoever holds a SKU may, or two would wait for each other. */
async function holdThem(tx: Tx, rows: readonly Row[]): Promise<Shelves> {
  const wanted = rows.flatMap(({ sku, locationId, isKnown }) => (isKnown && locationId ? [{ sku, locationId }] : []))
  const source = sql`jsonb_to_recordset(${json(wanted)}) as wanted (sku text, "locationId" text)`
  await tx.execute(sql`
    select from stocks where sku in (select sku from ${source}) order by sku, location_id for no key update`)
  await tx.execute(sql`
    insert into stocks (sku, location_id) select distinct sku, "locationId" from ${source} on conflict do nothing`)
  const held = await tx.execute<Shelf>(sql`
    select sku, location_id as "locationId", on_hand as "onHand", reserved, exists (
      select from stocktakes
      where stocktakes.sku = stocks.sku and stocktakes.location_id = stocks.location_id and status = 'open'
    ) as "isCounted" from stocks
    where sku in (select sku from ${source})
    order by sku, location_id for no key update`)
  return new Map(held.map((shelf) => [keyOf(shelf), shelf]))
}

type Outcome = Row & { readonly delta: number; readonly problem: { code: string; detail: string } | null }

/** Two lists may count one shelf, so what a row makes of it is what the next one finds. */
function outcomeOf(row: Row, shelves: Shelves): Outcome {
  const refused = (code: string, detail: string) => ({ ...row, delta: 0, problem: { code, detail } })
  if (!row.isKnown) return refused('not-found', `There is no ${row.sku}`)
  const shelf = shelves.get(keyOf(row))
  if (!shelf) return refused('location-unknown', `There is no location ${row.location}`)
  // What a list mends, a count that began before it would mend again.
  if (shelf.isCounted) return refused('stocktake-open', 'Somebody is counting it')
  if (shelf.onHand < 0) return refused('stock-owed', owedText(-shelf.onHand))
  const delta = row.counted - shelf.onHand
  const onHand = shelf.onHand + delta
  if (delta < 0 && onHand < shelf.reserved) return refused('stock-too-low', `${shelf.reserved} are reserved`)
  if (onHand > maxCount) return refused('stock-too-high', `${maxCount} are the most`)
  shelves.set(keyOf(row), { ...shelf, onHand })
  return { ...row, delta, problem: null }
}

async function move(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const moves = outcomes.filter(({ delta }) => delta !== 0)
  if (moves.length === 0) return
  const source = sql`jsonb_to_recordset(${json(moves)})
    as move ("importId" text, sku text, "locationId" text, delta int, actor text, cause text)`
  await tx.execute(sql`
    update stocks set on_hand = on_hand + sum, untold = true, updated_at = clock_timestamp()
    from (select sku, "locationId", sum(delta)::int as sum from ${source} group by sku, "locationId") as moved
    where stocks.sku = moved.sku and location_id = "locationId"`)
  await tx.execute(sql`
    update stocks set revision = revision + 1
    where location_id = ${mainLocationId} and sku in (select sku from ${source})`)
  await tx.execute(sql`
    insert into stock_movements (sku, location_id, delta, reason, reference, actor, cause)
    select sku, "locationId", delta, 'import', "importId", actor, cause from ${source}`)
}

async function mark(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
  const marks = outcomes.map(({ importId, row, problem }) => ({ importId, row, problem }))
  const source = sql`jsonb_to_recordset(${json(marks)}) as mark ("importId" text, row int, problem jsonb)`
  await tx.execute(sql`
    update stock_import_rows as listed
    set status = case when mark.problem is null then 'applied' else 'refused' end, problem = mark.problem
    from ${source} where import_id = "importId" and listed.row = mark.row`)
  // In one order everywhere: two instances may work off the same two lists.
  await tx.execute(sql`
    select from stock_imports where id in (select "importId" from ${source}) order by id for no key update`)
  await tx.execute(sql`
    update stock_imports set
      done = done + marked, refused = refused + not_applied,
      status = case when done + marked < total then 'running' when refused + not_applied = total then 'failed' else 'succeeded' end,
      updated_at = clock_timestamp()
    from (select "importId", count(*)::int as marked, count(problem)::int as not_applied from ${source} group by 1) as sums
    where id = "importId"`)
}

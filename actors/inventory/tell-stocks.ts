import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { emit, type Fact } from '#db/outbox.ts'
import { anyOf, json } from '#db/parameters.ts'
import { inventoryUpdated, stockLow } from '#subjects/inventory.ts'
import type { DataOf } from '#subjects/subject.ts'
import type { Context } from '../actor.ts'
import { atMost, available } from './stocks.ts'

const maxSize = 500

/**
 * Says what can be sold of every SKU that changed, once for all changes since the last time: what a flash sale writes down a
 * thousand times is one event. Any instance may, one at a time.
 */
export async function tellStocks({ db, transaction, stopping, wake }: Context): Promise<void> {
  for (let found = maxSize; found === maxSize && !stopping.aborted; ) {
    const skus = await findUntold(db)
    if (skus.length === 0) return
    const told = await transaction((tx) => tell(tx, skus))
    if (told?.some(({ isBack }) => isBack)) wake('write to who waits')
    found = told ? skus.length : 0
  }
}

async function findUntold(db: Db): Promise<readonly string[]> {
  const rows = await db.execute<{ sku: string }>(sql`
    select distinct sku from stocks where untold order by sku limit ${maxSize}`)
  return rows.map(({ sku }) => sku)
}

/** A stock at a location. The version and what was told last are the SKU's where it lies at the main location, which comes first. */
type Row = {
  readonly sku: string
  readonly locationId: string
  readonly available: number
  /** On hand, and promised to nobody. */
  readonly left: number
  readonly threshold: number | null
  readonly low: boolean
  /** Somebody was told that it is low, not long ago. */
  readonly quiet: boolean
  /** It has been low since, and nobody was told of that. */
  readonly unheard: boolean
  readonly untold: boolean
  readonly version: number
  readonly told: number | null
}

/** Nothing, if another instance is at it. */
async function tell(tx: Tx, skus: readonly string[]): Promise<readonly News[] | undefined> {
  const [turn] = await tx.execute<{ mine: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtext('tell stocks')) as mine`)
  if (!turn?.mine) return undefined
  const rows = await holdAndRead(tx, skus)
  const news = [...Map.groupBy(rows, ({ sku }) => sku).values()]
    .filter((shelves) => shelves.some(({ untold }) => untold))
    .map(newsOf)
  await Promise.all([
    note(
      tx,
      news.flatMap(({ notes }) => notes),
    ),
    emit(tx, inventoryUpdated, ...news.map(({ updated }) => updated)),
    emit(tx, stockLow, ...news.flatMap(({ low }) => low)),
  ])
  return news
}

/**
 * Whoever is changing one of these now is waited for: their change is seen here, or finds that it has yet to be told. Read in a
 * statement of its own, since one that waited sees locations as they were before.
 */
async function holdAndRead(tx: Tx, skus: readonly string[]): Promise<readonly Row[]> {
  const these = sql`sku in ${anyOf(skus)}`
  await tx.execute(sql`select from stocks where ${these} order by sku, location_id for no key update`)
  return tx.execute<Row>(sql`
    select sku, location_id as "locationId", case when active then ${available} else 0 end as available,
      on_hand - reserved as left, threshold, low, untold, stocks.version, told,
      coalesce(alarmed_at > statement_timestamp() - interval '1 hour', false) as quiet, alarm_due is not null as unheard
    from stocks join locations on locations.id = location_id
    where ${these} order by sku, location_id`)
}

type Low = Fact<DataOf<typeof stockLow>>
type Noted = Pick<Row, 'sku' | 'locationId' | 'low' | 'unheard' | 'version' | 'told'> & { readonly alarms: boolean }

/** What is to be said of one SKU, and noted of it. */
type News = {
  readonly updated: Fact<DataOf<typeof inventoryUpdated>>
  readonly low: readonly Low[]
  readonly notes: readonly Noted[]
  /** Whether it can be had again. */
  readonly isBack: boolean
}

function newsOf(shelves: readonly Row[]): News {
  const { sku = '', version: before = 0, told = null } = shelves[0] ?? {}
  const sum = atMost(shelves.reduce((total, { available }) => total + available, 0))
  const updated = { id: sku, version: before + 1, data: { sku, available: sum } }
  let { version } = updated
  const low = shelves.flatMap((shelf): Low[] => {
    const { locationId, left, threshold } = shelf
    if (threshold === null || !isAlarming(shelf)) return []
    const data = { sku, locationId, available: Math.max(0, left), threshold }
    return [{ id: sku, version: (version += 1), data }]
  })
  const notes = shelves.map((shelf) => {
    const alarms = isAlarming(shelf)
    return { ...shelf, low: isLow(shelf), alarms, unheard: isNews(shelf) && !alarms, version, told: sum }
  })
  return { updated, low, notes, isBack: sum > 0 && !told }
}

/** Holds come and go further than any border, so one alarm does for an hour. What is low when it is over is an alarm then. */
const isAlarming = (shelf: Row): boolean => isNews(shelf) && !shelf.quiet

const isNews = (shelf: Row): boolean => isLow(shelf) && (!shelf.low || shelf.unheard)

/** Once it is low it stays so until there are clearly more, or every unit that comes and goes at the border would be an alarm. */
function isLow({ threshold, left, low }: Row): boolean {
  if (threshold === null) return false
  const border = low ? threshold + Math.max(1, Math.ceil(threshold / 5)) : threshold
  return left <= border
}

async function note(tx: Tx, notes: readonly Noted[]): Promise<void> {
  await tx.execute(sql`
    update stocks set untold = false, low = note.low, version = note.version, told = note.told,
      alarmed_at = case when alarms then clock_timestamp() else alarmed_at end,
      alarm_due = case when unheard then alarmed_at + interval '1 hour' end
    from jsonb_to_recordset(${json(notes)})
      as note (sku text, "locationId" text, low boolean, alarms boolean, unheard boolean, version int, told int)
    where stocks.sku = note.sku and location_id = "locationId"`)
}

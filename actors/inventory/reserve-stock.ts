import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import * as subject from '#subjects/inventory.ts'
import type { FieldError, Problem } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import { type Asked, batch, type Context } from '../actor.ts'
import { allocate, type Allotment } from './allocate.ts'
import { type Ask, type Available, grant, type Shortage, shortagesOf } from './grant.ts'
import { holdAtOnce, type Want } from './hold-at-once.ts'
import { among, type Hold, holdColumns, type HoldRow, holdsByOrder, readHolds } from './holds.ts'
import { type Owed, readOwed } from './owed.ts'
import { rankPlaces, readChoice } from './places.ts'
import { available, lockStocks, moveStocks, type Shelf } from './stocks.ts'

type Input = InputOf<typeof subject.reserveStock>
/** What was asked for, and when: the lower its turn, the sooner. */
type Wish = Ask & { readonly input: Input; readonly turn: number }
type Outcome = {
  readonly holds: ReadonlyMap<string, Hold>
  readonly refused: ReadonlyMap<Wish, readonly Shortage[]>
  readonly owed: ReadonlyMap<string, Owed>
}

/**
 * Grants what fits, in the order of asking, to everybody who has asked: one commit however many they are. An order has one
 * grant; asking again finds it, even if nothing is left by then. Most buyers of a flash sale come too late, and are told so
 * after looks that lock nothing.
 */
export const reserveStock = batch<typeof subject.reserveStock>(async (requests, context) => {
  const wishes = requests.map(toWish)
  const held = await holdAtOnce(context.db, onePerOrder(wishes).flatMap(wantsOf))
  const others = wishes.filter(({ orderId }) => !held.has(orderId))
  const tried = others.length > 0 ? await lookCloser(others, context) : nothing
  return wishes.map((wish) => {
    const shortages = tried.refused.get(wish)
    if (shortages) return refusal(wish.input, shortages)
    const hold = held.get(wish.orderId) ?? tried.holds.get(wish.orderId)
    if (!hold || hold.lost) return subject.reservationLost()
    const owed = tried.owed.get(wish.orderId)
    return { expiresAt: hold.expiresAt, ...(owed && { owed }) }
  })
})

const nothing: Outcome = { holds: new Map(), refused: new Map(), owed: new Map() }

/** Who asks twice gets once. */
const onePerOrder = (wishes: readonly Wish[]) =>
  [...Map.groupBy(wishes, ({ orderId }) => orderId).values()].flatMap(([first]) => first ?? [])

/** Answers from what there is, and only where there seems to be enough tries to hold it. */
async function lookCloser(wishes: readonly Wish[], { db, transaction }: Context): Promise<Outcome> {
  const seen = await look(db, wishes)
  const open = wishes.filter(({ orderId }) => !seen.holds.has(orderId))
  const hopeless = new Map(
    open.map((wish) => [wish, shortagesOf(wish, seen.available)] as const).filter(([, { length }]) => length > 0),
  )
  const hopeful = open.filter((wish) => !hopeless.has(wish))
  const tried = hopeful.length > 0 ? await transaction((tx) => hold(tx, hopeful)) : nothing
  const holds = new Map([...seen.holds, ...tried.holds])
  return { holds, refused: new Map([...hopeless, ...tried.refused]), owed: await readOwed(db, [...holds.keys()]) }
}

function toWish({ input }: Asked<typeof subject.reserveStock>, turn: number): Wish {
  const demand = new Map<string, number>()
  for (const { sku, quantity } of input.lines) demand.set(sku, (demand.get(sku) ?? 0) + quantity)
  return { orderId: input.orderId, demand, input, turn }
}

/** One statement, so that an order which is being granted right now is seen before its grant or after, never in between. */
async function look(
  db: Db,
  wishes: readonly Wish[],
): Promise<{ holds: ReadonlyMap<string, Hold>; available: Available }> {
  const rows = await db.execute<{ sku: string; available: number } & (HoldRow | { status: null })>(sql`
    with wish as materialized (
      select * from jsonb_to_recordset(${json(wishes.flatMap(wantsOf))}) as wish ("orderId" text, sku text)
    )
    select ${holdColumns}, sku, coalesce(there.available, 0) as available
    from wish left join order_holds on order_id = "orderId" left join (
      select sku, sum(${available}) as available
      from stocks join locations on locations.id = location_id and active
      where sku in (select sku from wish) group by sku
    ) as there using (sku)`)
  return {
    holds: holdsByOrder(rows.filter((row) => row.status !== null)),
    available: new Map(rows.map(({ sku, available }) => [sku, available])),
  }
}

/**
 * Claims the orders, locks the stocks, decides, writes. An order that another instance claimed first is answered by what
 * became of it there: claiming it waits for that.
 */
async function hold(tx: Tx, wishes: readonly Wish[]): Promise<Outcome> {
  const skus = new Set(wishes.flatMap(({ demand }) => [...demand.keys()]))
  const [claimed, shelves] = await Promise.all([claim(tx, wishes), lockStocks(tx, skus)])
  const { granted, refused } = grant(
    wishes.filter(({ orderId }) => claimed.has(orderId)),
    sumsOf(shelves),
  )
  const lines = await place(tx, granted, shelves)
  const keeps = new Set(granted.map(({ orderId }) => orderId))
  const [others] = await Promise.all([
    readHolds(tx, idsOf(wishes.filter(({ orderId }) => !claimed.has(orderId)))),
    abandon(tx, idsOf(wishes.filter(({ orderId }) => claimed.has(orderId) && !keeps.has(orderId)))),
    writeLines(tx, lines),
    moveStocks(tx, lines, { onHand: 0, reserved: 1 }),
  ])
  return { holds: new Map([...claimed, ...others]), refused, owed: new Map() }
}

/** Says where the goods come from. Who has each SKU at one location only has no choice, and asks for none. */
async function place(tx: Tx, granted: readonly Wish[], shelves: readonly Shelf[]): Promise<readonly Allotment[]> {
  const isPlain = new Set(shelves.map(({ sku }) => sku)).size === shelves.length
  if (isPlain) return allocate(granted, shelves, { rank: () => [], fewestParcels: false })
  const choice = await readChoice(tx)
  const rank = ({ input }: Wish) => rankPlaces(choice, input.shipTo)
  return allocate(granted, shelves, { rank, fewestParcels: choice.allocation === 'fewest-parcels' })
}

function sumsOf(shelves: readonly Shelf[]): Available {
  const sums = new Map<string, number>()
  for (const { sku, available } of shelves) sums.set(sku, (sums.get(sku) ?? 0) + available)
  return sums
}

/** Writes the holds of orders that have none. */
async function claim(tx: Tx, wishes: readonly Wish[]): Promise<ReadonlyMap<string, Hold>> {
  const claims = wishes.map(({ orderId, input: { holdSeconds } }) => ({ orderId, holdSeconds }))
  const rows = await tx.execute<HoldRow>(sql`
    insert into order_holds (order_id, status, expires_at)
    select "orderId", 'held', clock_timestamp() + "holdSeconds" * interval '1 second'
    from jsonb_to_recordset(${json(claims)}) as claim ("orderId" text, "holdSeconds" int)
    order by "orderId"
    on conflict do nothing
    returning ${holdColumns}`)
  return holdsByOrder(rows)
}

/** Takes a claim back as if it had never been made: an order that was refused may be asked for again. */
async function abandon(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length > 0) await tx.execute(sql`delete from order_holds where ${among(orderIds)}`)
}

async function writeLines(tx: Tx, lines: readonly Allotment[]): Promise<void> {
  if (lines.length === 0) return
  await tx.execute(sql`
    insert into reservations (order_id, sku, location_id, quantity, owed, expected_at)
    select "orderId", sku, "locationId", quantity, owed, case when owed > 0 then preorder_until end
    from jsonb_to_recordset(${json(lines)})
      as line ("orderId" text, sku text, "locationId" text, quantity int, owed int)
    join stocks using (sku) where location_id = "locationId"`)
}

const wantsOf = ({ turn, orderId, demand, input: { holdSeconds } }: Wish): Want[] =>
  [...demand].map(([sku, quantity]) => ({ turn, orderId, sku, quantity, holdSeconds }))

const idsOf = (wishes: readonly Wish[]) => wishes.map(({ orderId }) => orderId)

function refusal({ lines }: Input, shortages: readonly Shortage[]): Problem {
  const [first] = shortages
  const short = new Map(shortages.map((shortage) => [shortage.sku, shortage]))
  const errors = lines.flatMap(({ sku }, index): FieldError[] => {
    const shortage = short.get(sku)
    if (!shortage) return []
    return [{ pointer: `/lines/${index}/quantity`, code: 'out-of-stock', detail: `${shortage.available} are left` }]
  })
  return subject.outOfStock(first && `${first.available} of ${first.sku} are left`, { shortages, errors })
}

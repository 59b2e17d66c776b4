import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import type { Envelope } from '#subjects/envelope.ts'
import * as subject from '#subjects/inventory.ts'
import type { FieldError, Problem } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import { type Asked, batch } from '../actor.ts'
import { type Ask, type Available, grant, type Shortage, shortagesOf } from './grant.ts'
import { among, type Hold, holdColumns, type HoldRow, holdsByOrder, readHolds } from './holds.ts'
import { json, type Line, lockStocks, moveStocks } from './stocks.ts'

type Input = InputOf<typeof subject.reserveStock>
type Wish = Ask & { readonly input: Input; readonly envelope: Envelope }
type Outcome = {
  readonly holds: ReadonlyMap<string, Hold>
  readonly refused: ReadonlyMap<Wish, readonly Shortage[]>
}

/**
 * Grants what fits, in the order of asking, to everybody who has asked: one commit however many they are. An order has one
 * grant; asking again finds it, even if nothing is left by then. Most buyers of a flash sale come too late, and are told so
 * after one look that locks nothing.
 */
export const reserveStock = batch<typeof subject.reserveStock>(async (requests, { db, transaction }) => {
  const wishes = requests.map(toWish)
  const seen = await look(db, wishes)
  const open = wishes.filter(({ orderId }) => !seen.holds.has(orderId))
  const hopeless = new Map(
    open.map((wish) => [wish, shortagesOf(wish, seen.available)] as const).filter(([, { length }]) => length > 0),
  )
  const hopeful = open.filter((wish) => !hopeless.has(wish))
  const tried: Outcome =
    hopeful.length > 0 ? await transaction((tx) => hold(tx, hopeful)) : { holds: new Map(), refused: new Map() }

  return wishes.map((wish) => {
    const shortages = hopeless.get(wish) ?? tried.refused.get(wish)
    if (shortages) return refusal(wish.input, shortages)
    const held = seen.holds.get(wish.orderId) ?? tried.holds.get(wish.orderId)
    return !held || held.lost ? subject.reservationLost() : { expiresAt: held.expiresAt }
  })
})

function toWish({ input, envelope }: Asked<typeof subject.reserveStock>): Wish {
  const demand = new Map<string, number>()
  for (const { sku, quantity } of input.lines) demand.set(sku, (demand.get(sku) ?? 0) + quantity)
  return { orderId: input.orderId, demand, input, envelope }
}

/** One statement, so that an order which is being granted right now is seen before its grant or after, never in between. */
async function look(
  db: Db,
  wishes: readonly Wish[],
): Promise<{ holds: ReadonlyMap<string, Hold>; available: Available }> {
  const rows = await db.execute<{ sku: string; available: number } & (HoldRow | { status: null })>(sql`
    select ${holdColumns}, sku, coalesce(on_hand - reserved, 0) as available
    from jsonb_to_recordset(${json(wishes.flatMap(linesOf).map(bare))}) as wish ("orderId" text, sku text)
    left join order_holds on order_id = "orderId" left join stocks using (sku)`)
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
  const [claimed, available] = await Promise.all([claim(tx, wishes), lockStocks(tx, skus)])
  const { granted, refused } = grant(
    wishes.filter(({ orderId }) => claimed.has(orderId)),
    available,
  )
  const lines = granted.flatMap(linesOf)
  const keeps = new Set(granted.map(({ orderId }) => orderId))
  const [others] = await Promise.all([
    readHolds(tx, idsOf(wishes.filter(({ orderId }) => !claimed.has(orderId)))),
    abandon(tx, idsOf(wishes.filter(({ orderId }) => claimed.has(orderId) && !keeps.has(orderId)))),
    writeLines(tx, lines),
    moveStocks(tx, lines, { onHand: 0, reserved: 1 }),
  ])
  return { holds: new Map([...claimed, ...others]), refused }
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

async function writeLines(tx: Tx, lines: readonly Line[]): Promise<void> {
  if (lines.length === 0) return
  await tx.execute(sql`
    insert into reservations (order_id, sku, quantity)
    select "orderId", sku, quantity
    from jsonb_to_recordset(${json(lines.map(bare))}) as line ("orderId" text, sku text, quantity int)`)
}

const linesOf = ({ orderId, demand, envelope }: Wish): Line[] =>
  [...demand].map(([sku, quantity]) => ({ orderId, sku, quantity, envelope }))

const bare = ({ orderId, sku, quantity }: Line) => ({ orderId, sku, quantity })

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

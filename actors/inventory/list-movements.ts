import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { stockMovements } from '#db/inventory/schema.ts'
import { totalOf } from '#db/total.ts'
import { cursorInvalid, readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'

type Input = InputOf<typeof subject.listMovements>
type Row = Omit<typeof stockMovements.$inferSelect, 'sku' | 'at'> & { readonly at: string }

/**
 * Why the shelves of one SKU hold what they hold, newest first. The balance is reckoned back from what is on hand, and a cursor
 * carries it to the next page, so that no page adds up what came before it.
 */
export const listMovements: Handler<typeof subject.listMovements> = async (input, { db }) => {
  const { limit = 20, include } = input
  const where = and(
    eq(stockMovements.sku, input.sku),
    input.locationId === undefined ? undefined : eq(stockMovements.locationId, input.locationId),
  )
  const [page, total] = await Promise.all([readPage(db, input), include && totalOf(db, stockMovements, where)])
  let balance = page.balance
  const items = page.rows.slice(0, limit).map((row) => {
    const item = toMovement(row, balance)
    balance -= row.delta
    return item
  })
  const last = items.at(-1)
  const next = page.rows.length > limit && last ? writeCursor('movements', `${last.id} ${balance}`) : null
  return { items, next, ...total }
}

/** The movements of a page, and what was on hand after the newest of them: both as they were at one moment. */
async function readPage(db: Db, input: Input) {
  const { sku, locationId, limit = 20 } = input
  const from = placeOf(input)
  const here = locationId === undefined ? sql`true` : sql`location_id = ${locationId}`
  const found = await db.execute<{ onHand: number | null } & (Row | { id: null })>(sql`
    select shelves."onHand", page.*
    from (select sum(on_hand) as "onHand" from stocks where sku = ${sku} and ${here}) as shelves
    left join (
      select id, location_id as "locationId", delta, reason, note, reference, actor, cause, at from stock_movements
      where sku = ${sku} and ${here} and ${from ? sql`id < ${from.before}` : sql`true`}
      order by id desc limit ${limit + 1}
    ) as page on true
    order by id desc`)
  const [first] = found
  if (!first || first.onHand === null) throw notFound(`There is no ${sku}${locationId ? ` at ${locationId}` : ''}`)
  const rows = found.flatMap((row) => (row.id === null ? [] : [row]))
  return { rows, balance: from?.balance ?? first.onHand }
}

function placeOf({ cursor }: Input): { readonly before: number; readonly balance: number } | undefined {
  if (cursor === undefined) return undefined
  const [, before, balance] = /^(\d{1,15}) (-?\d{1,15})$/.exec(readCursor(cursor, 'movements')) ?? []
  if (before === undefined) throw cursorInvalid()
  return { before: Number(before), balance: Number(balance) }
}

const toMovement = (row: Row, balance: number) => ({
  id: String(row.id),
  locationId: row.locationId,
  delta: row.delta,
  balance,
  reason: row.reason,
  note: row.note,
  reference: row.reference,
  actor: row.actor,
  cause: row.cause,
  at: new Date(row.at).toISOString(),
})

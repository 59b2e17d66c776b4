import { and, eq, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { stocktakes } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import { notFound } from '#subjects/problem.ts'
import * as subject from '#subjects/stock-keeping.ts'
import type { Handler } from '../actor.ts'
import { holdShelf, moveOnShelf, refuseOwed } from './shelf.ts'

type Row = typeof stocktakes.$inferSelect

/** Begins to count a shelf. One that somebody counts already is refused: two counts would each mend the same difference. */
export const openStocktake: Handler<typeof subject.openStocktake> = ({ sku, locationId }, { once }) =>
  once(async (tx) => {
    const shelf = await holdShelf(tx, sku, locationId)
    refuseOwed(shelf)
    const row = { id: newId('stk'), sku, locationId: shelf.locationId, expected: shelf.onHand }
    const [opened] = await tx.insert(stocktakes).values(row).onConflictDoNothing().returning()
    if (!opened) throw await openAlready(tx, row)
    return toStocktake(opened)
  })

async function openAlready(tx: Tx, { sku, locationId }: Pick<Row, 'sku' | 'locationId'>) {
  const [open] = await tx
    .select({ id: stocktakes.id })
    .from(stocktakes)
    .where(and(eq(stocktakes.sku, sku), eq(stocktakes.locationId, locationId), eq(stocktakes.status, 'open')))
  return subject.stocktakeOpen(`Somebody is counting ${sku} there`, open && { stocktakeId: open.id })
}

/** Ends a stocktake with its count. What has moved since it began is in neither number, so the difference is what was wrong before. */
export const countStocktake: Handler<typeof subject.countStocktake> = async (input, context) => {
  const { stocktakeId, counted, note } = input
  const stocktake = await context.once(async (tx) => {
    const { sku, locationId, expected } = await holdOpen(tx, stocktakeId)
    const shelf = await holdShelf(tx, sku, locationId)
    refuseOwed(shelf)
    const variance = counted - expected
    if (variance !== 0) {
      const move = { delta: variance, reason: 'count', reference: stocktakeId, note } as const
      await moveOnShelf(tx, shelf, move, context)
    }
    return close(tx, stocktakeId, { status: 'counted', counted, variance, note: note ?? null })
  })
  context.wake('tell stocks')
  return stocktake
}

/** Ends a stocktake without a count, so that another one may begin. */
export const abandonStocktake: Handler<typeof subject.abandonStocktake> = async ({ stocktakeId }, { transaction }) => {
  await transaction(async (tx) => {
    await holdOpen(tx, stocktakeId)
    await close(tx, stocktakeId, { status: 'abandoned' })
  })
  return null
}

/** Reads one stocktake. */
export const readStocktake: Handler<typeof subject.readStocktake> = async ({ stocktakeId }, { db }) =>
  toStocktake(found(await find(db, stocktakeId), stocktakeId))

const find = (db: Db | Tx, id: string) => db.select().from(stocktakes).where(eq(stocktakes.id, id))

function found([row]: readonly Row[], id: string): Row {
  if (!row) throw notFound(`There is no ${id}`)
  return row
}

async function holdOpen(tx: Tx, id: string): Promise<Row> {
  const row = found(await find(tx, id).for('update'), id)
  if (row.status !== 'open') throw subject.stocktakeClosed(`It was ${row.status}`)
  return row
}

async function close(tx: Tx, id: string, values: Partial<Row>): Promise<Static<typeof subject.Stocktake>> {
  const [closed] = await tx
    .update(stocktakes)
    .set({ ...values, version: sql`${stocktakes.version} + 1`, updatedAt: sql`clock_timestamp()` })
    .where(eq(stocktakes.id, id))
    .returning()
  if (!closed) throw new Error(`${id} has vanished`)
  return toStocktake(closed)
}

const toStocktake = ({ createdAt, updatedAt, ...row }: Row): Static<typeof subject.Stocktake> => ({
  ...row,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

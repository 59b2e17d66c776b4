import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { locations, mainLocationId, stockMovements, stocks } from '#db/inventory/schema.ts'
import { locationUnknown, maxCount, stockOwed, stockTooHigh, stockTooLow } from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import type { Context } from '../actor.ts'

/** What lies at one location of a SKU. */
export type Shelf = typeof stocks.$inferSelect

/**
 * Holds a SKU, at all locations, and answers what lies at one of them, where it is given a place if nothing of it ever lay
 * there. All who change something about a SKU by hand wait for each other here.
 */
export async function holdShelf(tx: Tx, sku: string, locationId: string = mainLocationId): Promise<Shelf> {
  const rows = await tx.select().from(stocks).where(eq(stocks.sku, sku)).orderBy(stocks.locationId).for('no key update')
  if (rows.length === 0) throw notFound(`There is no ${sku}`)
  return rows.find((row) => row.locationId === locationId) ?? openShelf(tx, sku, locationId)
}

async function openShelf(tx: Tx, sku: string, locationId: string): Promise<Shelf> {
  const [location] = await tx.select().from(locations).where(eq(locations.id, locationId)).for('key share')
  if (!location) throw locationUnknown(`There is no ${locationId}`)
  // Whoever held the SKU before may have made the place meanwhile, which a statement that waited for them does not see.
  await tx.insert(stocks).values({ sku, locationId }).onConflictDoNothing()
  const here = and(eq(stocks.sku, sku), eq(stocks.locationId, locationId))
  const [opened] = await tx.select().from(stocks).where(here).for('no key update')
  if (!opened) throw new Error(`${sku} has no place at ${locationId}`)
  return opened
}

/** As `holdShelf`, for many SKUs, in the order in which everybody locks them. */
export async function holdShelves(tx: Tx, skus: ReadonlySet<string>, locationId: string): Promise<void> {
  const rows = await tx
    .select({ sku: stocks.sku, locationId: stocks.locationId })
    .from(stocks)
    .where(inArray(stocks.sku, [...skus]))
    .orderBy(stocks.sku, stocks.locationId)
    .for('no key update')
  const known = new Set(rows.map(({ sku }) => sku))
  const there = new Set(rows.filter((row) => row.locationId === locationId).map(({ sku }) => sku))
  for (const sku of skus) {
    if (!known.has(sku)) throw notFound(`There is no ${sku}`)
    if (!there.has(sku)) await openShelf(tx, sku, locationId)
  }
}

/** What moves, and why. */
export type Move = {
  readonly delta: number
  readonly reason: (typeof stockMovements.$inferInsert)['reason']
  readonly note?: string | undefined
  readonly reference?: string | undefined
}

/** Moves something on a shelf that is held, and writes down why. What is promised to orders cannot be taken away. */
export async function moveOnShelf(tx: Tx, shelf: Shelf, move: Move, { caller, envelope }: Context): Promise<void> {
  refuseImpossible(shelf, move.delta)
  const { sku, locationId } = shelf
  await Promise.all([
    tx
      .update(stocks)
      .set({ onHand: sql`${stocks.onHand} + ${move.delta}`, untold: true, updatedAt: sql`clock_timestamp()` })
      .where(and(eq(stocks.sku, sku), eq(stocks.locationId, locationId))),
    tx.insert(stockMovements).values({ ...move, sku, locationId, actor: caller.id, cause: envelope.correlationId }),
    noteChange(tx, sku),
  ])
}

/** Counts a change by hand, for those who change what they have seen. */
export async function noteChange(tx: Tx, sku: string): Promise<void> {
  await tx
    .update(stocks)
    .set({ revision: sql`${stocks.revision} + 1` })
    .where(and(eq(stocks.sku, sku), eq(stocks.locationId, mainLocationId)))
}

/**
 * Refuses to count while goods are owed. What lies there then may be on its way to whoever bought it, or have come for them
 * without being received: no count says which, and each would be taken for so many more.
 */
export function refuseOwed({ onHand }: Pick<Shelf, 'onHand'>): void {
  if (onHand < 0) throw stockOwed(owedText(-onHand), { owed: -onHand })
}

/** Why nothing is counted now. */
export const owedText = (owed: number): string => `${owed} are owed: what came for them is to be received first`

function refuseImpossible({ onHand, reserved }: Shelf, delta: number): void {
  const there = Math.max(0, onHand)
  if (delta < 0 && onHand + delta < reserved)
    throw stockTooLow(`${reserved} of ${there} are reserved`, { onHand: there, reserved })
  if (delta > 0 && onHand + delta > maxCount)
    throw stockTooHigh(`There are ${there}, and ${maxCount} are the most`, { onHand: there, most: maxCount })
}

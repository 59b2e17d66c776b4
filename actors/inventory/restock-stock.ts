import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { mainLocationId } from '#db/inventory/schema.ts'
import { json } from '#db/parameters.ts'
import type * as subject from '#subjects/inventory.ts'
import { maxCount, stockTooHigh } from '#subjects/inventory.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { allocate } from './allocate.ts'
import { among } from './holds.ts'
import { holdShelves } from './shelf.ts'
import { type Line, moveStocks, type Shelf } from './stocks.ts'

type Input = InputOf<typeof subject.restockStock>

/** Puts back what was sold. The movement carries the reference, and what came back for it comes once: asking again moves nothing. */
export const restockStock: Handler<typeof subject.restockStock> = async (input, { caller, envelope, transaction }) => {
  const { reference, reason, lines, locationId = mainLocationId } = input
  await transaction(async (tx) => {
    await holdShelves(tx, new Set(lines.map(({ sku }) => sku)), locationId)
    const parts = await placesOf(tx, input)
    const back = await tx.execute<Omit<Line, 'orderId'>>(sql`
      insert into stock_movements (sku, location_id, delta, reason, reference, actor, cause)
      select sku, "locationId", quantity, ${reason}, ${reference}, ${caller.id}, ${envelope.correlationId}
      from jsonb_to_recordset(${json(parts)}) as part (sku text, "locationId" text, quantity int)
      where not exists (
        select from stock_movements as known where known.reference = ${reference} and known.sku = part.sku
          and known.reason in ('cancellation', 'return'))
      on conflict (reference, sku, location_id) where reason in ('cancellation', 'return') do nothing
      returning sku, location_id as "locationId", delta as quantity`)
    await refuseOverflow(tx, back)
    await moveStocks(
      tx,
      back.map((line) => ({ ...line, orderId: reference })),
      { onHand: 1, reserved: 0 },
    )
  })
  return null
}

/** More than can be told of is not taken in: whoever brings it back asks again once some of it was sold, or lies elsewhere. */
async function refuseOverflow(tx: Tx, back: readonly Omit<Line, 'orderId'>[]): Promise<void> {
  const [full] = await tx.execute<{ sku: string; onHand: number }>(sql`
    select stocks.sku, on_hand as "onHand" from stocks
    join jsonb_to_recordset(${json(back)}) as part (sku text, "locationId" text, quantity int)
      on part.sku = stocks.sku and "locationId" = location_id
    where on_hand + quantity::bigint > ${maxCount}::int order by 1 limit 1`)
  if (full) throw stockTooHigh(`There are ${full.onHand} of ${full.sku}`, { onHand: full.onHand, most: maxCount })
}

/**
 * Where goods lie that are back: at the location that is named, or where their order was sold from. What nobody knows the origin
 * of lies at the main location.
 */
async function placesOf(tx: Tx, { reference, orderId, lines, locationId }: Input): Promise<readonly Line[]> {
  const demand = new Map<string, number>()
  for (const { sku, quantity } of lines) demand.set(sku, (demand.get(sku) ?? 0) + quantity)
  const origins = orderId === undefined || locationId !== undefined ? [] : await originsOf(tx, orderId)
  const known = origins.filter(({ sku }) => demand.has(sku))
  // Last, and with room for all.
  const home = locationId ?? mainLocationId
  const rest = [...demand].map(([sku, there]) => ({ sku, locationId: home, there, available: there }))
  const places = [...known.filter((place) => place.locationId !== home), ...rest]
  return allocate([{ orderId: reference, demand }], places, { rank: () => [], fewestParcels: false })
}

/** What was promised to an order stands as it was written, so asking again finds the same. */
const originsOf = (tx: Tx, orderId: string) =>
  tx.execute<Shelf>(sql`
    select sku, location_id as "locationId", quantity as there, quantity as available from reservations
    where ${among([orderId])} order by sku, location_id`)

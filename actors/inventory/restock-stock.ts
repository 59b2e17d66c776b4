import { sql } from 'drizzle-orm'
import { mainLocationId } from '#db/inventory/schema.ts'
import type * as subject from '#subjects/inventory.ts'
import type { Handler } from '../actor.ts'
import { holdShelves } from './shelf.ts'
import { json, type Line, moveStocks } from './stocks.ts'

/** Puts back what was sold. The movement carries the reference, and there is one of each SKU for it: asking again moves nothing. */
export const restockStock: Handler<typeof subject.restockStock> = async (input, { caller, envelope, transaction }) => {
  const { reference, reason, lines, locationId = mainLocationId } = input
  await transaction(async (tx) => {
    await holdShelves(tx, new Set(lines.map(({ sku }) => sku)), locationId)
    const back = await tx.execute<Omit<Line, 'orderId'>>(sql`
      insert into stock_movements (sku, location_id, delta, reason, reference, actor, cause)
      select sku, ${locationId}, sum(quantity), ${reason}, ${reference}, ${caller.id}, ${envelope.correlationId}
      from jsonb_to_recordset(${json(lines)}) as line (sku text, quantity int) group by sku
      on conflict (reference, sku) where reason in ('cancellation', 'return') do nothing
      returning sku, location_id as "locationId", delta as quantity`)
    await moveStocks(
      tx,
      back.map((line) => ({ ...line, orderId: reference })),
      { onHand: 1, reserved: 0 },
    )
  })
  return null
}

import { sql } from 'drizzle-orm'
import type * as subject from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { json, lockStocks, moveStocks } from './stocks.ts'

/** Puts back what was sold. The movement carries the reference, and there is one of each SKU for it: asking again moves nothing. */
export const restockStock: Handler<typeof subject.restockStock> = async (input, { caller, transaction }) => {
  const { reference, reason, lines } = input
  await transaction(async (tx) => {
    const known = await lockStocks(tx, new Set(lines.map(({ sku }) => sku)))
    const unknown = lines.find(({ sku }) => !known.has(sku))
    if (unknown) throw notFound(`There is no ${unknown.sku}`)
    const back = await tx.execute<{ sku: string; quantity: number }>(sql`
      insert into stock_movements (sku, delta, reason, reference, actor)
      select sku, sum(quantity), ${reason}, ${reference}, ${caller.id}
      from jsonb_to_recordset(${json(lines)}) as line (sku text, quantity int) group by sku
      on conflict (reference, sku) where reason in ('cancellation', 'return') do nothing
      returning sku, delta as quantity`)
    await moveStocks(
      tx,
      back.map((line) => ({ ...line, orderId: reference })),
      { onHand: 1, reserved: 0 },
    )
  })
  return null
}

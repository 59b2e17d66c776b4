import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { stockMovements, stocks } from '#db/inventory/schema.ts'
import { emit } from '#db/outbox.ts'
import * as subject from '#subjects/inventory.ts'
import { notFound, type Problem } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { toStock } from './stock.ts'

type Input = InputOf<typeof subject.adjustStock>

/** Corrects what is on the shelf, and writes down why. What is promised to orders can not be taken away. */
export const adjustStock: Handler<typeof subject.adjustStock> = async (
  { sku, delta, note = null },
  { caller, once },
) => {
  return once(async (tx) => {
    const [changed] = await tx
      .update(stocks)
      .set({
        onHand: sql`${stocks.onHand} + ${delta}`,
        version: sql`${stocks.version} + 1`,
        revision: sql`${stocks.revision} + 1`,
        updatedAt: sql`clock_timestamp()`,
      })
      .where(
        and(eq(stocks.sku, sku), sql`${stocks.onHand} + ${delta} between ${stocks.reserved} and ${subject.maxCount}`),
      )
      .returning()
    if (!changed) throw await refusal(tx, { sku, delta })
    const stock = toStock(changed)
    await Promise.all([
      tx.insert(stockMovements).values({ sku, delta, reason: 'adjustment', note, actor: caller.id }),
      emit(tx, subject.inventoryUpdated, {
        id: sku,
        version: changed.version,
        data: { sku, available: stock.available },
      }),
    ])
    return stock
  })
}

async function refusal(tx: Tx, { sku, delta }: Input): Promise<Problem> {
  const [stock] = await tx.select().from(stocks).where(eq(stocks.sku, sku))
  if (!stock) return notFound(`There is no ${sku}`)
  if (delta < 0) {
    return subject.stockTooLow(`${stock.reserved} of ${stock.onHand} are reserved`, {
      onHand: stock.onHand,
      reserved: stock.reserved,
    })
  }
  const [onHand, most] = [stock.onHand, subject.maxCount]
  return subject.stockTooHigh(`There are ${onHand}, and ${most} are the most`, { onHand, most })
}

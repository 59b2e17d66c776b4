import { and, eq, sql } from 'drizzle-orm'
import { stockSubscriptions } from '#db/inventory/schema.ts'
import { emit } from '#db/outbox.ts'
import { newId } from '#subjects/id.ts'
import { stockReturned } from '#subjects/inventory.ts'
import * as subject from '#subjects/stock-keeping.ts'
import type { Context, Handler } from '../actor.ts'
import { readStockOf } from './stock.ts'
import { available } from './stocks.ts'

/** Notes that somebody waits for a SKU. It may come back at this very moment, so whoever writes to them looks once more. */
export const subscribeToStock: Handler<typeof subject.subscribeToStock> = async ({ sku }, { db, caller, wake }) => {
  const stock = await readStockOf(db, sku)
  if (stock.available > 0) throw subject.stockThere(`${sku} can be had now`)
  await db.insert(stockSubscriptions).values({ sku, userId: caller.id }).onConflictDoNothing()
  wake('write to who waits')
  return null
}

/** Forgets that somebody waits for a SKU. */
export const unsubscribeFromStock: Handler<typeof subject.unsubscribeFromStock> = async ({ sku }, { db, caller }) => {
  const own = and(eq(stockSubscriptions.sku, sku), eq(stockSubscriptions.userId, caller.id))
  await db.delete(stockSubscriptions).where(own)
  return null
}

const maxSize = 500

/** Has those written to who waited for what can be had again. Any instance may: who is taken is taken off the list with it. */
export async function writeToWhoWaits({ transaction, stopping }: Context): Promise<void> {
  for (let written = maxSize; written === maxSize && !stopping.aborted; ) {
    written = await transaction(async (tx) => {
      const waited = await tx.execute<{ sku: string; userId: string }>(sql`
        with back as materialized (
          select waited.sku from (select distinct sku from stock_subscriptions) as waited cross join lateral (
            select from stocks join locations on locations.id = location_id and active
            where stocks.sku = waited.sku and ${available} > 0 limit 1
          ) as there
        ), due as materialized (
          select sku, user_id from stock_subscriptions
          where sku in (select sku from back) limit ${maxSize} for update skip locked
        )
        delete from stock_subscriptions using due
        where stock_subscriptions.sku = due.sku and stock_subscriptions.user_id = due.user_id
        returning due.sku, due.user_id as "userId"`)
      await emit(tx, stockReturned, ...waited.map((data) => ({ id: newId('sub'), version: 1, data: { ...data } })))
      return waited.length
    })
  }
}

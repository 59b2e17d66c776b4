import { eq } from 'drizzle-orm'
import { stocks } from '#db/inventory/schema.ts'
import type * as subject from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { toStock } from './stock.ts'

/** Reads what lies on the shelf of one SKU, and how much of it is promised. */
export const readStock: Handler<typeof subject.readStock> = async ({ sku }, { db }) => {
  const [stock] = await db.select().from(stocks).where(eq(stocks.sku, sku))
  if (!stock) throw notFound(`There is no ${sku}`)
  return toStock(stock)
}

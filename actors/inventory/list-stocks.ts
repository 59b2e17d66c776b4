import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db } from '#db/client.ts'
import { stocks } from '#db/inventory/schema.ts'
import type { Total } from '#db/total.ts'
import { mostCounted } from '#subjects/common.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import type { Stock } from '#subjects/inventory.ts'
import type * as subject from '#subjects/stock-views.ts'
import type { Handler } from '../actor.ts'
import { readStocks } from './stock.ts'

/** Lists what there is. A SKU is listed, with all of its shelves, if one of them fits. */
export const listStocks: Handler<typeof subject.listStocks> = (input, { db }) => {
  const { sku, locationId, inStock } = input
  const free = sql`${stocks.onHand} > ${stocks.reserved}`
  return pageOfStocks(db, input, [
    sku === undefined ? undefined : sql`starts_with(${stocks.sku}, ${sku})`,
    locationId && eq(stocks.locationId, locationId),
    inStock === undefined ? undefined : inStock ? free : sql`not ${free}`,
  ])
}

/** Lists what runs low somewhere. */
export const listLowStocks: Handler<typeof subject.listLowStocks> = (input, { db }) =>
  pageOfStocks(db, input, [sql`low`, input.locationId && eq(stocks.locationId, input.locationId)])

type Page = { readonly limit?: number; readonly cursor?: string; readonly include?: 'total' }
type Condition = SQL | '' | undefined

async function pageOfStocks(db: Db, { limit = 20, cursor, include }: Page, conditions: readonly Condition[]) {
  const fits = conditions.filter((one): one is SQL => one instanceof Object)
  const after = cursor === undefined ? undefined : gt(stocks.sku, readCursor(cursor, 'stocks'))
  const [rows, total] = await Promise.all([
    db
      .selectDistinct({ sku: stocks.sku })
      .from(stocks)
      .where(and(...fits, after))
      .orderBy(asc(stocks.sku))
      .limit(limit + 1),
    include && countSkus(db, fits),
  ])
  const skus = rows.slice(0, limit).map(({ sku }) => sku)
  const last = rows.length > limit ? skus.at(-1) : undefined
  const items: Static<typeof Stock>[] = [...(await readStocks(db, skus))]
  return { items, next: last === undefined ? null : writeCursor('stocks', last), ...total }
}

async function countSkus(db: Db, fits: readonly SQL[]): Promise<Total> {
  const skus = db
    .selectDistinct({ sku: stocks.sku })
    .from(stocks)
    .where(and(...fits))
    .limit(mostCounted + 1)
    .as('skus')
  const found = await db.$count(skus)
  return found > mostCounted ? { total: mostCounted, relation: 'gte' } : { total: found, relation: 'eq' }
}

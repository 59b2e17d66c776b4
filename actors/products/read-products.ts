import { and, sql } from 'drizzle-orm'
import { products } from '#db/products/schema.ts'
import type * as subject from '#subjects/products.ts'
import type { Handler } from '../actor.ts'
import { summaryColumns, toSummary } from './summary.ts'

/** Reads what a list shows of the products with these ids, in no order. What is not for sale is not there. */
export const readProducts: Handler<typeof subject.readProducts> = async ({ ids }, { db }) => {
  const rows = await db
    .select(summaryColumns)
    .from(products)
    // One parameter however many there are, so that it is always the same prepared statement.
    .where(and(sql`${products.id} = any(${sql.param(ids)}::text[])`, sql`${products.status} = 'active'`))
  return { items: rows.map(toSummary) }
}

import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { products, variants } from '#db/products/schema.ts'
import type { Problem } from '#subjects/problem.ts'
import * as subject from '#subjects/products.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import { batch } from '../actor.ts'

type Input = InputOf<typeof subject.quoteLines>
type Quote = OutputOf<typeof subject.quoteLines>
type Offers = Awaited<ReturnType<typeof readOffers>>

/**
 * Prices lines as they are right now. Nothing is kept between quotes: a price that was changed is the price of the very next
 * one. What makes it fast is that all quotes that arrive together are one statement.
 */
export const quoteLines = batch<typeof subject.quoteLines>(async (requests, { db }) => {
  const offers = await readOffers(db, new Set(requests.flatMap(({ input }) => input.lines.map(({ sku }) => sku))))
  return requests.map(({ input }) => quote(input, offers))
})

/** What can be bought of these SKUs, and for how much. */
async function readOffers(db: Db, skus: ReadonlySet<string>) {
  const rows = await db
    .select({
      sku: variants.sku,
      productId: variants.productId,
      name: products.name,
      title: variants.title,
      unitPrice: { amount: variants.price, currency: variants.currency },
      category: products.category,
      taxClass: variants.taxClass,
      weightGrams: variants.weightGrams,
      available: variants.available,
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    // One parameter however many there are, so that it is always the same prepared statement.
    .where(
      and(
        sql`${variants.sku} = any(${sql.param([...skus])}::text[])`,
        isNull(variants.archivedAt),
        sql`${products.status} = 'active'`,
      ),
    )
  return new Map(rows.map((row) => [row.sku, row]))
}

function quote({ lines }: Input, offers: Offers): Quote | Problem {
  const priced = lines.flatMap(({ sku, quantity }) => {
    const offer = offers.get(sku)
    return offer ? [{ ...offer, quantity }] : []
  })
  const currency = priced[0]?.unitPrice.currency ?? ''
  // An order is paid in one currency, that of its first line; what is sold in another cannot be bought along with it.
  const bought = priced.filter(({ unitPrice }) => unitPrice.currency === currency)
  if (bought.length === lines.length) return { currency, lines: bought }
  const sold = new Set(bought.map(({ sku }) => sku))
  const skus = [...new Set(lines.map(({ sku }) => sku))].filter((sku) => !sold.has(sku))
  return subject.productUnavailable(`Not for sale: ${skus.join(', ')}`, { skus })
}

import type { Static } from 'typebox'
import { products } from '#db/products/schema.ts'
import type * as subject from '#subjects/products.ts'

/** What a list shows of a product. */
export const summaryColumns = {
  id: products.id,
  slug: products.slug,
  name: products.name,
  brand: products.brand,
  category: products.category,
  currency: products.currency,
  priceFrom: products.priceFrom,
  inStock: products.inStock,
}

type Row = Pick<typeof products.$inferSelect, keyof typeof summaryColumns>

/** The same as its contract has it. */
export const toSummary = ({ currency, priceFrom, ...row }: Row): Static<typeof subject.ProductSummary> => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  brand: row.brand,
  category: row.category,
  priceFrom: { amount: priceFrom, currency },
  inStock: row.inStock,
})

import { and, eq, isNull, notInArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { variants } from '#db/products/schema.ts'
import type { FieldError } from '#subjects/problem.ts'
import * as subject from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'

type VariantInput = InputOf<typeof subject.createProduct>['variants'][number]

/** What a product itself keeps of the prices of its variants. Refuses variants that cannot belong to one product. */
export function pricesOf(given: readonly VariantInput[]): { currency: string; priceFrom: number } {
  const repeated = given.flatMap(({ sku }, index) =>
    given.findIndex((other) => other.sku === sku) < index
      ? [wrong(index, 'sku', 'repeated', `${sku} was given twice`)]
      : [],
  )
  if (repeated.length > 0) throw subject.skuRepeated(undefined, { errors: repeated })
  const currency = given[0]?.price.currency ?? ''
  const mixed = given.flatMap(({ price }, index) =>
    price.currency === currency ? [] : [wrong(index, 'price/currency', 'mixed', `is not ${currency}`)],
  )
  if (mixed.length > 0) throw subject.currencyMixed(undefined, { errors: mixed })
  return { currency, priceFrom: Math.min(...given.map(({ price }) => price.amount)) }
}

type Owner = { readonly productId: string; readonly at: Date }

/**
 * Makes these the variants of a product, which the transaction must hold. One that is gone is archived and keeps its SKU:
 * orders know it, and it may come back, with the stock that inventory goes on counting.
 */
export async function saveVariants(tx: Tx, { productId, at }: Owner, given: readonly VariantInput[]): Promise<void> {
  const rows = given.map(({ price, options = {}, weightGrams = 0, taxClass = 'standard', ...rest }, position) => ({
    ...rest,
    productId,
    options,
    price: price.amount,
    currency: price.currency,
    weightGrams,
    taxClass,
    position,
  }))
  const saved = await tx
    .insert(variants)
    // In one order everywhere: two products that are given the same SKUs wait for each other instead of deadlocking.
    .values(rows.toSorted((a, b) => (a.sku < b.sku ? -1 : 1)))
    .onConflictDoUpdate({ target: variants.sku, set: replaced, setWhere: eq(variants.productId, productId) })
    .returning({ sku: variants.sku })
  refuseTaken(given, new Set(saved.map(({ sku }) => sku)))
  const kept = given.map(({ sku }) => sku)
  await tx
    .update(variants)
    .set({ archivedAt: at })
    .where(and(eq(variants.productId, productId), isNull(variants.archivedAt), notInArray(variants.sku, kept)))
}

const replaced = {
  title: sql`excluded.title`,
  options: sql`excluded.options`,
  price: sql`excluded.price`,
  currency: sql`excluded.currency`,
  weightGrams: sql`excluded.weight_grams`,
  taxClass: sql`excluded.tax_class`,
  position: sql`excluded.position`,
  archivedAt: null,
}

/** The database has passed over the SKUs that belong to another product. */
function refuseTaken(given: readonly VariantInput[], saved: ReadonlySet<string>): void {
  const errors = given.flatMap(({ sku }, index) =>
    saved.has(sku) ? [] : [wrong(index, 'sku', 'taken', `${sku} belongs to another product`)],
  )
  if (errors.length > 0) throw subject.skuTaken(undefined, { errors })
}

const wrong = (index: number, member: string, code: string, detail: string): FieldError => ({
  pointer: `/variants/${index}/${member}`,
  code,
  detail,
})

import { eq, sql } from 'drizzle-orm'
import { products } from '#db/products/schema.ts'
import * as subject from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { refuseOtherVersion } from '../condition.ts'
import { namingTheField } from './naming-the-field.ts'
import { announce, findProduct, holdProduct } from './product.ts'
import { pricesOf, saveVariants } from './save-variants.ts'

type Attributes = Record<string, string>
type AttributesPatch = InputOf<typeof subject.updateProduct>['attributes']

/** Changes what is given. The product is held first, so that two changes at once are two versions and lose nothing. */
export const updateProduct: Handler<typeof subject.updateProduct> = async (input, context) => {
  const { envelope, now, transaction } = context
  const { productId, variants, attributes: patch, ...given } = input
  const prices = variants && pricesOf(variants)
  const at = now()

  return namingTheField(input, () =>
    transaction(async (tx) => {
      const held = await holdProduct(tx, productId)
      refuseOtherVersion(envelope, held)
      if (variants) await saveVariants(tx, { productId, at }, variants)
      const attributes = merge(held.attributes, patch)
      await tx
        .update(products)
        .set({ ...given, ...prices, attributes, inStock, version: sql`${products.version} + 1`, updatedAt: at })
        .where(eq(products.id, productId))
      const product = await findProduct(tx, productId)
      if (!product) throw new Error(`Product ${productId} has gone while it was held`)
      await announce(tx, subject.productUpdated, product)
      return product
    }),
  )
}

const inStock = sql`exists (
  select from variants v where v.product_id = products.id and v.archived_at is null and v.available > 0
)`

/** A JSON Merge Patch (RFC 7396) of one level. */
function merge(attributes: Attributes, patch: AttributesPatch = {}): Attributes {
  const merged = Object.entries({ ...attributes, ...patch }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  if (merged.length <= mostAttributes) return Object.fromEntries(merged)
  const detail = `would be ${merged.length}, where ${mostAttributes} are the most`
  throw subject.attributesTooMany(undefined, { errors: [{ pointer: '/attributes', code: 'max-properties', detail }] })
}

const mostAttributes = 30

import { products } from '#db/products/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/products.ts'
import type { Handler } from '../actor.ts'
import { namingTheField } from './naming-the-field.ts'
import { announce, findProduct } from './product.ts'
import { pricesOf, saveVariants } from './save-variants.ts'

/** Adds a product. It can be seen at once, and bought as soon as inventory has counted it. */
export const createProduct: Handler<typeof subject.createProduct> = async (input, { now, once }) => {
  const { variants, attributes = {}, ...given } = input
  const [id, at] = [newId('prd'), now()]
  const row = { id, ...given, attributes, ...pricesOf(variants), createdAt: at, updatedAt: at }

  return namingTheField(input, () =>
    once(async (tx) => {
      await tx.insert(products).values(row)
      await saveVariants(tx, { productId: id, at }, variants)
      const product = await findProduct(tx, id)
      if (!product) throw new Error(`Product ${id} is not where it was just put`)
      await announce(tx, subject.productCreated, product)
      return product
    }),
  )
}

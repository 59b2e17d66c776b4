import { notFound } from '#subjects/problem.ts'
import type * as subject from '#subjects/products.ts'
import type { Handler } from '../actor.ts'
import { findProduct, isStaff } from './product.ts'

/** Reads one product. What was archived is there for staff alone. */
export const readProduct: Handler<typeof subject.readProduct> = async ({ productId }, { db, caller }) => {
  const product = await findProduct(db, productId)
  if (!product || (product.status === 'archived' && !isStaff(caller)))
    throw notFound(`There is no product ${productId}`)
  return product
}

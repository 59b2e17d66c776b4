import { and, eq, sql } from 'drizzle-orm'
import { products } from '#db/products/schema.ts'
import { notFound } from '#subjects/problem.ts'
import * as subject from '#subjects/products.ts'
import type { Handler } from '../actor.ts'
import { announce, findProduct } from './product.ts'

/** Takes a product off the shop. Asking again finds it done and says nothing more. */
export const archiveProduct: Handler<typeof subject.archiveProduct> = async ({ productId }, context) => {
  return context.transaction(async (tx) => {
    const archived = await tx
      .update(products)
      .set({ status: 'archived', version: sql`${products.version} + 1`, updatedAt: context.now() })
      .where(and(eq(products.id, productId), eq(products.status, 'active')))
      .returning({ id: products.id })
    const product = await findProduct(tx, productId)
    if (!product) throw notFound(`There is no product ${productId}`)
    if (archived.length > 0) await announce(tx, subject.productArchived, product)
    return null
  })
}

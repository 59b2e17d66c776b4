import { eq, sql } from 'drizzle-orm'
import { products } from '#db/products/schema.ts'
import type * as subject from '#subjects/products.ts'
import { productArchived } from '#subjects/products.ts'
import type { Handler } from '../actor.ts'
import { refuseOtherVersion } from '../condition.ts'
import { announce, holdProduct } from './product.ts'

/** Takes a product off the shop. Asking again finds it done and says nothing more, whichever version was meant. */
export const archiveProduct: Handler<typeof subject.archiveProduct> = async ({ productId }, context) => {
  const { envelope, now, transaction } = context
  return transaction(async (tx) => {
    const held = await holdProduct(tx, productId)
    if (held.status === 'archived') return null
    refuseOtherVersion(envelope, held)
    const [archived] = await tx
      .update(products)
      .set({ status: 'archived', version: sql`${products.version} + 1`, updatedAt: now() })
      .where(eq(products.id, productId))
      .returning({ version: products.version })
    await announce(tx, productArchived, { ...held, ...archived })
    return null
  })
}

import { and, eq, exists, sql } from 'drizzle-orm'
import { cartItems, carts } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'

/** Takes a SKU out of the caller's cart; one that is not in it is out of it already. */
export const removeCartLine: Handler<typeof subject.removeCartLine> = async ({ sku }, { transaction, caller, now }) => {
  await transaction(async (tx) => {
    const inCart = tx
      .select({ one: sql`1` })
      .from(cartItems)
      .where(and(eq(cartItems.cartId, carts.id), eq(cartItems.sku, sku)))
    const [cart] = await tx
      .update(carts)
      .set({ version: sql`${carts.version} + 1`, updatedAt: now() })
      .where(and(eq(carts.customerId, caller.id), eq(carts.status, 'open'), exists(inCart)))
      .returning({ id: carts.id })
    if (cart) await tx.delete(cartItems).where(and(eq(cartItems.cartId, cart.id), eq(cartItems.sku, sku)))
  })
  return null
}

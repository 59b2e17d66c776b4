import { and, eq, sql } from 'drizzle-orm'
import { cartItems, carts } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'

/** Empties the caller's cart. */
export const clearCart: Handler<typeof subject.clearCart> = async (_input, { transaction, caller, now }) => {
  await transaction(async (tx) => {
    const [cart] = await tx
      .update(carts)
      .set({ version: sql`${carts.version} + 1`, updatedAt: now() })
      .where(and(eq(carts.customerId, caller.id), eq(carts.status, 'open')))
      .returning({ id: carts.id })
    if (cart) await tx.delete(cartItems).where(eq(cartItems.cartId, cart.id))
  })
  return null
}

import { eq } from 'drizzle-orm'
import { cartItems } from '#db/orders/schema.ts'
import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import { changeCart } from './cart.ts'

/** Empties the caller's cart. */
export const clearCart: Handler<typeof subject.clearCart> = async (_input, { transaction, caller, now }) => {
  await transaction(async (tx) => {
    const cartId = await changeCart(tx, { customerId: caller.id, at: now() })
    if (cartId) await tx.delete(cartItems).where(eq(cartItems.cartId, cartId))
  })
  return null
}

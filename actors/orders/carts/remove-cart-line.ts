import { and, eq, sql } from 'drizzle-orm'
import { cartItems, carts } from '#db/orders/schema.ts'
import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import { changeCart } from './cart.ts'

/** Takes a SKU out of the caller's cart; one that is not in it is out of it already. */
export const removeCartLine: Handler<typeof subject.removeCartLine> = async ({ sku }, { transaction, caller, now }) => {
  await transaction(async (tx) => {
    const like = sql`exists (select from ${cartItems} where ${cartItems.cartId} = ${carts.id} and ${cartItems.sku} = ${sku})`
    const cartId = await changeCart(tx, { customerId: caller.id, at: now(), like })
    if (cartId) await tx.delete(cartItems).where(and(eq(cartItems.cartId, cartId), eq(cartItems.sku, sku)))
  })
  return null
}

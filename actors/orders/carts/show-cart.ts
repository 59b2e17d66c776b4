import type { Context } from '../../actor.ts'
import type { OrdersTools } from '../tools.ts'
import { type Cart, priceCart, unseenPrices } from './price-cart.ts'
import { noteSeen } from './put-lines.ts'

/** Shows the caller's cart at the prices of now. Only where something has changed since they last saw it is anything written. */
export async function showCart(context: Context & OrdersTools): Promise<Cart> {
  const seen = await context.carts.look(context.caller.id)
  const { cart, prices } = await priceCart(seen, context)
  if (seen.cart) await noteSeen(context.db, seen.cart.cartId, unseenPrices(seen.cart.lines, prices))
  return cart
}

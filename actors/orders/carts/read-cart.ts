import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import { emptyCart, priceCart, readCartLines } from './cart.ts'

/** Shows the caller's cart at the prices of now. */
export const readCart: Handler<typeof subject.readCart> = async (_input, { db, caller, request }) => {
  const cart = await readCartLines(db, caller.id)
  return cart ? priceCart(cart, request) : emptyCart
}

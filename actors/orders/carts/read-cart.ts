import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import type { OrdersTools } from '../tools.ts'
import { showCart } from './show-cart.ts'

/** Shows the caller's cart at the prices of now. */
export const readCart: Handler<typeof subject.readCart, OrdersTools> = (_input, context) => showCart(context)

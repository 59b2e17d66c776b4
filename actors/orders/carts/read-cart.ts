import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import { priceCart, readCartLines } from './cart.ts'
import type { OrdersTools } from '../tools.ts'

/** Shows the caller's cart at the prices of now. */
export const readCart: Handler<typeof subject.readCart, OrdersTools> = async (_input, context) =>
  priceCart(await readCartLines(context.db, context.caller.id), context)

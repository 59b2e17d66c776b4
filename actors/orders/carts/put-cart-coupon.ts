import { and, eq, sql } from 'drizzle-orm'
import { carts } from '#db/orders/schema.ts'
import { cartEmpty } from '#subjects/carts.ts'
import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import { findCoupon, normalizeCode } from '../pricing/coupons.ts'
import type { OrdersTools } from '../tools.ts'
import { refusedCoupon } from './price-cart.ts'
import { showCart } from './show-cart.ts'

/** Keeps a coupon with the caller's cart, if it is good for what is in it. Whether there are uses left is decided when it is ordered. */
export const putCartCoupon: Handler<typeof subject.putCartCoupon, OrdersTools> = async ({ code }, context) => {
  const { db, caller, now } = context
  const [seen, coupon] = await Promise.all([context.carts.look(caller.id), findCoupon(db, code, caller.id)])
  if (!seen.cart || seen.cart.lines.length === 0) throw cartEmpty()
  const couponCode = normalizeCode(code)
  const refusal = await refusedCoupon({ ...seen, cart: { ...seen.cart, couponCode, coupon: coupon ?? null } }, context)
  if (refusal) throw refusal
  // The cart may be another one by now; then the coupon is looked at again with everything else, and said to be of no use.
  const kept = await db
    .update(carts)
    .set({ couponCode, version: sql`${carts.version} + 1`, updatedAt: now() })
    .where(and(eq(carts.customerId, caller.id), eq(carts.status, 'open')))
    .returning({ id: carts.id })
  if (kept.length === 0) throw cartEmpty()
  return showCart(context)
}

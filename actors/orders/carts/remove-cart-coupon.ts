import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { carts } from '#db/orders/schema.ts'
import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'

/** Takes the coupon off the caller's cart, if there is one. */
export const removeCartCoupon: Handler<typeof subject.removeCartCoupon> = async (_input, { db, caller, now }) => {
  await db
    .update(carts)
    .set({ couponCode: null, version: sql`${carts.version} + 1`, updatedAt: now() })
    .where(and(eq(carts.customerId, caller.id), eq(carts.status, 'open'), isNotNull(carts.couponCode)))
  return null
}

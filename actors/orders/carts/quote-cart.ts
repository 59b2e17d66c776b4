import * as subject from '#subjects/carts.ts'
import type { Handler } from '../../actor.ts'
import { priceSight } from '../price-sight.ts'
import { findCoupon } from '../pricing/coupons.ts'
import { price } from '../pricing/price.ts'
import { shippingOffers } from '../pricing/shipping.ts'
import { lookAtCarts } from '../sight.ts'
import type { OrdersTools } from '../tools.ts'

/** Says what the caller's cart would cost if it were ordered now, and what it would cost to send it in another way. */
export const quoteCart: Handler<typeof subject.quoteCart, OrdersTools> = async (input, context) => {
  const { destination, shippingMethod, couponCode } = input
  const { db, caller } = context
  const command = { principal: caller.id, operation: subject.quoteCart.name, key: '', input }
  const [[seen], coupon] = await Promise.all([
    lookAtCarts(db, [command]),
    couponCode === undefined ? undefined : findCoupon(db, couponCode, caller.id),
  ])
  if (!seen) throw new Error('The database has no answer')
  const sight = couponCode === undefined ? seen : { ...seen, coupon: coupon ?? null }
  const { priced, basket, rules } = await priceSight(sight, { destination, shippingMethod }, context)
  const options = await Promise.all(
    shippingOffers(basket, rules).map(async ({ method: { id } }) => {
      const sent = { ...basket, shippingMethod: id }
      // Taxes may depend on what is sent, and for how much: those of another way are of no use.
      return price(sent, rules, await context.taxEngine.ratesFor(sent, rules)).shippingMethod
    }),
  )
  return { ...priced, shippingOptions: options.filter((option) => option !== undefined) }
}

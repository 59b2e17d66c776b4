import { Type } from 'typebox'
import { CartId, Email, Exact, GuestId, Money, Quantity, Sku, Text, UserId } from './common.ts'
import {
  ChosenShipping,
  CouponCode,
  couponProblems,
  Discount,
  ShippingMethodId,
  shippingUnavailable,
  SoldLine,
  Sums,
  taxUnavailable,
  Zone,
} from './pricing.ts'
import { problem } from './problem.ts'
import { productUnavailable } from './products.ts'
import { event, request } from './subject.ts'

export const CartLine = Exact(SoldLine)

/** What has changed about a cart since its customer last saw it, or is in its way. */
export const CartNotice = Type.Union([
  Exact({ type: Type.Literal('price-changed'), sku: Sku, from: Money, to: Money }),
  Exact(
    { type: Type.Literal('low-availability'), sku: Sku, available: Type.Integer({ minimum: 1 }) },
    { description: 'There are fewer than the cart has of it' },
  ),
  Exact({ type: Type.Literal('unavailable'), sku: Sku }, { description: 'It is sold out, or no longer for sale' }),
  Exact(
    { type: Type.Literal('coupon-refused'), code: CouponCode, problem: Type.String(), detail: Type.String() },
    { description: 'The coupon is good for nothing now; it stays with the cart for when it is' },
  ),
])

export const Cart = Exact({
  id: Type.Union([CartId, Type.Null()]),
  lines: Type.Array(CartLine),
  ...Sums,
  discounts: Type.Array(Discount),
  toBeAdded: Type.Array(Type.Enum(['shipping']), {
    description: 'What is not in the total yet, since nobody has said where the goods go',
  }),
  couponCode: Type.Optional(CouponCode),
  unavailable: Type.Array(Sku, { description: 'In the cart, but no longer for sale; not part of the total' }),
  notices: Type.Array(CartNotice),
  version: Type.Integer({ minimum: 0 }),
})

export const cartEmpty = problem('cart-empty', 422, 'The cart is empty')
export const cartFull = problem('cart-full', 422, 'The cart has as many lines as a cart can have')

export const readCart = request('orders.read-cart', {
  summary: "Reads the caller's cart at today's prices",
  input: Exact({}),
  output: Cart,
  access: 'shopper',
})

export const quoteCart = request('orders.quote-cart', {
  summary: "What the caller's cart would cost if it were ordered now, and the ways to send it",
  input: Exact({
    destination: Type.Optional(
      Exact({ ...Zone.properties, postalCode: Type.Optional(Text(20)) }, { description: 'Where it goes' }),
    ),
    shippingMethod: Type.Optional(ShippingMethodId),
    couponCode: Type.Optional(CouponCode),
  }),
  output: Exact({
    lines: Type.Array(CartLine),
    ...Sums,
    discounts: Type.Array(Discount),
    shippingMethod: Type.Optional(ChosenShipping),
    shippingOptions: Type.Array(ChosenShipping, { description: 'The ways to send it there, the cheapest first' }),
  }),
  access: 'shopper',
  problems: [cartEmpty, productUnavailable, shippingUnavailable, taxUnavailable, ...couponProblems],
})

export const putCartLine = request('orders.put-cart-line', {
  summary: 'Sets how many of a SKU are in the cart. The number is absolute, so saying it twice is harmless',
  input: Exact({ sku: Sku, quantity: Quantity }),
  output: Cart,
  access: 'shopper',
  problems: [productUnavailable, cartFull],
})

export const removeCartLine = request('orders.remove-cart-line', {
  summary: 'Takes a SKU out of the cart',
  input: Exact({ sku: Sku }),
  output: Type.Null(),
  access: 'shopper',
})

export const clearCart = request('orders.clear-cart', {
  summary: 'Empties the cart',
  input: Exact({}),
  output: Type.Null(),
  access: 'shopper',
})

export const putCartCoupon = request('orders.put-cart-coupon', {
  summary: 'Uses a coupon for the cart, in place of the one it has',
  input: Exact({ code: CouponCode }),
  output: Cart,
  access: 'shopper',
  problems: [cartEmpty, ...couponProblems],
})

export const removeCartCoupon = request('orders.remove-cart-coupon', {
  summary: 'Takes the coupon off the cart',
  input: Exact({}),
  output: Type.Null(),
  access: 'shopper',
})

export const mergeCart = request('orders.merge-cart', {
  summary:
    "Puts what a guest has in the cart into the caller's own: of each SKU the larger of both quantities, and no more lines than a cart can have. The guest's cart ends with it",
  input: Exact({ guestId: GuestId }),
  output: Type.Null(),
  access: 'customer',
})

export const cartAbandoned = event('cart.abandoned', {
  summary: 'A customer has left a cart alone that has something in it; said once of each cart',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact({ cartId: CartId, customerId: UserId, pieces: Type.Integer({ minimum: 1 }) }),
})

export const GuestContact = Exact({ userId: GuestId, email: Email, name: Text(100) })

export const readGuestContacts = request('orders.read-guest-contacts', {
  summary: 'Where to reach guests: as they said in the last of their orders. Whoever has ordered nothing is left out',
  input: Exact({ guestIds: Type.Array(GuestId, { minItems: 1, maxItems: 500 }) }),
  output: Exact({ contacts: Type.Array(GuestContact) }),
  access: 'internal',
  callers: ['notifications', 'tools'],
})

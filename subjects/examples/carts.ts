import type * as subject from '../carts.ts'
import type { ExamplesOf } from '../subject.ts'
import { cartId, guestId, mug, sold, sums } from './story.ts'

const cart = {
  id: cartId,
  lines: [sold],
  ...sums,
  discounts: [],
  toBeAdded: ['shipping' as const],
  unavailable: [],
  notices: [],
  version: 1,
}

/** Ada fills a cart. */
export const carts: ExamplesOf<typeof subject> = {
  readCart: { input: {}, output: cart },
  putCartLine: { input: { sku: mug.sku, quantity: 2 }, output: cart },
  removeCartLine: { input: { sku: mug.sku }, output: null },
  putCartCoupon: { input: { code: 'SPRING-10' }, output: { ...cart, couponCode: 'SPRING-10', version: 2 } },
  removeCartCoupon: { input: {}, output: null },
  mergeCart: { input: { guestId }, output: null },
  clearCart: { input: {}, output: null },
}

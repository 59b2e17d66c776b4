import type * as subject from '../carts.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, cartId, couponCode, guestId, mug, sold, sums } from './story.ts'

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

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const standard = { id: 'shm_01m84rbg7sf689g5e2k5h8xw3p', name: 'Standard', amount: eur(490), taxRatePpm: 190_000 }
const quote = {
  lines: [sold],
  ...sums,
  shipping: standard.amount,
  tax: eur(sums.tax.amount + 78),
  total: eur(sums.total.amount + 490),
  discounts: [],
  shippingMethod: standard,
  shippingOptions: [standard],
}

/** Ada fills a cart. */
export const carts: ExamplesOf<typeof subject> = {
  readCart: { input: {}, output: cart },
  quoteCart: { input: { destination: { country: 'GB' } }, output: quote },
  putCartLine: { input: { sku: mug.sku, quantity: 2 }, output: cart },
  removeCartLine: { input: { sku: mug.sku }, output: null },
  putCartCoupon: { input: { code: couponCode }, output: { ...cart, couponCode, version: 2 } },
  removeCartCoupon: { input: {}, output: null },
  cartAbandoned: { cartId, customerId: ada.id, pieces: 2 },
  mergeCart: { input: { guestId }, output: null },
  clearCart: { input: {}, output: null },
  readGuestContacts: {
    input: { guestIds: [guestId] },
    output: { contacts: [{ userId: guestId, email: ada.email, name: ada.name }] },
  },
}

import type * as subject from '../orders.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, cartId, confirmed, mug, ordered, orderId, orderNumber, total, twoMugs } from './story.ts'

const nothing = { amount: 0, currency: 'EUR' }
const sold = { ...twoMugs, discount: nothing, taxRatePpm: 190_000, tax: { amount: 476, currency: 'EUR' }, total }
const line = { ...sold, shipped: 0, returned: 0 }
const sums = { subtotal: total, discount: nothing, shipping: nothing, tax: sold.tax, taxIncluded: true, total }
const cart = { id: cartId, lines: [sold], ...sums, discounts: [], unavailable: [], version: 1 }
const summary = { id: orderId, number: orderNumber, status: 'confirmed' as const, total, createdAt: ordered }
const order = {
  ...summary,
  customerId: ada.id,
  lines: [line],
  ...sums,
  discounts: [],
  refunded: nothing,
  shippingAddress: ada.address,
  version: 2,
  updatedAt: confirmed,
}
const fact = { orderId, number: orderNumber, customerId: ada.id, total, lines: [sold] }

const created = { seq: 1, type: 'order.created', status: 'pending' as const, at: ordered }
const thenConfirmed = { seq: 2, type: 'order.confirmed', status: 'confirmed' as const, at: confirmed }

/** Ada fills a cart, orders it and looks back. */
export const orders: ExamplesOf<typeof subject> = {
  readCart: { input: {}, output: cart },
  putCartLine: { input: { sku: mug.sku, quantity: 2 }, output: cart },
  removeCartLine: { input: { sku: mug.sku }, output: null },
  clearCart: { input: {}, output: null },
  placeOrder: { input: { paymentMethod: 'pm_card_visa', shippingAddress: ada.address }, output: order },
  readOrder: { input: { orderId }, output: order },
  listOrders: { input: { limit: 20 }, output: { items: [summary], next: null } },
  readTimeline: { input: { orderId }, output: { items: [created, thenConfirmed] } },
  followOrder: { input: { orderId, after: 1 }, output: { items: [thenConfirmed], state: 'open' } },
  orderCreated: { ...fact, status: 'pending' },
  orderAwaitingPayment: { ...fact, status: 'awaiting_payment' },
  orderConfirmed: { ...fact, status: 'confirmed' },
  orderFailed: { ...fact, status: 'payment_failed', reason: 'payment-declined', customerWaited: false },
}

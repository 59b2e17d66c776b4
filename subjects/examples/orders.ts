import type * as subject from '../orders.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, confirmed, nothing, ordered, orderId, orderNumber, sold, sums, total } from './story.ts'

const line = { ...sold, shipped: 0, returned: 0 }
const summary = { id: orderId, number: orderNumber, status: 'confirmed' as const, total, createdAt: ordered }
export const order = {
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
export const fact = { orderId, number: orderNumber, customerId: ada.id, total, lines: [sold] }

const soon = '2026-11-02T09:20:00.000Z'
const later = '2026-11-02T09:20:00.480Z'

const text = 'The order was placed.'
const created = { seq: 1, type: 'order.created', status: 'pending' as const, at: ordered, text }
const thenConfirmed = {
  seq: 2,
  type: 'order.confirmed',
  status: 'confirmed' as const,
  at: confirmed,
  text: 'The order is confirmed.',
}

/** Ada orders her cart and looks back. */
export const orders: ExamplesOf<typeof subject> = {
  placeOrder: {
    input: { paymentMethod: 'pm_card_visa', shippingAddress: ada.address, ifDeclined: 'wait' },
    output: order,
  },
  readOrder: { input: { orderId }, output: order },
  listOrders: { input: { limit: 20 }, output: { items: [summary], next: null } },
  readTimeline: { input: { orderId }, output: { items: [created, thenConfirmed] } },
  followOrder: { input: { orderId, after: 1 }, output: { items: [thenConfirmed], state: 'open' } },
  cancelOrder: {
    input: { orderId, reason: 'I have found my old mugs' },
    output: { orderId, status: 'running', reason: 'I have found my old mugs', createdAt: soon, updatedAt: soon },
  },
  readCancellation: {
    input: { orderId },
    output: { orderId, status: 'done', reason: 'I have found my old mugs', createdAt: soon, updatedAt: later },
  },
  orderCreated: { ...fact, status: 'pending' },
  orderAwaitingPayment: { ...fact, status: 'awaiting_payment' },
  orderConfirmed: { ...fact, status: 'confirmed' },
  orderCancelled: { ...fact, status: 'cancelled' },
  orderRefunded: { ...fact, status: 'cancelled', amount: total, refunded: total, cause: 'cancellation' },
  orderFailed: { ...fact, status: 'payment_failed', reason: 'payment-declined', customerWaited: false },
}

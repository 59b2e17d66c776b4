import type * as subject from '../payments.ts'
import type { ExamplesOf } from '../subject.ts'
import { ada, confirmed, ordered, orderId, paymentId, returnId, total } from './story.ts'

const change = { paymentId, orderId, amount: total }

const payment = {
  id: paymentId,
  orderId,
  status: 'captured' as const,
  amount: total,
  captured: total,
  refunded: { amount: 0, currency: 'EUR' },
  failure: null,
  createdAt: ordered,
  updatedAt: confirmed,
}

/** Ada's mugs are paid for. */
export const payments: ExamplesOf<typeof subject> = {
  authorizePayment: {
    input: { orderId, customerId: ada.id, amount: total, paymentMethod: 'pm_card_visa' },
    output: { paymentId, status: 'authorized' },
  },
  capturePayment: { input: { orderId }, output: null },
  refundPayment: {
    input: { orderId, refundId: returnId, amount: { amount: 1_490, currency: 'EUR' }, reason: 'The goods came back' },
    output: null,
  },
  voidPayment: { input: { orderId }, output: { refunded: 0 } },
  listPayments: { input: { orderId }, output: { items: [payment] } },
  readPayment: { input: { paymentId }, output: { ...payment, refunds: [], declined: [], dispute: null } },
  listPaymentsOfOrders: { input: { orderIds: [orderId] }, output: { items: [payment] } },
  receiveWebhook: {
    input: {
      payload: JSON.stringify({
        id: 'evt_1PqTradewind',
        object: 'event',
        type: 'payment_intent.succeeded',
        created: 1_793_610_901,
        data: { object: { id: 'pi_3PqTradewind', object: 'payment_intent', metadata: { order_id: orderId } } },
      }),
      signature: 't=1793610901,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd',
    },
    output: null,
  },
  paymentProcessed: { ...change, status: 'captured' },
  paymentLapsed: { paymentId, orderId, amount: total, captured: { ...total, amount: 1_000 } },
  paymentDisputed: {
    disputeId: 'dp_1PqTradewind',
    paymentId,
    orderId,
    amount: total,
    reason: 'fraudulent',
    state: 'open',
    answerBy: '2026-11-11T23:59:59.000Z',
  },
  paymentFailed: { ...change, reason: 'Your card was declined.' },
}

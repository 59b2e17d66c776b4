import type * as subject from '../order-payment.ts'
import type { ExamplesOf } from '../subject.ts'
import { fact, order } from './orders.ts'
import { orderId, refundId } from './story.ts'

const amount = { amount: 500, currency: 'EUR' }

/** Ada's card was declined, and she has another one. Later a part of what she paid goes back to her. */
export const orderPayment: ExamplesOf<typeof subject> = {
  payOrder: { input: { orderId, paymentMethod: 'pm_card_mastercard' }, output: order },
  orderPaymentReplaced: { ...fact, status: 'pending' },
  orderReimbursed: {
    ...fact,
    status: 'shipped',
    refundId,
    amount,
    refunded: amount,
    reason: 'One of the mugs came with a scratch',
  },
}

import type * as subject from '../order-payment.ts'
import type { ExamplesOf } from '../subject.ts'
import { fact, order } from './orders.ts'
import { orderId } from './story.ts'

/** Ada's card was declined, and she has another one. */
export const orderPayment: ExamplesOf<typeof subject> = {
  payOrder: { input: { orderId, paymentMethod: 'pm_card_mastercard' }, output: order },
  orderPaymentReplaced: { ...fact, status: 'pending' },
}

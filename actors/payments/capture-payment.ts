import * as subject from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { type PaymentsTools, settle } from './settle.ts'

/** Takes what is reserved. Once asked for, it is tried until it is done, whether or not anybody asks again. */
export const capturePayment: Handler<typeof subject.capturePayment, PaymentsTools> = async ({ orderId }, context) => {
  const payment = await settle(orderId, context, { aim: 'captured' })
  if (!payment) throw subject.paymentOver('Nothing was reserved for this order')
  if (payment.wanted === 'nothing') throw subject.paymentOver()
  if (payment.status !== 'captured') throw unavailable('The payment is not authorized yet')
  return null
}

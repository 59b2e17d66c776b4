import type { DataOf } from '#subjects/subject.ts'
import type { paymentLapsed } from '#subjects/payments.ts'
import { formatMoney } from '../../money.ts'
import type { Template } from '../letter.ts'

/** Tells whoever works here that what is yet to be sent of an order is not paid for any more. */
export const paymentLapsedMail: Template<DataOf<typeof paymentLapsed>> = {
  name: 'payment-lapsed',
  subject: ({ orderId }) => `The rest of an order is not paid for any more: ${orderId}`,
  write: ({ orderId, paymentId, amount, captured }) => ({
    heading: 'The rest of an order is not paid for any more',
    parts: [
      `The bank let go of what it still held for the order ${orderId} (payment ${paymentId}): ${formatMoney(captured)} of ${formatMoney(amount)} were taken before.`,
      'What was not sent yet is not paid for, and is refused when it is to be sent. Ask its customer to order it again.',
    ],
  }),
}

import { Type } from 'typebox'
import { Exact, Money, OrderId, PaymentId, Text } from './common.ts'
import { amountUnpayable, Refund, refundTooLarge } from './payments.ts'
import { notFound, problem } from './problem.ts'
import { event, request } from './subject.ts'

export const paymentInDispute = problem(
  'payment-in-dispute',
  409,
  'The holder of the card disputes this payment, and nothing is given back before that is decided',
)

export const reimbursePayment = request('payments.reimburse', {
  summary:
    'Gives back a part of a payment because staff decide so, whatever becomes of the goods. `GET /payments/{paymentId}` shows when it has left',
  input: Exact({
    paymentId: PaymentId,
    amount: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000_000_000_000,
        description: 'In minor units of its currency; left out, all that is left of it',
      }),
    ),
    reason: Type.Optional(Text(500, { description: 'Its customer reads it' })),
  }),
  output: Refund,
  access: 'staff',
  problems: [notFound, refundTooLarge, amountUnpayable, paymentInDispute],
  idempotencyKey: true,
})

export const paymentReimbursed = event('payment.reimbursed', {
  summary: 'Money that staff gave back has left; in several parts, if a dispute came between',
  stream: 'payments',
  consumers: ['orders'],
  data: Exact({
    refundId: Type.String(),
    paymentId: PaymentId,
    orderId: OrderId,
    amount: Money,
    reason: Type.Optional(Text(500)),
    givenBy: Type.String({ description: 'Who of the staff gave it back' }),
  }),
})

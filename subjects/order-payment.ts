import { Type } from 'typebox'
import { Exact, Money, OrderId, Text } from './common.ts'
import { OrderStatus } from './order-views.ts'
import { Order, OrderFact } from './orders.ts'
import { PaidWith } from './payment-token.ts'
import { notFound, problem } from './problem.ts'
import { event, request } from './subject.ts'

export const paymentNotAwaited = problem(
  'payment-not-awaited',
  409,
  'The order does not wait for another payment method',
  { members: { orderStatus: OrderStatus } },
)

export const payOrder = request('orders.pay', {
  summary:
    'Pays for an order whose card was declined with another one, while it waits for that (`ifDeclined: "wait"`). Declined once more, it waits on, five cards at most',
  input: Exact({ orderId: OrderId, paymentMethod: PaidWith }),
  output: Order,
  access: 'shopper',
  problems: [notFound, paymentNotAwaited],
  idempotencyKey: true,
  timeoutMs: 5_000,
  waitMs: 10_000,
  priority: 'high',
})

export const orderPaymentReplaced = event('order.payment_replaced', {
  summary: 'An order whose card was declined is to be paid with another one',
  stream: 'orders',
  audience: 'anyone',
  data: Exact(OrderFact),
})

export const orderReimbursed = event('order.reimbursed', {
  summary: 'Staff have given money of an order back, whatever becomes of its goods',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact({
    ...OrderFact,
    refundId: Type.String(),
    amount: Money,
    refunded: Money,
    reason: Type.Optional(Text(500)),
  }),
})

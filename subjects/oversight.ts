import { Type } from 'typebox'
import { Exact, OrderId, Timestamp } from './common.ts'
import { request } from './subject.ts'

/** Where an order is not what its history makes of it. */
export const Difference = Exact({
  orderId: OrderId,
  field: Type.String({ description: 'What of the order differs; `history` if that itself has a gap' }),
  row: Type.String({ description: 'What the order says, as JSON; left out of what is personal' }),
  history: Type.String({ description: 'What its history makes of it' }),
})

export const verifyFold = request('orders.verify-fold', {
  summary:
    'Makes a batch of orders anew from their histories, oldest first, and tells where that differs from what they are',
  input: Exact({
    since: Type.Optional({ ...Timestamp, description: 'Only orders that were placed since' }),
    after: Type.Optional({ ...OrderId, description: '`next` of the batch before' }),
  }),
  output: Exact({
    checked: Type.Integer({ minimum: 0 }),
    differences: Type.Array(Difference),
    next: Type.Union([OrderId, Type.Null()]),
  }),
  access: 'internal',
  priority: 'low',
  timeoutMs: 10_000,
})

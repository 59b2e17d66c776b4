import { Type } from 'typebox'
import { Exact, Money, OrderId, Timestamp } from './common.ts'

/** Where an order stands. */
export const OrderStatus = Type.Enum([
  'pending',
  'awaiting_payment',
  'confirmed',
  'partially_shipped',
  'shipped',
  'delivered',
  'rejected',
  'payment_failed',
  'cancelled',
  'returned',
])

/** An order in a list. */
export const OrderSummary = Exact({
  id: OrderId,
  number: Type.String(),
  status: OrderStatus,
  total: Money,
  createdAt: Timestamp,
})

/** Which orders a list shows. */
export const OrderFilter = {
  status: Type.Optional({ ...OrderStatus, description: 'Those in this state' }),
  'createdAt[gte]': Type.Optional({ ...Timestamp, description: 'Placed at this time or later' }),
  'createdAt[lte]': Type.Optional({ ...Timestamp, description: 'Placed at this time or earlier' }),
}

/** What happened to an order, as people read it. */
export const TimelineEntry = Exact({
  seq: Type.Integer({ minimum: 1 }),
  type: Type.String(),
  status: OrderStatus,
  at: Timestamp,
  text: Type.String({ description: 'What happened, in plain words' }),
  note: Type.Optional(Type.String({ description: 'What was noted, or why it happened' })),
  actor: Type.Optional(Type.String({ description: 'Who did it; for staff' })),
  cause: Type.Optional(
    Type.String({ description: 'The request that led to it, as logs and traces call it; for staff' }),
  ),
})

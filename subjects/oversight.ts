import { Type } from 'typebox'
import { CustomerId, Email, Exact, OrderId, PageOf, PageQuery, Sku, Text, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { OrderFact, OrderFilter, OrderSummary, TimelineEntry } from './orders.ts'
import { notFound } from './problem.ts'
import { event, request } from './subject.ts'

/** An order as staff find it. */
export const FoundOrder = Exact({ ...OrderSummary.properties, customerId: CustomerId, email: Type.Optional(Email) })

export const searchOrders = request('orders.search', {
  summary: 'Finds orders by what staff know of them, newest first, a page at a time',
  input: Exact({
    ...PageQuery,
    ...OrderFilter,
    number: Type.Optional(
      Type.String({ pattern: '^([A-Z0-9]{1,10}-)?[0-9]{1,15}$', description: 'With the prefix, or without' }),
    ),
    email: Type.Optional({ ...Email, description: 'Of the account, or what a guest gave' }),
    sku: Type.Optional(Sku),
    customerId: Type.Optional(CustomerId),
  }),
  output: PageOf(FoundOrder),
  access: 'staff',
  problems: [cursorInvalid],
})

export const addNote = request('orders.add-note', {
  summary: 'Notes something in the history of an order, for colleagues or, if it is public, for its customer too',
  input: Exact({ orderId: OrderId, text: Text(2_000), public: Type.Optional(Type.Boolean()) }),
  output: TimelineEntry,
  access: 'staff',
  problems: [notFound],
  idempotencyKey: true,
})

export const orderNoted = event('order.noted', {
  summary: 'Somebody noted something about an order; what, its timeline says',
  stream: 'orders',
  audience: 'anyone',
  data: Exact({ ...OrderFact, public: Type.Boolean({ description: 'Whether it is for the customer, too' }) }),
})

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

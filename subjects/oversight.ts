import { Type } from 'typebox'
import { CustomerId, Email, Exact, OrderId, PageOf, PageQuery, Sku, Text, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { OrderFilter, OrderStatus, OrderSummary, TimelineEntry } from './order-views.ts'
import { OrderFact } from './orders.ts'
import { notFound, problem } from './problem.ts'
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

export const SagaState = Type.Enum(['running', 'waiting', 'undoing', 'done', 'undone', 'needs_attention'])

const SagaId = Type.String({ pattern: '^(ord|cnl|ret)_[0-7][0-9a-hjkmnp-tv-z]{25}$' })

/** What can be done about an order that does not get through, and what that would cause. */
export const Action = Exact({
  action: Type.Enum(['retry', 'skip', 'compensate']),
  allowed: Type.Boolean(),
  effect: Type.String(),
})

/** Who should do the next step, and how that is going there. */
export const ServiceState = Exact({
  service: Type.String(),
  request: Type.String({ description: 'What it is asked' }),
  instances: Type.Integer({ minimum: 0, description: 'How many of them answer that now' }),
  inHand: Type.Integer({ minimum: 0, description: 'Requests they are at' }),
  pending: Type.Integer({ minimum: 0, description: 'Events they have not heard yet' }),
  oldestAt: Type.Optional({ ...Timestamp, description: 'Since when the oldest of these waits' }),
})

/** Why an order stands where it stands. */
export const OrderWhy = Exact({
  orderId: OrderId,
  number: Type.String(),
  status: OrderStatus,
  cause: Type.Enum([
    'over',
    'customer',
    'operator',
    'service-absent',
    'service-failing',
    'underway',
    'due',
    'unknown-step',
  ]),
  summary: Type.String({ description: 'The cause in one sentence' }),
  saga: Exact(
    { name: Type.Enum(['checkout', 'cancellation', 'return']), id: SagaId },
    { description: 'What is being carried out; `id` names it to a resolution' },
  ),
  state: SagaState,
  step: Type.String({ description: 'Of that' }),
  waitsUntil: Type.Optional({ ...Timestamp, description: 'Until when somebody outside may act' }),
  service: Type.Optional(ServiceState),
  attempts: Type.Integer({ minimum: 0, description: 'How often this step has failed since it was reached' }),
  lastError: Type.Optional(Type.String()),
  nextAt: Type.Optional({ ...Timestamp, description: 'When it is looked at again' }),
  lease: Type.Optional(Exact({ owner: Type.String(), until: Timestamp })),
  actions: Type.Array(Action),
  version: Type.Integer({ minimum: 1, description: 'Of that, for `If-Match` of a resolution' }),
})

export const explainOrder = request('orders.why', {
  summary: 'Why an order is not done: where it stands, what it waits for, who should serve that, and what can be done',
  input: Exact({ orderId: OrderId }),
  output: OrderWhy,
  access: 'staff',
  problems: [notFound],
  priority: 'vital',
  timeoutMs: 8_000,
})

export const resolutionImpossible = problem(
  'resolution-impossible',
  409,
  'The order does not stand where this can be done',
)

export const Resolved = Exact({
  orderId: OrderId,
  action: Action.properties.action,
  step: Type.String({ description: 'Where the order stood' }),
  state: SagaState,
  version: Type.Integer({ minimum: 1 }),
})

export const resolveOrder = request('orders.resolve', {
  summary:
    'Has an order tried again, a step past the point of no return taken for done, or everything before it undone',
  input: Exact({
    orderId: OrderId,
    sagaId: Type.Optional({ ...SagaId, description: 'Of what is told by `why`; without it, its checkout' }),
    action: Action.properties.action,
  }),
  output: Resolved,
  access: 'staff',
  problems: [notFound, resolutionImpossible],
  idempotencyKey: true,
  conditional: true,
})

export const orderResolved = event('order.resolved', {
  summary: 'Somebody decided how an order goes on that did not get through by itself',
  stream: 'orders',
  audience: 'anyone',
  data: Exact({ ...OrderFact, action: Action.properties.action, step: Type.String() }),
})

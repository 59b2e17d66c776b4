import { Type } from 'typebox'
import {
  Address,
  CustomerId,
  Email,
  Exact,
  Followed,
  FollowQuery,
  Money,
  OrderId,
  PageOf,
  PageQuery,
  RefusedOrderId,
  ReturnId,
  Text,
  Timestamp,
} from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { cartEmpty } from './carts.ts'
import { reserveStock, secureStock } from './inventory.ts'
import { OrderFilter, OrderStatus, OrderSummary, TimelineEntry } from './order-views.ts'
import { PaidWith } from './payment-token.ts'
import { authorizePayment } from './payments.ts'
import {
  ChosenShipping,
  CouponCode,
  Discount,
  ShippingMethodId,
  couponProblems,
  shippingUnavailable,
  taxUnavailable,
  SoldLine,
  Sums,
} from './pricing.ts'
import { idempotencyKeyMissing, idempotencyKeyReused, notFound, problem } from './problem.ts'
import { quoteLines } from './products.ts'
import { event, request } from './subject.ts'

/** What of a line was sold before it came, as it stood when the order was placed. */
const Owing = {
  backordered: Type.Optional(Type.Integer({ minimum: 1, description: 'How many had yet to come when it was placed' })),
  expectedAt: Type.Optional({ ...Timestamp, description: 'When those were expected, if that was known' }),
}

export const OrderLine = Exact({
  ...SoldLine,
  ...Owing,
  shipped: Type.Integer({ minimum: 0, description: 'How many have been sent' }),
  returned: Type.Integer({ minimum: 0, description: 'How many of those came back' }),
})

export const Order = Exact({
  id: OrderId,
  number: Type.String({ description: 'For people to read and to say on the telephone' }),
  status: OrderStatus,
  customerId: CustomerId,
  email: Type.Optional(Email),
  lines: Type.Array(OrderLine),
  ...Sums,
  discounts: Type.Array(Discount),
  refunded: Money,
  shippingMethod: Type.Optional(ChosenShipping),
  couponCode: Type.Optional(CouponCode),
  shippingAddress: Address,
  billingAddress: Type.Optional(Address),
  remark: Type.Optional(Text(1_000)),
  exchangeOf: Type.Optional(Type.String({ ...ReturnId, description: 'The return whose goods it replaces' })),
  nextAction: Type.Optional(
    Type.Union([
      Exact({
        type: Type.Literal('authenticate'),
        clientSecret: Type.String({ description: "For the provider's client library" }),
      }),
      Exact(
        { type: Type.Literal('replace_payment_method') },
        { description: 'The card was declined: `POST /orders/{orderId}/payment` names another one' },
      ),
    ]),
  ),
  problem: Type.Optional(
    Type.Object(
      { code: Type.String(), title: Type.String() },
      { description: 'Why the order came to nothing, or why its card was not taken' },
    ),
  ),
  version: Type.Integer({ minimum: 1 }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const cartAlreadyOrdered = problem('cart-already-ordered', 409, 'There is an order for this cart already', {
  members: { orderId: OrderId },
})

export const emailRequired = problem('email-required', 422, 'A guest says where to write to')
export const emailKnown = problem('email-known', 422, 'Whoever has an account is written to at its address')

export const cartChanged = problem('cart-changed', 409, 'The cart kept changing while it was being ordered', {
  retryable: true,
})
export const checkoutAbandoned = problem(
  'checkout-abandoned',
  409,
  'The order did not get through in time, and nothing was charged',
  { members: { orderId: RefusedOrderId } },
)

export const orderClosed = problem('order-closed', 409, 'The order can no longer change this way', {
  members: { orderStatus: OrderStatus },
})

/** Whatever a step of checkout refuses, an order can be refused for. */
const refusedByAStep = new Set(
  [quoteLines, reserveStock, authorizePayment, secureStock].flatMap((step) => step.problems),
)

export const placeOrder = request('orders.place', {
  summary:
    "Orders the caller's cart: prices it, holds the stock, reserves the money, confirms. Still `pending` when that takes longer than the caller waits",
  input: Exact({
    paymentMethod: Type.Optional(
      Type.String({
        ...PaidWith,
        description: 'A token of the provider, or a payment method that is kept; left out, the default among those',
      }),
    ),
    shippingAddress: Address,
    billingAddress: Type.Optional(Address),
    shippingMethod: Type.Optional(ShippingMethodId),
    remark: Type.Optional(Text(1_000, { description: 'What is to be known about the order' })),
    email: Type.Optional({ ...Email, description: 'Where to write to: of guests, and only of them' }),
    ifDeclined: Type.Optional(
      Type.Enum(['fail', 'wait'], {
        description:
          '`fail`, the default: an order whose card is declined has ended; `wait`: it waits, with its stock held, for another card',
      }),
    ),
  }),
  output: Order,
  access: 'shopper',
  problems: [
    cartEmpty,
    cartAlreadyOrdered,
    emailRequired,
    emailKnown,
    cartChanged,
    checkoutAbandoned,
    orderClosed,
    shippingUnavailable,
    ...couponProblems,
    taxUnavailable,
    ...refusedByAStep,
    idempotencyKeyMissing,
    idempotencyKeyReused,
  ],
  idempotencyKey: true,
  timeoutMs: 5_000,
  waitMs: 10_000,
  priority: 'high',
})

export const readOrder = request('orders.read', {
  summary: "Reads one of the caller's orders; staff read any",
  input: Exact({
    orderId: OrderId,
    asOf: Type.Optional({ ...Timestamp, description: 'As it was then; 404 before it was placed' }),
  }),
  output: Order,
  access: 'shopper',
  callers: ['edge', 'payments', 'tools'],
  problems: [notFound],
  priority: 'vital',
})

export const listOrders = request('orders.list', {
  summary: "The caller's orders, newest first, a page at a time",
  input: Exact({ ...PageQuery, ...OrderFilter }),
  output: PageOf(OrderSummary),
  access: 'shopper',
  problems: [cursorInvalid],
})

export const readTimeline = request('orders.timeline', {
  summary: 'Everything that happened to an order, oldest first',
  input: Exact({ orderId: OrderId }),
  output: Exact({ items: Type.Array(TimelineEntry) }),
  access: 'shopper',
  problems: [notFound],
  priority: 'vital',
})

export const followOrder = request('orders.follow', {
  summary: 'What happens to an order, from a place in its history on. It ends with an order that is over, and settled',
  input: Exact({ orderId: OrderId, ...FollowQuery }),
  output: Followed(TimelineEntry),
  access: 'shopper',
  problems: [notFound],
  priority: 'vital',
})

const CancellationReason = Text(500, { description: 'Customers read what they gave themselves, and staff all' })

export const Cancellation = Exact({
  orderId: OrderId,
  status: Type.Enum(['running', 'done'], {
    description: '`running`: the goods and the money are on their way back',
  }),
  reason: Type.Optional(CancellationReason),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

export const cancelOrder = request('orders.cancel', {
  summary: 'Calls an order off of which nothing has been sent yet: its stock and its money go back',
  input: Exact({ orderId: OrderId, reason: Type.Optional(CancellationReason) }),
  output: Cancellation,
  access: 'shopper',
  problems: [notFound, orderClosed],
  idempotencyKey: true,
})

export const readCancellation = request('orders.read-cancellation', {
  summary: 'How far the cancellation of an order has come',
  input: Exact({ orderId: OrderId }),
  output: Cancellation,
  access: 'shopper',
  problems: [notFound],
})

/** What every event of an order tells. */
export const OrderFact = {
  orderId: OrderId,
  number: Type.String(),
  customerId: CustomerId,
  status: OrderStatus,
  total: Money,
  lines: Type.Array(Exact({ ...SoldLine, ...Owing })),
  exchangeOf: Type.Optional(Type.String({ ...ReturnId, description: 'The return whose goods it replaces' })),
}

export const orderCreated = event('order.created', {
  summary: 'An order was accepted; nothing is held or paid yet',
  stream: 'orders',
  audience: 'anyone',
  data: Exact(OrderFact),
})

export const orderAwaitingPayment = event('order.awaiting_payment', {
  summary: 'An order waits for its customer: to authenticate the payment, or to name another card',
  stream: 'orders',
  consumers: ['notifications'],
  audience: 'anyone',
  data: Exact(OrderFact),
})

export const orderConfirmed = event('order.confirmed', {
  summary: 'An order passed the point of no return: its stock is held for good and its money reserved',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact(OrderFact),
})

export const orderFailed = event('order.failed', {
  summary: 'An order came to nothing; whatever it held was given back',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact({
    ...OrderFact,
    reason: Type.String({ description: 'The code of the problem that ended it' }),
    customerWaited: Type.Boolean({ description: 'Whether the customer had been told to come back for the outcome' }),
  }),
})

export const orderCancelled = event('order.cancelled', {
  summary: 'An order was called off; what it holds and what was paid for it goes back',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact(OrderFact),
})

export const orderRefunded = event('order.refunded', {
  summary: 'Money of an order has gone back to its customer',
  stream: 'orders',
  consumers: ['notifications'],
  data: Exact({
    ...OrderFact,
    amount: Money,
    refunded: Money,
    cause: Type.Enum(['cancellation', 'return']),
  }),
})

import { Type } from 'typebox'
import { Currency, CustomerId, Exact, Money, OrderId, PaymentId, RefusedOrderId, Text, Timestamp } from './common.ts'
import { PaidWith } from './payment-token.ts'
import { notFound, problem } from './problem.ts'
import { event, request } from './subject.ts'

export const PaymentStatus = Type.Enum([
  'pending',
  'requires_action',
  'authorized',
  'captured',
  'failed',
  'cancelled',
  'refunded',
])

export const Payment = Exact({
  id: PaymentId,
  orderId: OrderId,
  status: PaymentStatus,
  amount: Money,
  captured: Money,
  refunded: Money,
  failure: Type.Union([Text(500), Type.Null()]),
  createdAt: Timestamp,
  updatedAt: Timestamp,
})

/** A means of payment that was declined, and in whose place another one was tried. */
const Attempt = Exact({
  attempt: Type.Integer({ minimum: 1 }),
  failure: Type.Union([Text(500), Type.Null()]),
  declineCode: Type.Union([Type.String(), Type.Null()]),
  replacedAt: Timestamp,
})

/** Money that goes back, or went. */
export const Refund = Exact({
  id: Type.String({ description: 'What it is for: a return, for example, or itself' }),
  amount: Money,
  reason: Type.Union([Text(500), Type.Null()]),
  status: Type.Enum(['asked', 'done', 'lost'], {
    description: '`lost`: a dispute has taken the money, or some of it, first',
  }),
  createdAt: Timestamp,
})

export const paymentDeclined = problem('payment-declined', 402, 'The payment was declined', {
  members: {
    orderId: RefusedOrderId,
    declineCode: Type.Union([Type.String(), Type.Null()], {
      description: "The provider's reason (https://docs.stripe.com/declines/codes)",
    }),
  },
})
export const paymentMethodMissing = problem(
  'payment-method-missing',
  422,
  'No payment method is named, and none is kept that could be used',
  { members: { orderId: RefusedOrderId } },
)
export const amountUnpayable = problem(
  'payment-amount-unpayable',
  422,
  'The payment provider can not move this very sum',
  {
    members: {
      step: Type.Integer({
        minimum: 1,
        description: 'Of this currency only multiples of so many minor units can be moved',
      }),
    },
  },
)
export const paymentOver = problem('payment-over', 409, 'This payment has already ended')
export const paymentMismatch = problem('payment-mismatch', 409, 'This order is already paid for with another sum')
export const refundTooLarge = problem('refund-too-large', 409, 'There is not so much left to give back', {
  members: { left: Type.Integer({ minimum: 0 }) },
})
export const signatureInvalid = problem('signature-invalid', 400, 'The webhook signature does not match')

export const authorizePayment = request('payments.authorize', {
  summary: "Reserves an order's total on a payment method, once per order and attempt however often it is asked",
  input: Exact({
    orderId: OrderId,
    customerId: CustomerId,
    amount: Money,
    paymentMethod: Type.Optional(PaidWith),
    offSession: Type.Optional(
      Type.Literal(true, {
        description: 'The customer is not there: a card that is kept comes before a token for once',
      }),
    ),
    attempt: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 100,
        description: 'Which means of payment it is, counted from one: it takes the place of one that was declined',
      }),
    ),
    inParts: Type.Optional(
      Type.Literal(true, { description: 'It is to be taken as parcels leave, if the means of payment allows that' }),
    ),
  }),
  output: Exact({
    paymentId: PaymentId,
    status: Type.Enum(['authorized', 'requires_action']),
    clientSecret: Type.Optional(Type.String({ description: 'For the customer to authenticate with (3-D Secure)' })),
  }),
  access: 'internal',
  callers: ['orders', 'tools'],
  problems: [paymentDeclined, paymentMethodMissing, amountUnpayable, paymentOver, paymentMismatch, notFound],
  timeoutMs: 15_000,
})

export const capturePayment = request('payments.capture', {
  summary: 'Takes the money an order has reserved, or as much of it as its parcels are worth so far',
  input: Exact({
    orderId: OrderId,
    upTo: Type.Optional({
      ...Money,
      description: 'How much is taken then, with what was taken before. All of it, where it can not be taken in parts',
    }),
  }),
  output: Type.Null(),
  access: 'internal',
  callers: ['orders', 'tools'],
  problems: [paymentOver, paymentMismatch, amountUnpayable],
  timeoutMs: 15_000,
})

export const voidPayment = request('payments.void', {
  summary:
    'Lets go of what an order has reserved or taken. It stays so: an authorization that arrives later is undone too',
  input: Exact({ orderId: OrderId }),
  output: Exact({
    refunded: Type.Integer({
      minimum: 0,
      description: 'What was given back of what had been taken, apart from what was asked for as a refund',
    }),
  }),
  access: 'internal',
  callers: ['orders', 'tools'],
  timeoutMs: 15_000,
})

export const refundPayment = request('payments.refund', {
  summary: 'Gives back a part of what was taken for an order, once for each refund however often it is asked',
  input: Exact({
    orderId: OrderId,
    refundId: Type.String({ minLength: 1, maxLength: 100, description: 'What the money goes back for' }),
    amount: Exact({ amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 }), currency: Currency }),
    reason: Type.Optional(Text(500)),
    orLess: Type.Optional(
      Type.Literal(true, { description: 'As much of it as is left, since staff may have given some back already' }),
    ),
  }),
  output: Type.Union([Type.Null(), Exact({ given: Type.Integer({ minimum: 0 }) })], {
    description: 'How much it was, for whoever asked with `orLess`',
  }),
  access: 'internal',
  callers: ['orders', 'tools'],
  problems: [refundTooLarge, paymentMismatch, amountUnpayable],
  timeoutMs: 15_000,
})

export const listPayments = request('payments.list', {
  summary: 'The payments of one order',
  input: Exact({ orderId: OrderId }),
  output: Exact({ items: Type.Array(Payment) }),
  access: 'shopper',
})

export const readPayment = request('payments.read', {
  summary: "Reads one of the caller's payments with what was given back of it; staff read any",
  input: Exact({ paymentId: PaymentId }),
  output: Exact({
    ...Payment.properties,
    refunds: Type.Array(Refund),
    declined: Type.Array(Attempt, { description: 'What was tried before this, the oldest first' }),
    dispute: Type.Union([Type.Enum(['open', 'won', 'lost']), Type.Null()], {
      description: 'Whether the holder of the card says that they never paid',
    }),
  }),
  access: 'shopper',
  problems: [notFound],
})

export const listPaymentsOfOrders = request('payments.list-of-orders', {
  summary: "The payments of many orders; of those that are not the caller's there are none",
  input: Exact({ orderIds: Type.Array(OrderId, { minItems: 1, maxItems: 100 }) }),
  output: Exact({ items: Type.Array(Payment) }),
  access: 'shopper',
})

export const receiveWebhook = request('payments.receive-webhook', {
  summary: 'Stores what the provider reports, to be worked through from the table',
  input: Exact({ payload: Type.String({ maxLength: 262_144 }), signature: Type.String({ maxLength: 4_096 }) }),
  output: Type.Null(),
  access: 'public',
  callers: ['edge'],
  problems: [signatureInvalid],
  priority: 'vital',
  shared: true,
})

/** What to send to `POST /webhooks/stripe`: the events (https://docs.stripe.com/api/events/types) that can change a payment here. */
export const webhookTypes = [
  'payment_intent.requires_action',
  'payment_intent.amount_capturable_updated',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'charge.refunded',
  'setup_intent.succeeded',
  'setup_intent.setup_failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const

const PaymentChange = {
  paymentId: PaymentId,
  orderId: OrderId,
  amount: Money,
  prompt: Type.Optional(
    Type.Literal(true, {
      description: 'Whoever asked for it hears of it in the answer; otherwise it came about later',
    }),
  ),
}

export const paymentProcessed = event('payment.processed', {
  summary: 'Money was reserved (`authorized`) or taken (`captured`: so much of it so far)',
  stream: 'payments',
  consumers: ['orders'],
  data: Exact({ ...PaymentChange, status: Type.Enum(['authorized', 'captured']) }),
})

export const paymentFailed = event('payment.failed', {
  summary: 'A payment was declined or abandoned; nothing is held',
  stream: 'payments',
  consumers: ['orders'],
  data: Exact({ ...PaymentChange, reason: Text(500) }),
})

export const paymentLapsed = event('payment.lapsed', {
  summary: 'The bank let go of what it still held of a payment, of which a part was taken before',
  stream: 'payments',
  consumers: ['notifications'],
  data: Exact({ paymentId: PaymentId, orderId: OrderId, amount: Money, captured: Money }),
})

export const paymentDisputed = event('payment.disputed', {
  summary: 'The holder of a card disputes a payment, or that is decided',
  stream: 'payments',
  consumers: ['notifications'],
  data: Exact({
    disputeId: Type.String({ description: "The provider's" }),
    paymentId: PaymentId,
    orderId: OrderId,
    amount: Money,
    reason: Text(100),
    state: Type.Enum(['open', 'won', 'lost']),
    inquiry: Type.Optional(
      Type.Literal(true, { description: 'A bank only asks: no money has moved, and refunds go on' }),
    ),
    answerBy: Type.Union([Timestamp, Type.Null()], { description: 'Until when the provider takes an answer' }),
  }),
})

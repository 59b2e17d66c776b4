import { Type } from 'typebox'
import { Exact, IdOf, Text, Timestamp } from './common.ts'
import { PaymentMethodToken } from './payment-token.ts'
import { notFound, problem } from './problem.ts'
import { request } from './subject.ts'

export const PaymentMethodId = IdOf('pmt')

/** A card that is kept at the provider. Of the card itself we never learn more than this. */
export const PaymentMethod = Exact({
  id: PaymentMethodId,
  type: Type.Literal('card'),
  brand: Text(50),
  last4: Type.String({ pattern: '^\\d{4}$' }),
  expMonth: Type.Integer({ minimum: 1, maximum: 12 }),
  expYear: Type.Integer({ minimum: 2000, maximum: 9999 }),
  isDefault: Type.Boolean({ description: 'What an order is paid with that names nothing else' }),
  createdAt: Timestamp,
})

export const paymentMethodDeclined = problem(
  'payment-method-declined',
  402,
  'The bank does not let this card be kept',
  {
    members: { declineCode: Type.Union([Type.String(), Type.Null()], { description: "The provider's reason" }) },
  },
)

/** A card on its way to being kept (https://docs.stripe.com/payments/save-and-reuse). */
export const PaymentMethodSetup = Exact({
  id: IdOf('pms'),
  status: Type.Enum(['requires_payment_method', 'requires_action', 'succeeded'], {
    description: '`requires_…`: the client goes on with the secret, and the card is in the list once that is done',
  }),
  clientSecret: Type.Optional(Type.String({ description: "For the provider's client library" })),
  paymentMethod: Type.Optional(PaymentMethod),
  createdAt: Timestamp,
})

export const setUpPaymentMethod = request('payments.set-up-method', {
  summary:
    'Begins to keep a card for the caller: one that the client has a token of, or one that it will ask for itself',
  input: Exact({ paymentMethod: Type.Optional(PaymentMethodToken) }),
  output: PaymentMethodSetup,
  access: 'customer',
  problems: [paymentMethodDeclined],
  idempotencyKey: true,
  timeoutMs: 15_000,
})

export const listPaymentMethods = request('payments.list-methods', {
  summary: 'The cards that are kept for the caller, the newest first',
  input: Exact({}),
  output: Exact({ items: Type.Array(PaymentMethod) }),
  access: 'customer',
})

export const readPaymentMethod = request('payments.read-method', {
  summary: 'Reads a card that is kept for the caller',
  input: Exact({ paymentMethodId: PaymentMethodId }),
  output: PaymentMethod,
  access: 'customer',
  callers: ['edge', 'orders', 'tools'],
  problems: [notFound],
})

export const makePaymentMethodDefault = request('payments.make-method-default', {
  summary: "Makes a card the one that the caller's orders are paid with when they name none",
  input: Exact({ paymentMethodId: PaymentMethodId }),
  output: PaymentMethod,
  access: 'customer',
  problems: [notFound],
})

export const detachPaymentMethod = request('payments.detach-method', {
  summary: 'Lets a card go: nothing is paid with it from now on. Saying it again is harmless',
  input: Exact({ paymentMethodId: PaymentMethodId }),
  output: Type.Null(),
  access: 'customer',
  problems: [notFound],
})

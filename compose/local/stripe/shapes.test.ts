import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from './test-sandbox.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const id = (prefix: string) => Type.String({ pattern: `^${prefix}_[A-Za-z0-9]+$` })
const Seconds = Type.Integer({ minimum: 1_600_000_000, maximum: 4_000_000_000 })
const Currency = Type.String({ pattern: '^[a-z]{3}$' })
const Metadata = Type.Record(Type.String(), Type.String())
const Made = { created: Seconds, livemode: Type.Literal(false) }

/** What we read of each answer, as Stripe publishes it (https://docs.stripe.com/api, https://github.com/stripe/openapi). */
const shapes = {
  /** https://docs.stripe.com/api/payment_intents/object */
  intent: Type.Object({
    id: id('pi'),
    object: Type.Literal('payment_intent'),
    status: Type.Enum([
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'processing',
      'requires_capture',
      'canceled',
      'succeeded',
    ]),
    amount: Type.Integer(),
    amount_capturable: Type.Integer(),
    amount_received: Type.Integer(),
    currency: Currency,
    customer: Nullable(id('cus')),
    client_secret: Type.String({ pattern: '^pi_\\w+_secret_\\w+$' }),
    latest_charge: Nullable(id('ch')),
    last_payment_error: Type.Null(),
    payment_method: Nullable(id('pm')),
    metadata: Metadata,
    ...Made,
  }),
  /** https://docs.stripe.com/api/charges/object */
  charge: Type.Object({
    id: id('ch'),
    object: Type.Literal('charge'),
    amount: Type.Integer(),
    amount_captured: Type.Integer(),
    amount_refunded: Type.Integer(),
    balance_transaction: id('txn'),
    captured: Type.Boolean(),
    currency: Currency,
    disputed: Type.Boolean(),
    payment_intent: id('pi'),
    refunded: Type.Boolean(),
    status: Type.Enum(['succeeded', 'pending', 'failed']),
    ...Made,
  }),
  /** https://docs.stripe.com/api/refunds/object */
  refund: Type.Object({
    id: id('re'),
    object: Type.Literal('refund'),
    amount: Type.Integer(),
    balance_transaction: id('txn'),
    charge: id('ch'),
    currency: Currency,
    payment_intent: id('pi'),
    status: Type.Enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
    created: Seconds,
  }),
  /** https://docs.stripe.com/api/customers/object */
  customer: Type.Object({ id: id('cus'), object: Type.Literal('customer'), metadata: Metadata, ...Made }),
  /** https://docs.stripe.com/api/payment_methods/object */
  method: Type.Object({
    id: id('pm'),
    object: Type.Literal('payment_method'),
    type: Type.Literal('card'),
    card: Type.Object({
      brand: Type.String(),
      last4: Type.String({ pattern: '^\\d{4}$' }),
      exp_month: Type.Integer({ minimum: 1, maximum: 12 }),
      exp_year: Type.Integer({ minimum: 2_000 }),
      fingerprint: Nullable(Type.String()),
    }),
    customer: Nullable(id('cus')),
    ...Made,
  }),
  /** https://docs.stripe.com/api/setup_intents/object */
  setup: Type.Object({
    id: id('seti'),
    object: Type.Literal('setup_intent'),
    status: Type.Enum([
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'processing',
      'canceled',
      'succeeded',
    ]),
    client_secret: Type.String({ pattern: '^seti_\\w+_secret_\\w+$' }),
    customer: id('cus'),
    last_setup_error: Type.Null(),
    payment_method: id('pm'),
    usage: Type.Enum(['off_session', 'on_session']),
    ...Made,
  }),
  /** https://docs.stripe.com/api/balance_transactions/object */
  movement: Type.Object({
    id: id('txn'),
    object: Type.Literal('balance_transaction'),
    amount: Type.Integer(),
    fee: Type.Integer(),
    net: Type.Integer(),
    currency: Currency,
    reporting_category: Type.String(),
    source: Type.String(),
    type: Type.String(),
    created: Seconds,
  }),
  /** https://docs.stripe.com/api/disputes/object */
  dispute: Type.Object({
    id: id('dp'),
    object: Type.Literal('dispute'),
    amount: Type.Integer(),
    currency: Currency,
    charge: id('ch'),
    payment_intent: id('pi'),
    reason: Type.String(),
    status: Type.Enum(['needs_response', 'under_review', 'won', 'lost']),
    evidence_details: Type.Object({ due_by: Nullable(Seconds) }),
    balance_transactions: Type.Array(Type.Object({ id: id('txn') })),
    ...Made,
  }),
  /** https://docs.stripe.com/api/events/object */
  event: Type.Object({
    id: id('evt'),
    object: Type.Literal('event'),
    api_version: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}' }),
    type: Type.String(),
    data: Type.Object({ object: Type.Object({ id: Type.String(), object: Type.String() }) }),
    ...Made,
  }),
  /** https://docs.stripe.com/api/errors */
  error: Type.Object({
    type: Type.Literal('card_error'),
    code: Type.String(),
    decline_code: Type.String(),
    message: Type.String(),
    payment_intent: Type.Object({ id: id('pi'), status: Type.Literal('requires_payment_method') }),
  }),
}

test('what we read of an answer has the form that Stripe publishes', async () => {
  await using world = await startSandbox()
  const { paymentIntents, refunds, charges, customers, ...stripe } = world.stripe
  const made = await paymentIntents.create({ ...hold, capture_method: 'automatic' })
  const refund = await refunds.create({ payment_intent: made.id, amount: 500 })
  const disputed = await paymentIntents.create({ ...hold, capture_method: 'automatic' })
  await world.post(`/sandbox/payment_intents/${disputed.id}/dispute`)
  const customer = await customers.create({ metadata: { customer_id: 'usr_1' } })
  const means = { payment_method: 'pm_card_visa', confirm: true }
  const setup = await stripe.setupIntents.create({ customer: customer.id, ...means })
  const declined = await failureOf(paymentIntents.create({ ...hold, payment_method: 'pm_card_chargeDeclined' }))
  const answers: { readonly [Name in keyof typeof shapes]: unknown } = {
    intent: await paymentIntents.retrieve(made.id),
    charge: await charges.retrieve(made.latest_charge as string),
    refund,
    customer,
    method: await stripe.paymentMethods.retrieve(setup.payment_method as string),
    setup,
    movement: (await stripe.balanceTransactions.list()).data[0],
    dispute: (await stripe.disputes.list()).data[0],
    event: (await stripe.events.list()).data[0],
    error: declined.raw,
  }
  const wrong = Object.entries(shapes).flatMap(([name, shape]) => {
    const checked = Compile(shape)
    return [...checked.Errors(answers[name as keyof typeof shapes])].map(({ instancePath, message }) =>
      [name, instancePath, message].join(' '),
    )
  })
  expect(wrong).toEqual([])
})

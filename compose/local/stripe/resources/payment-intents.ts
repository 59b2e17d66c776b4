import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId } from '../objects.ts'
import { amount, currency, type Field, flag, group, metadata, oneOf, optional, text, texts } from '../params.ts'
import { impossible, invalid } from '../refusal.ts'
import { route, type Input } from '../route.ts'
import { chargeOf } from './charges.ts'
import { cancel, capture, confirm, requireStatus, settled } from './payment-intent-moves.ts'
import { paymentMethodNamed } from './payment-methods.ts'

/** The least that Stripe takes, in minor units, where it is not 50. */
const minimums: Readonly<Record<string, number>> = {
  aed: 200,
  czk: 1_500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1_000,
}

const creation = {
  amount,
  currency,
  capture_method: optional(oneOf('automatic', 'automatic_async', 'manual')),
  confirm: optional(flag),
  payment_method: optional(text),
  customer: optional(text),
  off_session: optional(flag),
  allowed_payment_method_types: optional(texts),
  // What `allowed_payment_method_types` was called before 2026-09-30.
  payment_method_types: optional(texts),
  automatic_payment_methods: optional(group({ enabled: flag, allow_redirects: optional(oneOf('always', 'never')) })),
  payment_method_options: optional(
    group({ card: optional(group({ request_multicapture: optional(oneOf('if_available', 'never')) })) }),
  ),
  description: optional(text),
  receipt_email: optional(text),
  statement_descriptor_suffix: optional(text),
  return_url: optional(text),
  metadata,
}

const confirmation = { payment_method: optional(text), return_url: optional(text), off_session: optional(flag) }

/** A final capture may take nothing more. */
const amountOrNone: Field<number> = (value, name) => (value === '0' ? 0 : amount(value, name))

const capturing = { amount_to_capture: optional(amountOrNone), final_capture: optional(flag) }

const cancellation = {
  cancellation_reason: optional(oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned')),
}

/** Payments, from the wish to pay to the money taken or let go. */
export const paymentIntents = [
  route('POST /v1/payment_intents', creation, createIntent),
  route('POST /v1/payment_intents/:id/confirm', confirmation, confirmIntent),
  route('POST /v1/payment_intents/:id/capture', capturing, captureIntent),
  route('POST /v1/payment_intents/:id/cancel', cancellation, cancelIntent),
  route('GET /v1/payment_intents/:id', {}, ({ id }, call) => settled(call.get('payment_intent', id), call)),
  route('GET /v1/payment_intents', listing, (page, call) => list(call, 'payment_intent', page)),
]

function createIntent(input: Input<typeof creation>, call: Call): Stripe.PaymentIntent {
  const least = minimums[input.currency] ?? 50
  if (input.amount < least) {
    const message = `Amount must be at least ${least} ${input.currency} in the currency's smallest unit`
    throw invalid(message, { code: 'amount_too_small', param: 'amount' })
  }
  requireWhole(input)
  if (input.payment_method_types && input.automatic_payment_methods) {
    throw invalid('You may only specify one of these parameters: automatic_payment_methods, payment_method_types.')
  }
  if (input.return_url !== undefined && !input.confirm) {
    throw invalid('The parameter `return_url` cannot be passed when confirm is not set to true.', {
      param: 'return_url',
    })
  }
  const method = input.payment_method === undefined ? null : paymentMethodNamed(input.payment_method, call)
  if (input.customer !== undefined) call.get('customer', input.customer, 'customer')
  if (input.off_session && !input.confirm) {
    throw invalid('`off_session` can only be passed when confirm is set to true.', { param: 'off_session' })
  }
  const intent = call.put(newIntent(input, method, call.now))
  call.effect('created', intent)
  call.emit('payment_intent.created', intent)
  return input.confirm ? confirm(intent, input, call) : intent
}

/** Currencies whose sums have to end in zeros (https://docs.stripe.com/currencies#special-cases). */
const steps: Readonly<Record<string, number>> = { bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10, isk: 100, ugx: 100 }

/** Refuses a sum that no card can be charged with. */
export function requireWhole({
  amount: sum,
  currency: code,
}: {
  readonly amount: number
  readonly currency: string
}): void {
  const step = steps[code] ?? 1
  if (sum % step !== 0)
    throw invalid(`Invalid amount: ${code} amounts must be divisible by ${step}.`, { param: 'amount' })
}

function confirmIntent({ id, ...input }: Input<typeof confirmation>, call: Call): Stripe.PaymentIntent {
  const intent = settled(call.get('payment_intent', id), call)
  requireStatus(intent, 'confirmed', ['requires_payment_method', 'requires_confirmation', 'requires_action'])
  const method = input.payment_method === undefined ? undefined : paymentMethodNamed(input.payment_method, call)
  return confirm(method ? { ...intent, payment_method: method.id } : intent, input, call)
}

function captureIntent({ id, ...input }: Input<typeof capturing>, call: Call) {
  const intent = settled(call.get('payment_intent', id), call)
  requireStatus(intent, 'captured', ['requires_capture'])
  const { amount_to_capture: sum = intent.amount_capturable, final_capture: isFinal = true } = input
  if (sum > intent.amount_capturable) {
    const message = `The amount_to_capture (${sum}) is greater than the amount capturable (${intent.amount_capturable}).`
    throw impossible(message, { code: 'amount_too_large', param: 'amount_to_capture' })
  }
  const param = 'amount_to_capture'
  if (sum === 0 && (intent.amount_received === 0 || !isFinal))
    throw invalid('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param })
  if (!isFinal) requireMulticapture(intent, call)
  return capture(intent, { sum, isFinal }, call)
}

/** Only some cards give their money in parts, and only where that was asked for (https://docs.stripe.com/payments/multicapture). */
function requireMulticapture(intent: Stripe.PaymentIntent, call: Call): void {
  if (chargeOf(intent, call)?.payment_method_details?.card?.multicapture?.status === 'available') return
  const message = 'You can only set `final_capture` to `false` when multicapture is available for this PaymentIntent.'
  throw impossible(message, { code: 'parameter_invalid', param: 'final_capture' })
}

function cancelIntent(
  { id, cancellation_reason: reason }: Input<typeof cancellation>,
  call: Call,
): Stripe.PaymentIntent {
  const intent = settled(call.get('payment_intent', id), call)
  requireStatus(intent, 'canceled', [
    'requires_payment_method',
    'requires_capture',
    'requires_confirmation',
    'requires_action',
  ])
  return cancel(intent, reason ?? null, call)
}

function newIntent(
  input: Input<typeof creation>,
  method: Stripe.PaymentMethod | null,
  now: number,
): Stripe.PaymentIntent {
  const id = newId('pi')
  const types = input.allowed_payment_method_types ?? input.payment_method_types
  const automatic = input.automatic_payment_methods ?? (types ? null : { enabled: true, allow_redirects: undefined })
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: types ? [...types] : null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic && { ...automatic, allow_redirects: automatic.allow_redirects ?? 'always' },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${newId('').slice(1)}`,
    confirmation_method: 'automatic',
    created: now,
    currency: input.currency,
    customer: input.customer ?? null,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: method?.id ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: optionsOf(input) },
    payment_method_types: [...(types ?? ['card'])],
    payment_record: null,
    processing: null,
    receipt_email: input.receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: input.statement_descriptor_suffix ?? null,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

function optionsOf({
  payment_method_options: asked,
}: Input<typeof creation>): Stripe.PaymentIntent.PaymentMethodOptions.Card {
  const { request_multicapture: parts } = asked?.card ?? {}
  const chosen = parts !== undefined && { request_multicapture: parts }
  return { installments: null, mandate_options: null, network: null, ...chosen, request_three_d_secure: 'automatic' }
}

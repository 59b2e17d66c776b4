import { throughBreaker } from './provider-breaker.ts'
import { booksAt } from './provider-books.ts'
import { cardsAt } from './provider-cards.ts'
import { failureOf, openStripe, refusalOf, Stripe } from './stripe.ts'
import { fromStripe, toStripe } from './stripe-money.ts'
import type { Intent, IntentState, Operation, Provider, Report, Reported, Sight, Sought } from './provider-port.ts'

export type ProviderOptions = {
  readonly secretKey: string
  /** Of a stand-in for api.stripe.com. */
  readonly apiUrl?: string | undefined
  readonly webhookSecrets: readonly string[]
  readonly timeoutMs: number
  /** As many calls as the account may make; without it, any number. */
  readonly mostPerSecond?: number | undefined
}

/** Opens the payment provider, which is Stripe: one line for each thing that is asked of it. */
export function openProvider(options: ProviderOptions): Provider {
  const { secretKey, apiUrl, webhookSecrets, timeoutMs, mostPerSecond } = options
  const { stripe, close } = openStripe(secretKey, { apiUrl, timeoutMs })
  const ask = throughBreaker((error) => failureOf(error, toIntent), mostPerSecond)
  const see = async (work: () => Promise<Sight>): Promise<Sight> => {
    const sight = await ask('find', work)
    if (sight.kind !== 'declined') return sight
    const isMissing = sight.code === 'resource_missing'
    return { kind: 'unknown', error: sight.message, pinned: false, ...(isMissing && { missing: true }) }
  }
  return {
    ...cardsAt(stripe, ask),
    ...booksAt(stripe, ask, toIntent),
    send: ({ operation, key, body }) =>
      ask(operation, async () => {
        const intent = await operations[operation](stripe, JSON.parse(body) as Body, { idempotencyKey: key })
        return { kind: 'settled', intent: toIntent(intent) }
      }),
    look: (intentId) =>
      see(async () => {
        const intent = await stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge'] })
        return { kind: 'seen', intent: toIntent(intent) }
      }),
    find: (sought) => see(() => find(stripe, sought, timeoutMs)),
    verify: (payload, signature, now) => verify(stripe, webhookSecrets, { payload, signature, now }),
    report: (payload) => report(JSON.parse(payload) as Partial<Stripe.Event>),
    [Symbol.dispose]: close,
  }
}

type Money = { readonly amount: number; readonly currency: string }
type Order = Money & {
  readonly id: string
  readonly orderId: string
  readonly paymentMethod: string
  readonly attempt?: number
}

/** A card that is kept is charged to whom it is kept for, who may be away (https://docs.stripe.com/payments/save-and-reuse). */
export type Keeping = {
  readonly customer?: string | undefined
  readonly offSession?: boolean | undefined
  /** It is to be taken in parts, if that can be (https://docs.stripe.com/payments/multicapture). */
  readonly inParts?: boolean | undefined
}

/** It says whether it can be taken in parts, and how much has gone back. */
const charge = { expand: ['latest_charge'] }

/** The exact parameters of each operation, as they are stored before they are sent. */
export const bodies = {
  authorize: (
    { id, orderId, amount, currency, paymentMethod, attempt = 1 }: Order,
    { customer, offSession, inParts }: Keeping = {},
  ) =>
    JSON.stringify({
      amount: toStripe(amount, currency),
      currency: currency.toLowerCase(),
      payment_method: paymentMethod,
      ...(customer !== undefined && { customer }),
      ...(customer !== undefined && offSession && { off_session: true }),
      capture_method: 'manual',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      metadata: { order_id: orderId, payment_id: id, ...(attempt > 1 && { attempt: String(attempt) }) },
      ...(inParts && { payment_method_options: { card: { request_multicapture: 'if_available' } }, ...charge }),
    } satisfies Stripe.PaymentIntentCreateParams),
  capture: (intent: string, { amount, currency }: Money, part?: { readonly isLast: boolean }) => {
    const sum = { intent, amount_to_capture: toStripe(amount, currency) }
    return JSON.stringify(part ? { ...sum, final_capture: part.isLast, ...charge } : sum)
  },
  /** Lets go of what is left of a hold of which some was taken: no more of it is. */
  endCapture: (intent: string) => JSON.stringify({ intent, amount_to_capture: 0, final_capture: true, ...charge }),
  cancel: (intent: string) => JSON.stringify({ intent }),
  refund: (intent: string, { amount, currency }: Money) =>
    JSON.stringify({
      payment_intent: intent,
      amount: toStripe(amount, currency),
      expand: ['payment_intent.latest_charge'],
    } satisfies Stripe.RefundCreateParams),
}

type Body = Record<string, unknown> & { readonly intent: string }
type Send = (stripe: Stripe, body: Body, options: Stripe.RequestOptions) => Promise<Stripe.PaymentIntent>

const create: Send = (stripe, body, options) =>
  stripe.paymentIntents.create(body as unknown as Stripe.PaymentIntentCreateParams, options)

const operations: Record<Operation, Send> = {
  authorize: create,
  renew: create,
  capture: (stripe, { intent, ...params }, options) => stripe.paymentIntents.capture(intent, params, options),
  cancel: (stripe, { intent, ...params }, options) =>
    stripe.paymentIntents['final_capture' in params ? 'capture' : 'cancel'](intent, params, options),
  release: (stripe, { intent, ...params }, options) => stripe.paymentIntents.cancel(intent, params, options),
  refund: async (stripe, body, options) =>
    (await stripe.refunds.create(body as Stripe.RefundCreateParams, options)).payment_intent as Stripe.PaymentIntent,
}

/** The provider's clock and ours may differ by this much. */
const clockSlackSeconds = 300
const mostListed = 10_000

async function find(stripe: Stripe, { paymentId, attempt, from, until }: Sought, timeoutMs: number): Promise<Sight> {
  const gte = Math.floor(from.getTime() / 1_000) - clockSlackSeconds
  const lte = Math.ceil((until.getTime() + timeoutMs) / 1_000) + clockSlackSeconds
  // Not by searching: a search may not know yet what was made a minute ago.
  const made = stripe.paymentIntents.list({ created: { gte, lte }, limit: 100, expand: ['data.latest_charge'] })
  let listed = 0
  for await (const intent of made) {
    const isIt = intent.metadata['payment_id'] === paymentId && attemptOf(intent) === attempt
    if (isIt) return { kind: 'seen', intent: toIntent(intent) }
    listed += 1
    if (listed === mostListed) {
      const error = `More than ${mostListed} payments to look through for ${paymentId}`
      return { kind: 'retry', error, afterMs: 60_000, alarm: true }
    }
  }
  return { kind: 'seen', intent: null }
}

function toIntent(intent: Stripe.PaymentIntent): Intent {
  const { id, client_secret: clientSecret, latest_charge: charge } = intent
  const ours = (amount: number) => fromStripe(amount, intent.currency)
  const error = intent.last_payment_error
  const refusal = error && refusalOf(error)
  const known = typeof charge === 'object' ? charge : null
  const refunded = known ? ours(known.amount_refunded) : 0
  const multicapture = known?.payment_method_details?.card?.multicapture?.status === 'available'
  const sums = { amount: ours(intent.amount), received: ours(intent.amount_received), refunded, multicapture }
  const currency = intent.currency.toUpperCase()
  const renewAt = known && renewAtOf(known)
  return { id, attempt: attemptOf(intent), state: stateOf(intent), ...sums, currency, renewAt, clientSecret, refusal }
}

/** Where nothing is said a card holds for as long as any does: Visa's, where its holder is away, for a little less than five days. */
const daySeconds = 24 * 3_600
const leastHeldSeconds = 4.75 * daySeconds

/** A day before the hold ends, or half-way there where it is a short one. */
function renewAtOf({ created, payment_method_details: details }: Stripe.Charge): Date {
  const heldSeconds = (details?.card?.capture_before ?? created + leastHeldSeconds) - created
  return new Date((created + Math.max(heldSeconds - daySeconds, heldSeconds / 2)) * 1_000)
}

/** The first one goes without saying. */
const attemptOf = ({ metadata }: Stripe.PaymentIntent) => Number(metadata['attempt'] ?? 1)

type Standing = {
  readonly status: string
  readonly last_payment_error: object | null
  readonly amount_received?: number | undefined
}

function stateOf({ status, last_payment_error: error, amount_received: received = 0 }: Standing): IntentState {
  // Of one that is called off only the rest is let go: what was taken by then is.
  if (status === 'canceled' && received > 0) return 'taken'
  if (status === 'requires_payment_method') return error ? 'failed' : 'new'
  return states[status] ?? 'processing'
}

const states: Readonly<Record<string, IntentState>> = {
  requires_confirmation: 'new',
  requires_action: 'requires_action',
  processing: 'processing',
  requires_capture: 'held',
  succeeded: 'taken',
  canceled: 'released',
}

function verify(
  stripe: Stripe,
  secrets: readonly string[],
  webhook: { payload: string; signature: string; now: Date },
): Reported | null {
  const { payload, signature, now } = webhook
  for (const secret of secrets) {
    try {
      const event = stripe.webhooks.constructEvent(payload, signature, secret, 300, undefined, now.getTime())
      return { id: event.id, type: event.type, report: report(event) }
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  }
  return null
}

type About = Partial<
  Pick<Stripe.PaymentIntent, 'id' | 'status' | 'metadata' | 'last_payment_error' | 'amount_received'>
> &
  Partial<Pick<Stripe.Charge, 'payment_intent'>>

/** Read with care: an event may be of a version, or of a kind, that nobody here has heard of. */
function report({ type, data }: Partial<Stripe.Event>): Report | null {
  const object = data?.object as About | undefined
  if (!type || !object?.id) return null
  if (type === 'charge.refunded') {
    const { payment_intent: intent } = object
    return typeof intent === 'string' ? { about: 'payment', intentId: intent, paymentId: null, claims: null } : null
  }
  if (type.startsWith('charge.dispute.')) return { about: 'dispute', disputeId: object.id }
  if (type.startsWith('setup_intent.')) return { about: 'setup', setupId: object.id }
  if (!type.startsWith('payment_intent.')) return null
  const { status = '', last_payment_error: error = null, amount_received: received } = object
  const claims = stateOf({ status, last_payment_error: error, amount_received: received })
  return { about: 'payment', intentId: object.id, paymentId: object.metadata?.['payment_id'] ?? null, claims }
}

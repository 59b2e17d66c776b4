import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { declined, invalid, unexpectedState } from '../refusal.ts'
import type { SandboxMethod } from '../objects.ts'
import { cardFee, moveBalance } from './balance.ts'
import { chargeOf, newCharge } from './charges.ts'
import { openDispute } from './disputes.ts'
import { requireUsable, verdictOn } from './payment-methods.ts'
import { cardEnding, type Verdict } from './test-cards.ts'

type Intent = Stripe.PaymentIntent

/** Refuses unless the intent is in one of these states. */
export function requireStatus(intent: Intent, done: string, statuses: readonly Intent['status'][]): void {
  if (statuses.includes(intent.status)) return
  const message = `This PaymentIntent could not be ${done} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be ${done}: ${statuses.join(', ')}.`
  throw unexpectedState(message, intent)
}

export type Confirming = { readonly return_url?: string | undefined; readonly off_session?: boolean | undefined }

/** Tries to take the money: the bank says yes, no, or asks the customer to show who they are. */
export function confirm(intent: Intent, { return_url: returnUrl, off_session: away }: Confirming, call: Call): Intent {
  if (intent.payment_method === null) {
    const message = "You cannot confirm this PaymentIntent because it's missing a payment method."
    throw unexpectedState(message, intent)
  }
  if (intent.automatic_payment_methods?.allow_redirects === 'always' && returnUrl === undefined) {
    const message =
      'This PaymentIntent is configured to accept payment methods that might redirect your customer off of your page, so you must provide a `return_url`. To accept none that redirect, set `automatic_payment_methods[allow_redirects]` to `never`.'
    throw invalid(message, { param: 'return_url' })
  }
  const method = methodOf(intent, call)
  requireUsable(method, intent.customer)
  const verdict = verdictOn(method)
  if (verdict.says === 'authenticate' && away) return decline(intent, notThere, call)
  if (verdict.says === 'no') return decline(intent, verdict, call)
  return verdict.says === 'yes' ? approve(intent, call) : askCustomer(intent, returnUrl, call)
}

/** The customer came back from their bank. */
export function authenticate(intent: Intent, outcome: 'succeed' | 'fail', call: Call): Intent {
  requireStatus(intent, 'authenticated', ['requires_action'])
  if (outcome === 'succeed') return approve(intent, call)
  const failed = call.put<Intent>({
    ...intent,
    status: 'requires_payment_method',
    next_action: null,
    payment_method: null,
    last_payment_error: {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
      payment_method: methodOf(intent, call),
    },
  })
  call.effect('declined', failed)
  call.emit('payment_intent.payment_failed', failed)
  return failed
}

type Capture = { readonly sum: number; readonly isFinal: boolean }

/** Takes `sum` of the money held. The rest stays held, or with the last capture goes back to the customer. */
export function capture(intent: Intent, { sum, isFinal }: Capture, call: Call): Intent {
  const left = intent.amount_capturable - sum
  const sums = { amount_capturable: isFinal ? 0 : left, amount_received: intent.amount_received + sum }
  const after = call.put<Intent>({ ...intent, ...sums, ...(isFinal && { status: 'succeeded' }) })
  if (sum > 0) call.effect('captured', after, sum)
  if (isFinal && left > 0) call.effect('released', after, left)
  const held = chargeOf(intent, call)
  if (held) captureCharge(held, { sum, isFinal }, call)
  if (held?.payment_method_details?.card?.multicapture?.status === 'available')
    call.emit('payment_intent.amount_capturable_updated', after)
  if (!isFinal) return after
  call.emit('payment_intent.succeeded', after)
  disputeSome(after, call)
  return after
}

/** A charge is only said to be captured, and to be refunded, once no more can be taken of it. */
function captureCharge(held: Stripe.Charge, { sum, isFinal }: Capture, call: Call): void {
  const received = held.amount_captured + sum
  const refunded = isFinal && held.amount_refunded === received
  const charge = call.put<Stripe.Charge>({ ...held, captured: isFinal, amount_captured: received, refunded })
  call.emit(isFinal ? 'charge.captured' : 'charge.updated', sum > 0 ? take(charge, sum, call) : charge)
}

/** Ends the intent and lets go of any money held. One of which some was taken has succeeded with that. */
export function cancel(intent: Intent, reason: Intent['cancellation_reason'], call: Call): Intent {
  if (intent.amount_received > 0) return capture(intent, { sum: 0, isFinal: true }, call)
  const after = call.put<Intent>({
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: call.now,
    cancellation_reason: reason,
    next_action: null,
  })
  if (intent.amount_capturable > 0) call.effect('released', after, intent.amount_capturable)
  call.effect('canceled', after)
  call.emit('payment_intent.canceled', after)
  return after
}

/** The intent as time has left it: a hold that nobody captured in time is gone. */
export function settled(intent: Intent, call: Call): Intent {
  const until = chargeOf(intent, call)?.payment_method_details?.card?.capture_before ?? Infinity
  return call.now < until ? intent : letGo(intent, call)
}

/** The bank lets go of what it holds. */
export function letGo(intent: Intent, call: Call): Intent {
  const charge = chargeOf(intent, call)
  if (intent.status !== 'requires_capture' || !charge) return intent
  if (intent.amount_received === 0) call.emit('charge.expired', charge)
  return cancel(intent, 'automatic', call)
}

/** Nobody is there to be asked (https://docs.stripe.com/payments/save-and-reuse#charge-saved-payment-method). */
const notThere: Extract<Verdict, { says: 'no' }> = {
  says: 'no',
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

function methodOf({ payment_method: method }: Intent, call: Call): SandboxMethod {
  return typeof method === 'object' && method ? method : call.get('payment_method', method ?? '', 'payment_method')
}

function approve(intent: Intent, call: Call): Intent {
  const method = methodOf(intent, call)
  const made = newCharge({ intent, method }, call.now)
  const charge = made.captured ? take(made, intent.amount, call) : call.put(made)
  const common = { ...intent, latest_charge: charge.id, next_action: null, last_payment_error: null }
  call.effect('authorized', intent)
  call.emit('charge.succeeded', charge)
  if (!charge.captured) {
    const held = call.put<Intent>({ ...common, status: 'requires_capture', amount_capturable: intent.amount })
    call.emit('payment_intent.amount_capturable_updated', held)
    return held
  }
  const paid = call.put<Intent>({ ...common, status: 'succeeded', amount_received: intent.amount })
  call.effect('captured', paid)
  call.emit('payment_intent.succeeded', paid)
  disputeSome(paid, call)
  return paid
}

/** The money arrives, less what Stripe keeps of it. */
function take(charge: Stripe.Charge, amount: number, call: Call): Stripe.Charge {
  const { id: source, currency } = charge
  const movement = moveBalance({ amount, currency, type: 'charge', source, fee: cardFee(amount) }, call)
  return call.put<Stripe.Charge>({ ...charge, balance_transaction: charge.balance_transaction ?? movement.id })
}

/** There are cards whose holders say at once that they never paid. */
function disputeSome(intent: Intent, call: Call): void {
  const charge = chargeOf(intent, call)
  const last4 = charge?.payment_method_details?.card?.last4 ?? ''
  if (charge && cardEnding(last4).disputes) openDispute(charge, call)
}

function decline(intent: Intent, { code, declineCode, message }: Extract<Verdict, { says: 'no' }>, call: Call): never {
  const method = methodOf(intent, call)
  const charge = call.put(newCharge({ intent, method, failure: { code, declineCode, message } }, call.now))
  const error = {
    code,
    decline_code: declineCode,
    message,
    charge: charge.id,
    payment_method: method,
  }
  const after = call.put<Intent>({
    ...intent,
    status: 'requires_payment_method',
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    last_payment_error: { type: 'card_error', ...error },
  })
  call.effect('declined', after)
  call.emit('charge.failed', charge)
  call.emit('payment_intent.payment_failed', after)
  throw declined({ ...error, payment_intent: after })
}

function askCustomer(intent: Intent, returnUrl: string | undefined, call: Call): Intent {
  const page = `${call.url}/#${intent.id}`
  const asking = call.put<Intent>({
    ...intent,
    status: 'requires_action',
    last_payment_error: null,
    next_action:
      returnUrl === undefined
        ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page } }
        : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: page } },
  })
  call.emit('payment_intent.requires_action', asking)
  return asking
}

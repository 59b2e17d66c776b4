import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId } from '../objects.ts'
import { optional, text } from '../params.ts'
import { route } from '../route.ts'
import { nobody } from './payment-methods.ts'
import { cardEnding } from './test-cards.ts'

/** How long a card's authorization holds the money. */
const holdSeconds = 7 * 24 * 3_600

/** Attempts to take the money, made by payment intents. */
export const charges = [
  route('GET /v1/charges/:id', {}, ({ id }, call) => call.get('charge', id)),
  route(
    'GET /v1/charges',
    { ...listing, payment_intent: optional(text) },
    ({ payment_intent: intent, ...page }, call) =>
      list(call, 'charge', page, (charge) => intent === undefined || charge.payment_intent === intent),
  ),
]

type Attempt = {
  readonly intent: Stripe.PaymentIntent
  readonly method: Stripe.PaymentMethod
  readonly failure?: { readonly code: string; readonly declineCode: string; readonly message: string }
}

/** The record of one attempt to take the money. */
export function newCharge({ intent, method, failure }: Attempt, now: number): Stripe.Charge {
  const captured = !failure && intent.capture_method !== 'manual'
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: nobody,
    calculated_statement_descriptor: 'TRADEWIND SANDBOX',
    captured,
    created: now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(failure),
    paid: !failure,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf({ intent, method }, failure || captured ? undefined : now + holdSeconds),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: failure ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  }
}

/** The charge behind an intent, where there is one. */
export function chargeOf(intent: Stripe.PaymentIntent, call: Call): Stripe.Charge | undefined {
  return typeof intent.latest_charge === 'string' ? call.get('charge', intent.latest_charge) : undefined
}

function outcomeOf(failure: Attempt['failure']): Stripe.Charge.Outcome {
  const common = { network_advice_code: null, network_decline_code: null, risk_level: 'normal', risk_score: 10 }
  return failure
    ? {
        ...common,
        advice_code: 'try_again_later',
        network_status: 'declined_by_network',
        reason: failure.declineCode,
        seller_message: 'The bank did not return any further details with this decline.',
        type: 'issuer_declined',
      }
    : {
        ...common,
        advice_code: null,
        network_status: 'approved_by_network',
        reason: null,
        seller_message: 'Payment complete.',
        type: 'authorized',
      }
}

function detailsOf(
  { intent, method: { card } }: Pick<Attempt, 'intent' | 'method'>,
  captureBefore: number | undefined,
): Stripe.Charge.PaymentMethodDetails {
  return {
    type: 'card',
    card: {
      amount_authorized: intent.amount,
      authorization_code: null,
      brand: card?.brand ?? null,
      ...(captureBefore !== undefined && { capture_before: captureBefore }),
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: card?.country ?? null,
      electronic_commerce_indicator: null,
      exp_month: card?.exp_month ?? 12,
      exp_year: card?.exp_year ?? 2_099,
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      ...(captureBefore !== undefined && { multicapture: { status: multicaptureOf(intent, card?.last4) } }),
      network: card?.brand ?? null,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  }
}

/** Whether the money of a card may be taken in parts: it was asked for, and the card allows it. */
function multicaptureOf({ payment_method_options: options }: Stripe.PaymentIntent, last4 = '') {
  const isAsked = options?.card?.request_multicapture === 'if_available'
  return isAsked && cardEnding(last4).multicapture ? 'available' : 'unavailable'
}

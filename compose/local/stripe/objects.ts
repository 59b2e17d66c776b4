import { randomUUID } from 'node:crypto'
import type Stripe from 'stripe'

/** Everything the sandbox keeps, by Stripe's own types: the compiler notices a field that a newer API version adds. */
export type Kinds = {
  payment_intent: Stripe.PaymentIntent
  charge: Stripe.Charge
  refund: Stripe.Refund
  payment_method: SandboxMethod
  customer: Stripe.Customer
  setup_intent: Stripe.SetupIntent
  balance_transaction: Stripe.BalanceTransaction
  dispute: Stripe.Dispute
  payout: Stripe.Payout
  event: StripeEvent
}

/** `spent`: it was taken from its customer, and may never be used again. */
export type SandboxMethod = Stripe.PaymentMethod & { readonly spent?: true }

export type Kind = keyof Kinds
export type StripeObject = Kinds[Kind]

/** What happened to an object, with the object as it was at that moment. */
export type StripeEvent = {
  readonly id: string
  readonly object: 'event'
  readonly api_version: string
  readonly created: number
  readonly data: { readonly object: Exclude<StripeObject, StripeEvent> }
  readonly livemode: false
  /** 1 until the webhook endpoint that wants it has taken it, so a restarted sandbox knows what is still owed. */
  readonly pending_webhooks: 0 | 1
  readonly request: { readonly id: string; readonly idempotency_key: string | null }
  readonly type: Stripe.Event['type']
}

/** One movement of money, or the beginning or end of an intent: what a test adds up to check our books. */
export type Effect = {
  readonly at: string
  readonly kind:
    | 'created'
    | 'authorized'
    | 'captured'
    | 'released'
    | 'refunded'
    | 'declined'
    | 'canceled'
    | 'withdrawn'
    | 'reinstated'
  readonly amount: number
  readonly currency: string
  readonly intent: string
  readonly key: string | null
  readonly request: string
  readonly metadata: Readonly<Record<string, string>>
}

/** A new id in Stripe's style: `pi_`, `ch_`, `re_`, `pm_`, `evt_`, `req_` and 24 random digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 24)}`
}

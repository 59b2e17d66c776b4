import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { newId } from '../objects.ts'
import { missing } from '../refusal.ts'
import { route } from '../route.ts'

/** What the bank says when a card is charged. */
export type Verdict =
  | { readonly says: 'yes' | 'authenticate' }
  | { readonly says: 'no'; readonly declineCode: string; readonly message: string }

const yes: Verdict = { says: 'yes' }

/** Stripe's test tokens, their card, and the bank's answer. */
const testCards: Readonly<Record<string, { brand: string; last4: string; verdict: Verdict }>> = {
  pm_card_visa: { brand: 'visa', last4: '4242', verdict: yes },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444', verdict: yes },
  pm_card_authenticationRequired: { brand: 'visa', last4: '3184', verdict: { says: 'authenticate' } },
  pm_card_chargeDeclined: {
    brand: 'visa',
    last4: '0002',
    verdict: { says: 'no', declineCode: 'generic_decline', message: 'Your card was declined.' },
  },
  pm_card_chargeDeclinedInsufficientFunds: {
    brand: 'visa',
    last4: '9995',
    verdict: { says: 'no', declineCode: 'insufficient_funds', message: 'Your card has insufficient funds.' },
  },
}

const verdicts = new Map(Object.values(testCards).map(({ last4, verdict }) => [last4, verdict]))

/** Cards that were used. */
export const paymentMethods = [
  route('GET /v1/payment_methods/:id', {}, ({ id }, call) => call.get('payment_method', id)),
]

/** The payment method that a parameter names; a test token becomes a new one, as at Stripe. */
export function paymentMethodNamed(id: string, call: Call): Stripe.PaymentMethod {
  const card = Object.hasOwn(testCards, id) ? testCards[id] : undefined
  if (card) return call.put(newPaymentMethod(card, call.now))
  const known = call.find(id)
  if (known?.object !== 'payment_method') throw missing('PaymentMethod', id, 'payment_method')
  return known
}

/** What the bank will say to this card. */
export function verdictOn({ card }: Stripe.PaymentMethod): Verdict {
  return verdicts.get(card?.last4 ?? '') ?? yes
}

/** A card that was never told who holds it. */
export const nobody = { address: null, email: null, name: null, phone: null, tax_id: null }

function newPaymentMethod({ brand, last4 }: { brand: string; last4: string }, now: number): Stripe.PaymentMethod {
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: nobody,
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: 'US',
      display_brand: brand,
      exp_month: 12,
      exp_year: new Date(now * 1_000).getUTCFullYear() + 1,
      fingerprint: `sandbox${last4}`,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  }
}

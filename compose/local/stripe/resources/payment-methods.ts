import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId, type SandboxMethod } from '../objects.ts'
import { oneOf, optional, text } from '../params.ts'
import { invalid, missing } from '../refusal.ts'
import { route, type Input } from '../route.ts'
import { cardEnding, cardOfToken, type TestCard, type Verdict } from './test-cards.ts'

const attachment = { customer: text }

const filters = { ...listing, customer: text, type: optional(oneOf('card')) }

/** Cards that were used, or are kept for a customer (https://docs.stripe.com/api/payment_methods). */
export const paymentMethods = [
  route('GET /v1/payment_methods/:id', {}, ({ id }, call) => call.get('payment_method', id)),
  route('GET /v1/payment_methods', filters, ({ customer, type: _type, ...page }, call) => {
    call.get('customer', customer, 'customer')
    return list(call, 'payment_method', page, (method) => method.customer === customer)
  }),
  route('POST /v1/payment_methods/:id/attach', attachment, ({ id, customer }: Input<typeof attachment>, call) =>
    attach(paymentMethodNamed(id, call), call.get('customer', customer, 'customer'), call),
  ),
  route('POST /v1/payment_methods/:id/detach', {}, ({ id }, call) => detach(call.get('payment_method', id), call)),
]

/** The payment method that a parameter names; a test token becomes a new one, as at Stripe. */
export function paymentMethodNamed(id: string, call: Call): SandboxMethod {
  const card = cardOfToken(id)
  if (card) return call.put(newPaymentMethod(card, call.now))
  const known = call.find(id)
  if (known?.object !== 'payment_method') throw missing('PaymentMethod', id, 'payment_method')
  return known
}

/** Keeps a card for a customer. */
export function attach(method: SandboxMethod, { id }: Stripe.Customer, call: Call): SandboxMethod {
  if (method.customer === id) return method
  if (method.customer !== null)
    throw invalid('The payment method you provided has already been attached to a customer.')
  requireUnspent(method)
  const attached = call.put({ ...method, customer: id })
  call.emit('payment_method.attached', attached)
  return attached
}

/** Refuses a card that is somebody else's, or that was detached: it may not be used again. */
export function requireUsable(method: SandboxMethod, customer: Stripe.PaymentIntent['customer']): void {
  requireUnspent(method)
  if (method.customer === null || method.customer === customer) return
  const message = `The payment method ${method.id} belongs to a customer. Include that customer in the \`customer\` parameter.`
  throw invalid(message, { param: 'payment_method' })
}

function requireUnspent({ spent }: SandboxMethod): void {
  if (!spent) return
  const message =
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again.'
  throw invalid(message, { param: 'payment_method' })
}

function detach(method: SandboxMethod, call: Call): SandboxMethod {
  if (method.customer === null) {
    throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.')
  }
  const detached = call.put<SandboxMethod>({ ...method, customer: null, spent: true })
  call.emit('payment_method.detached', detached)
  return detached
}

/** What the bank will say to this card. */
export function verdictOn({ card, customer }: SandboxMethod): Verdict {
  const { verdict } = cardEnding(card?.last4 ?? '')
  const isSetUp = verdict.says === 'authenticate' && verdict.unlessSetUp === true && customer !== null
  return isSetUp ? { says: 'yes' } : verdict
}

/** A card that was never told who holds it. */
export const nobody = { address: null, email: null, name: null, phone: null, tax_id: null }

function newPaymentMethod({ brand, last4 }: TestCard, now: number): SandboxMethod {
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

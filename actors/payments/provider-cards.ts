import type { Ask } from './provider-breaker.ts'
import type { Card, Cards, Setup } from './provider-port.ts'
import { refusalOf, type Stripe } from './stripe.ts'

/** What is asked of Stripe to keep a card for somebody (https://docs.stripe.com/payments/save-and-reuse). */
export const setupBody = (setupId: string, customer: string, token: string | null): string =>
  JSON.stringify({
    metadata: { setup_id: setupId },
    customer,
    usage: 'off_session',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...(token !== null && { payment_method: token, confirm: true }),
    expand: ['payment_method'],
  } satisfies Stripe.SetupIntentCreateParams)

/** Cards that Stripe keeps for customers. */
export function cardsAt(stripe: Stripe, ask: Ask): Cards {
  return {
    makeCustomer: (customerId, idempotencyKey) =>
      ask('make customer', async () => {
        const params = { metadata: { customer_id: customerId } }
        const { id } = await stripe.customers.create(params, { idempotencyKey })
        return { kind: 'made', id }
      }),
    setUp: ({ key, body }) =>
      ask('set up card', async () => {
        const params = JSON.parse(body) as Stripe.SetupIntentCreateParams
        return { kind: 'setup', setup: toSetup(await stripe.setupIntents.create(params, { idempotencyKey: key })) }
      }),
    lookAtSetup: (id) =>
      ask('find', async () => {
        const setup = await stripe.setupIntents.retrieve(id, { expand: ['payment_method'] })
        return { kind: 'setup', setup: toSetup(setup) }
      }),
    detach: ({ id, providerId }) =>
      ask('detach card', async () => {
        await stripe.paymentMethods.detach(providerId, {}, { idempotencyKey: `detach:${id}` })
        return { kind: 'detached' }
      }),
  }
}

function toSetup(intent: Stripe.SetupIntent): Setup {
  const { id, client_secret: clientSecret, payment_method: method, last_setup_error: error } = intent
  const state = stateOf(intent)
  const card = state === 'succeeded' && typeof method === 'object' && method ? toCard(method) : null
  const setupId = intent.metadata?.['setup_id'] ?? null
  return { id, setupId, state, clientSecret, card, refusal: error && refusalOf(error) }
}

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
function stateOf({ status, last_setup_error: error }: Stripe.SetupIntent): Setup['state'] {
  if (status === 'succeeded') return 'succeeded'
  if (status === 'requires_action') return 'requires_action'
  return status === 'canceled' || error ? 'failed' : 'requires_payment_method'
}

function toCard({ id, card }: Stripe.PaymentMethod): Card {
  const { brand = 'unknown', last4 = '0000', exp_month: expMonth = 12, exp_year: expYear = 2_099 } = card ?? {}
  return { id, brand, last4, expMonth, expYear, fingerprint: card?.fingerprint ?? null }
}

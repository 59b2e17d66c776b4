import Stripe from 'stripe'
import { startStripeSandbox, type SandboxOptions, type StripeSandbox } from './server.ts'

type Answer = { [name in 'effects' | 'faults' | 'requests' | 'deliveries']?: unknown[] }

/** A sandbox for one test, with the official SDK talking to it and its controls at hand. */
export async function startSandbox(options: SandboxOptions = {}) {
  const sandbox = await startStripeSandbox(options)
  return {
    sandbox,
    stripe: stripeClient(sandbox),
    get: async (path: string) => (await fetch(`${sandbox.url}${path}`)).json() as Promise<Answer>,
    post: (path: string, body: object = {}) =>
      fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) }),
    [Symbol.asyncDispose]: () => sandbox[Symbol.asyncDispose](),
  }
}

/** The official SDK, pointed at a sandbox. It does not retry by itself, so that a test sees every answer. */
export function stripeClient({ host, port }: StripeSandbox, config: Stripe.StripeConfig = {}): Stripe {
  return new Stripe('sk_test_sandbox', {
    host,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  })
}

/** A card payment of 19.99 that is only authorized. */
export const hold = {
  amount: 1_999,
  currency: 'usd',
  capture_method: 'manual',
  confirm: true,
  payment_method: 'pm_card_visa',
  allowed_payment_method_types: ['card'],
  metadata: { order_id: 'ord_1' },
} as const satisfies Stripe.PaymentIntentCreateParams

/** What a failed call threw, with the fields of a Stripe error. */
export async function failureOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Stripe.errors.StripeError) return error
  throw new Error('expected a Stripe error', { cause: error })
}

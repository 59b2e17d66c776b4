import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import Stripe from 'stripe'
import type { Failure, Refusal } from './provider-port.ts'

/** The one place where Stripe's library comes in: whoever speaks to Stripe takes it from here. */
export { Stripe }

/** Opens a connection to Stripe. Retries are not its business: they are made from the row that remembers the call. */
export function openStripe(
  secretKey: string,
  { apiUrl, timeoutMs }: { apiUrl?: string | undefined; timeoutMs: number },
) {
  const url = new URL(apiUrl ?? 'https://api.stripe.com')
  const protocol = url.protocol === 'http:' ? 'http' : 'https'
  const agent = new (protocol === 'http' ? PlainAgent : SecureAgent)({ keepAlive: true, maxSockets: 128 })
  const stripe = new Stripe(secretKey, {
    host: url.hostname,
    port: url.port || (protocol === 'http' ? 80 : 443),
    protocol,
    httpClient: Stripe.createNodeHttpClient(agent),
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
  })
  return { stripe, close: () => agent.destroy() }
}

type StripeFailure = { code?: string; decline_code?: string; message?: string; type?: string }

/** Only what a bank says about a card is written for the customer's eyes. */
export function refusalOf(failure: StripeFailure): Refusal {
  const { code = 'refused', decline_code: declineCode = '', message = '' } = failure
  const shown = isOfBank(failure) && message ? message : 'The payment provider refused the payment.'
  return { code, declineCode: declineCode || null, message: shown.replaceAll(/\p{Cc}/gu, ' ').slice(0, 500) }
}

const isOfBank = ({ type, code = '' }: StripeFailure) =>
  type === 'card_error' || type === 'StripeCardError' || code.endsWith('authentication_failure')

const { StripeError, StripeCardError, StripeInvalidRequestError, StripeRateLimitError } = Stripe.errors
const { StripeAuthenticationError, StripePermissionError, StripeIdempotencyError, StripeConnectionError } =
  Stripe.errors

/** A refusal, with what it says of the payment that was refused. */
export type Declined = Extract<Failure, { kind: 'declined' }>

/**
 * What an error says about whether the call took effect (https://docs.stripe.com/error-handling); `intentOf` reads the payment
 * that came with it. What is no error of the provider is a bug, and thrown.
 */
export function failureOf(error: unknown, intentOf: (intent: Stripe.PaymentIntent) => Declined['intent']): Failure {
  if (!(error instanceof StripeError)) throw error
  const text = `${error.type}: ${error.message}`.slice(0, 500)
  if (error instanceof StripeCardError || error instanceof StripeInvalidRequestError) {
    return {
      kind: 'declined',
      ...refusalOf(error),
      intent: error.payment_intent ? intentOf(error.payment_intent) : null,
      ...(!isOfBank(error) && error.param !== 'payment_method' && { fault: text }),
    }
  }
  if (error instanceof StripeRateLimitError) {
    return { kind: 'retry', error: text, afterMs: error.code === 'lock_timeout' ? 500 : 2_000 }
  }
  // The first of two requests under one key is still being carried out.
  if (error.statusCode === 409) return { kind: 'retry', error: text, afterMs: 1_000, isTaken: true }
  const misconfigured = [StripeAuthenticationError, StripePermissionError, StripeIdempotencyError]
  if (misconfigured.some((type) => error instanceof type)) {
    return { kind: 'retry', error: text, afterMs: 60_000, alarm: true }
  }
  if (error instanceof StripeConnectionError && notSent.has(codeOf(error.detail))) {
    return { kind: 'retry', error: `${text} (${codeOf(error.detail)})`, afterMs: 1_000, unreachable: true }
  }
  return { kind: 'unknown', error: text, pinned: error.statusCode === 500 }
}

const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const codeOf = (detail: unknown) =>
  typeof detail === 'object' && detail !== null && 'code' in detail ? String(detail.code) : ''

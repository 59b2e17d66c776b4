import type Stripe from 'stripe'

type ErrorBody = {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error' | 'rate_limit_error'
  readonly message: string
  readonly code?: string
  readonly decline_code?: string
  readonly param?: string
  readonly charge?: string
  readonly payment_intent?: Stripe.PaymentIntent
  readonly payment_method?: Stripe.PaymentMethod
  readonly setup_intent?: Stripe.SetupIntent
}

type Handling = { readonly pinned?: boolean; readonly headers?: Readonly<Record<string, string>> }

/**
 * An error as Stripe answers it. `pinned` says that execution had begun, so that the answer belongs to its
 * idempotency key for good; a refusal at the door is forgotten, and the same key may be tried again.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: { readonly error: ErrorBody }
  readonly pinned: boolean
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, error: ErrorBody, { pinned = false, headers = {} }: Handling = {}) {
    super(error.message)
    this.status = status
    this.body = { error }
    this.pinned = pinned
    this.headers = headers
  }
}

/** 400: a parameter that is missing, unknown or out of range. */
export function invalid(message: string, fields: Pick<ErrorBody, 'code' | 'param'> = {}): Refusal {
  return new Refusal(400, { type: 'invalid_request_error', message, ...fields })
}

/** 404 for the object in the path, 400 for one that a parameter names. */
export function missing(kind: string, id: string, param?: string): Refusal {
  const message = `No such ${kind}: '${id}'`
  const error = { type: 'invalid_request_error', code: 'resource_missing', message, param: param ?? 'id' } as const
  return new Refusal(param ? 400 : 404, error)
}

/** 400: the intent is in no state for this. */
export function unexpectedState(message: string, intent: Stripe.PaymentIntent): Refusal {
  const code = 'payment_intent_unexpected_state'
  return new Refusal(400, { type: 'invalid_request_error', code, message, payment_intent: intent }, { pinned: true })
}

/** 400: the setup intent is in no state for this. */
export function setupUnexpectedState(setup: Stripe.SetupIntent, done: string): Refusal {
  const code = 'setup_intent_unexpected_state'
  const message = `This SetupIntent could not be ${done} because it has a status of ${setup.status}.`
  return new Refusal(400, { type: 'invalid_request_error', code, message, setup_intent: setup }, { pinned: true })
}

/** 400: the request was understood and begun, and cannot be done. */
export function impossible(message: string, fields: Pick<ErrorBody, 'code' | 'param'>): Refusal {
  return new Refusal(400, { type: 'invalid_request_error', message, ...fields }, { pinned: true })
}

/** 402: the bank said no. */
export function declined(error: Omit<ErrorBody, 'type'>): Refusal {
  return new Refusal(402, { type: 'card_error', ...error }, { pinned: true })
}

/** 401: no key, or one that does not belong in a sandbox. */
export function unauthenticated(message: string): Refusal {
  const headers = { 'WWW-Authenticate': 'Bearer realm="Stripe sandbox"' }
  return new Refusal(401, { type: 'invalid_request_error', message }, { headers })
}

/** 404: there is no such address. */
export function unknownUrl(method: string, path: string): Refusal {
  return new Refusal(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}).` })
}

/** 400: one key, two different requests. */
export function keyReused(key: string): Refusal {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`
  return new Refusal(400, { type: 'idempotency_error', message })
}

/** 409: the first request under this key is still running. */
export function keyInUse(key: string): Refusal {
  const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`
  return new Refusal(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message })
}

/** 429: another request is working on the same object. */
export function lockTimeout(): Refusal {
  const message =
    'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.'
  const headers = { 'Stripe-Should-Retry': 'true' }
  return new Refusal(429, { type: 'invalid_request_error', code: 'lock_timeout', message }, { headers })
}

/** 429: too many requests. */
export function rateLimited(): Refusal {
  const message = 'Request rate limit exceeded. You can learn more about rate limits in the Stripe documentation.'
  return new Refusal(429, { type: 'rate_limit_error', code: 'rate_limit', message })
}

/** 500: Stripe's own trouble. After execution began it is what the key will answer from then on. */
export function apiError(pinned: boolean): Refusal {
  const message = 'An unknown error occurred in the Stripe sandbox.'
  return new Refusal(500, { type: 'api_error', message }, { pinned })
}

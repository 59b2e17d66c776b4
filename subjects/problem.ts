import { type TSchema, Type } from 'typebox'

/** One member of a request that broke a rule. `pointer` is a JSON Pointer (RFC 6901) into what the caller sent. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly detail: string }

/** A failure as callers see it, on the bus and over HTTP alike (RFC 9457). */
export type ProblemBody = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly retryable: boolean
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  readonly [extension: string]: unknown
}

/** An expected failure: declared in a contract, thrown by a handler, shown to the caller as it stands. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly body: ProblemBody
  /** Whether it repeats the refusal of an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean

  constructor(body: ProblemBody, { replayed = false }: { readonly replayed?: boolean } = {}) {
    super(body.detail ?? body.title)
    this.body = body
    this.replayed = replayed
  }
}

/** A kind of problem; call it to make one: `throw outOfStock('2 of 3 units are left', { available: 2 })`. */
export type ProblemType = {
  (detail?: string, extensions?: Readonly<Record<string, unknown>>): Problem
  readonly type: string
  readonly code: string
  readonly status: number
  readonly title: string
  readonly retryable: boolean
  /** The schemas of the members it may have beside those of every problem. */
  readonly members: Readonly<Record<string, TSchema>>
  readonly matches: (error: unknown) => error is Problem
}

type ProblemOptions = {
  readonly retryable?: boolean
  readonly members?: ProblemType['members']
  /** A URI that is registered for this kind of problem; otherwise its page in our own API. */
  readonly type?: string
}

/** Declares a kind of problem once. `status` is its HTTP status; a retryable one may go away by itself. */
export function problem(code: string, status: number, title: string, options: ProblemOptions = {}): ProblemType {
  const { retryable = status >= 500, members = {}, type = `/problems/${code}` } = options
  const create = (detail?: string, extensions?: Readonly<Record<string, unknown>>) =>
    new Problem({ type, title, status, code, retryable, ...(detail !== undefined && { detail }), ...extensions })
  const matches = (error: unknown): error is Problem => error instanceof Problem && error.body.code === code
  return Object.assign(create, { type, code, status, title, retryable, members, matches })
}

/** Brings a problem back from the wire. Anything that is not one becomes `internal`. */
export function asProblem(body: unknown, { replayed = false } = {}): Problem {
  const known = typeof body === 'object' && body !== null && 'code' in body && 'status' in body && 'title' in body
  return known ? new Problem(body as ProblemBody, { replayed }) : internal()
}

export const invalidRequest = problem('invalid-request', 400, 'The request does not match its contract')
export const idempotencyKeyMissing = problem('idempotency-key-missing', 400, 'This operation needs an Idempotency-Key')
export const unauthorized = problem('unauthorized', 401, 'Authentication is required')
export const forbidden = problem('forbidden', 403, 'This is not allowed for you')
export const notFound = problem('not-found', 404, 'There is no such thing')
export const requestInProgress = problem(
  'request-in-progress',
  409,
  'The first request with this key is still running',
  {
    retryable: true,
  },
)
/** `version` is the one there is, and `current` what stands there, for whoever merges and tries again. */
export const preconditionFailed = problem(
  'precondition-failed',
  412,
  'This is no longer what the request was meant for',
)
export const payloadTooLarge = problem('payload-too-large', 413, 'The body is larger than is accepted here')
export const idempotencyKeyReused = problem('idempotency-key-reused', 422, 'This key was used for another request')
export const preconditionRequired = problem('precondition-required', 428, 'This operation needs an If-Match')
export const internal = problem('internal', 500, 'Something went wrong on our side', { retryable: false })
export const unavailable = problem('unavailable', 503, 'Nobody can answer this right now')
export const overloaded = problem('overloaded', 503, 'There is more work than can be done right now', {
  type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
  members: { retryAfter: Type.Integer({ minimum: 1, description: 'Seconds to wait, as in the header' }) },
})
export const timedOut = problem('timed-out', 504, 'No answer came in time; the request may still take effect')

/** What any request may answer besides the problems its contract names. */
export const commonProblems: readonly ProblemType[] = [
  invalidRequest,
  unauthorized,
  forbidden,
  payloadTooLarge,
  internal,
  unavailable,
  overloaded,
  timedOut,
]

/** What a request that is meant for one version of a thing may answer as well. */
export const conditionProblems: readonly ProblemType[] = [preconditionRequired, preconditionFailed]

/** What a request that takes an Idempotency-Key may answer as well. */
export const idempotencyProblems: readonly ProblemType[] = [
  idempotencyKeyMissing,
  idempotencyKeyReused,
  requestInProgress,
]

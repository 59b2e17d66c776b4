import { NatsError } from 'nats'

/** Of a stream or a consumer that the broker does not have: nothing. Any other failure is one. */
export function unlessMissing(error: unknown): undefined {
  if (error instanceof NatsError && error.api_error?.code === 404) return undefined
  throw error
}

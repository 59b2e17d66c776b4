import type { FaultScript } from './faults.ts'
import { apiError, Refusal } from './refusal.ts'

/** An answer, and whether the caller will ever see it: `lost` never arrives, `torn` breaks off in the middle. */
export type Reply = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly fate?: { readonly how: 'lost' | 'reset' | 'torn'; readonly afterMs: number }
  readonly fault?: FaultScript['do']
}

/** A refusal as an answer; anything else that was thrown is a bug of the sandbox, and a 500. */
export function refusalOf(error: unknown): Reply {
  if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers }
  console.error(error)
  return refusalOf(apiError(false))
}

import { Type } from 'typebox'
import { CannotStart } from '#compose/run.ts'

/** How long checkout waits for others than us. */
export const checkoutEnv = {
  AUTHENTICATE_WITHIN_SECONDS: Type.Integer({ default: 600, minimum: 1, maximum: 86_000 }),
  HOLD_SECONDS: Type.Integer({ default: 900, minimum: 2, maximum: 86_400 }),
}

/** For how long stock is held that is not paid for, and within that for how long a customer may take to authenticate. */
export type CheckoutTimes = { readonly authenticateWithinMs: number; readonly holdSeconds: number }

/** How old an order may become before its payment: what is held for it is held for a while longer, to be secured. */
export const giveUpAfterMs = ({ authenticateWithinMs, holdSeconds }: CheckoutTimes): number =>
  (authenticateWithinMs + holdSeconds * 1_000) / 2

/** As the environment has it. What is held has to outlast the wait for the money. */
export function checkoutTimesOf(env: Record<string, unknown>): CheckoutTimes {
  const [seconds, holdSeconds] = [Number(env['AUTHENTICATE_WITHIN_SECONDS'] ?? 600), Number(env['HOLD_SECONDS'] ?? 900)]
  if (holdSeconds > seconds) return { authenticateWithinMs: seconds * 1_000, holdSeconds }
  throw new CannotStart(`HOLD_SECONDS: got ${holdSeconds}, takes more than AUTHENTICATE_WITHIN_SECONDS (${seconds})`)
}

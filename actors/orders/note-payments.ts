import type { Received } from '#subjects/bus.ts'
import type { Reacting } from '../actor.ts'
import { signalSagas } from '../saga-store.ts'

/** Whether a checkout may be waiting for it. None is for what it was told in the answer to its own request. */
export const mayBeAwaited = ({ prompt }: { readonly prompt?: true }): boolean => prompt !== true

/** Makes checkouts that wait for their customers look at the payments again. */
export async function notePayments(
  events: readonly Received<{ orderId: string }>[],
  { tx, wake }: Reacting,
): Promise<(() => void) | void> {
  const waited = await signalSagas(
    tx,
    events.map(({ data }) => data.orderId),
    'authorize payment',
  )
  if (waited) return () => wake('resume checkouts')
}

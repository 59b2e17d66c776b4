import type { Received } from '#subjects/bus.ts'
import type { Reacting } from '../actor.ts'
import { signalSagas } from '../saga-store.ts'

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

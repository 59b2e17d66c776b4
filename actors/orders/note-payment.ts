import type { Received } from '#subjects/bus.ts'
import type { Reacting } from '../actor.ts'
import { signalSaga } from '../saga-store.ts'

/** Makes a checkout that waits for its customer look at the payment again. */
export async function notePayment(
  { data }: Received<{ orderId: string }>,
  { tx, wake }: Reacting,
): Promise<(() => void) | void> {
  const waited = await signalSaga(tx, data.orderId)
  if (waited) return () => wake('resume checkouts')
}

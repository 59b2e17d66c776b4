import { and, asc, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { type Difference, payments } from '#db/payments/schema.ts'
import { earliestId } from '#subjects/id.ts'
import type { Listed } from '../provider-port.ts'
import type { PaymentsContext } from '../settle.ts'

/** A day longer than a bank holds anything: by then it is over at the provider, and known here, unless its hold was renewed. */
const mostDays = 8
/** Each is a question of its own. Of more than these the oldest come first: what is held for longer is taken, and makes room. */
const mostLooked = 200

/** What the provider has of them, and what it does not know; `error`: it could not be asked about all. */
export type Older = {
  readonly intents: readonly Listed[]
  readonly missing: readonly Difference[]
  readonly error?: string
}

/**
 * What was begun before `from` and is still open here, as the provider has it now: it does not list these any more. Ids sort by
 * time, so that only the payments of a few days are read; what a timer goes on with is looked at by that. `onLook` is told of
 * each one, as all of them may take longer than a reconciliation is held for.
 */
export async function olderPayments(
  from: Date,
  { db, provider }: PaymentsContext,
  onLook: () => Promise<void>,
): Promise<Older> {
  const { id, orderId, intentId, intentState, nextAt, renewAt } = payments
  const first = earliestId('pay', new Date(from.getTime() - mostDays * 24 * 3_600_000))
  const isOpen = and(isNotNull(intentId), isNull(nextAt), inArray(intentState, ['new', 'processing', 'failed', 'held']))
  const rows = await db
    .select({ id, orderId, intentId })
    .from(payments)
    .where(and(or(gt(id, first), isNotNull(renewAt)), lt(id, earliestId('pay', from)), isOpen))
    .orderBy(asc(id))
    .limit(mostLooked)
  const intents: Listed[] = []
  const missing: Difference[] = []
  for (const { id: paymentId, orderId, intentId } of rows) {
    await onLook()
    const providerId = intentId ?? ''
    const sight = await provider.look(providerId)
    if (sight.kind === 'seen' && sight.intent) intents.push({ ...sight.intent, paymentId, orderId })
    else if (sight.kind === 'unknown' && sight.missing)
      missing.push({ what: 'missing', providerId, paymentId, detail: 'The provider has no such payment' })
    else return { intents, missing, error: 'error' in sight ? sight.error : 'Nothing was seen' }
  }
  return { intents, missing }
}

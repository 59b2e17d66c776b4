import { Value } from 'typebox/value'
import type { Difference } from '#db/payments/schema.ts'
import { OrderId, PaymentId } from '#subjects/common.ts'
import { isNews, type PaymentRow } from '../converge.ts'
import type { Listed } from '../provider-port.ts'

export type Verdict = 'same' | 'underway' | Pick<Difference, 'what' | 'detail'>

/** Holds a payment of the provider's against ours, if it is ours. */
export function compare(row: PaymentRow | undefined, intent: Listed): Verdict {
  if (!row) return claimsToBeOurs(intent) ? orphan(intent) : stranger(intent)
  if (isMoving(row)) return 'underway'
  if ((row.intentId ?? intent.id) !== intent.id || row.attempt !== intent.attempt) return orphan(intent)
  const { amount, currency } = intent
  if (row.amount !== amount || row.currency !== currency) {
    return { what: 'amount', detail: `${amount} ${currency} there, ${row.amount} ${row.currency} here` }
  }
  if (isNews(row, intent)) {
    return { what: 'behind', detail: `${intent.state} there, ${row.intentState ?? 'nothing'} here` }
  }
  if (isCharge(intent) && row.captured !== intent.received) {
    return { what: 'captured', detail: `${intent.received} ${currency} there, ${row.captured} here` }
  }
  if (row.refunded !== (isCharge(intent) ? intent.refunded : 0)) {
    return { what: 'refunded', detail: `${intent.refunded} ${currency} there, ${row.refunded} here` }
  }
  if (row.intentState === 'taken' && intent.state !== 'taken') {
    return { what: 'captured', detail: `${intent.state} there, taken here` }
  }
  return 'same'
}

/** Other systems may name their payments under the same words, but not by ids such as ours. */
const claimsToBeOurs = ({ paymentId, orderId }: Listed) =>
  Value.Check(PaymentId, paymentId) && Value.Check(OrderId, orderId)

/** Somebody has it in hand, or a timer goes on with it: that is no difference yet. */
const isMoving = ({ nextAt, leaseOwner }: PaymentRow) => nextAt !== null || leaseOwner !== null

/** Money that nobody took and nobody holds is no charge. */
const isCharge = ({ state }: Listed) => state === 'held' || state === 'taken'

/** What was taken of it, that is: less than it was for, where the rest was let go. */
const isGivenBack = ({ state, received, refunded }: Listed) => state === 'taken' && refunded >= received

function stranger(intent: Listed): Verdict {
  if (!isCharge(intent) || isGivenBack(intent)) return 'same'
  return { what: 'stranger', detail: `${intent.amount} ${intent.currency} that nobody here asked for` }
}

function orphan(intent: Listed): Verdict {
  if (!isCharge(intent) || isGivenBack(intent)) return 'same'
  return { what: 'orphan', detail: `${intent.amount} ${intent.currency} that belong to no payment` }
}

import type { payments } from '#db/payments/schema.ts'
import type { Intent, IntentState, Operation, Refusal } from './provider-port.ts'

export type PaymentRow = typeof payments.$inferSelect

/** What changes in a payment, and what of it the world is told. */
export type Change = { readonly set: Partial<PaymentRow>; readonly told?: 'authorized' | 'captured' | 'failed' }

/**
 * Brings a payment to where the provider has it; null if there is nothing new. Whatever is seen, and in whatever order, a
 * payment only moves forward, so replies, webhooks and polls may overtake each other.
 */
export function converge(payment: PaymentRow, intent: Intent): Change | null {
  if (!isNews(payment, intent.state, intent.refunded)) return null
  const status = statusAfter(payment, intent)
  const failed = status === 'failed' && payment.status !== 'failed'
  return changeTo(payment, status, {
    intentId: intent.id,
    intentState: intent.state,
    clientSecret: intent.clientSecret,
    ...(intent.state === 'taken' && { captured: intent.received, refunded: intent.refunded }),
    ...(failed && reasonOf(intent.refusal)),
  })
}

/** Ends a payment that the provider refused to begin. */
export function refuse(payment: PaymentRow, refusal: Refusal): Change | null {
  return payment.status === 'pending' ? changeTo(payment, 'failed', reasonOf(refusal)) : null
}

/** Whether the provider speaks of the very payment that we asked for. Our row is what counts, never what it says. */
export function isOurs({ intentId, attempt, amount, currency }: PaymentRow, intent: Intent): boolean {
  const isIt = (intentId ?? intent.id) === intent.id && attempt === intent.attempt
  return isIt && amount === intent.amount && currency === intent.currency
}

/** Whether the provider speaks of an attempt that came to nothing, and in whose place there is another one. */
export const isReplaced = ({ attempt }: PaymentRow, intent: Intent): boolean =>
  intent.attempt < attempt && intent.state !== 'held' && intent.state !== 'taken'

/** Whether a payment that has come so far at the provider is further than we know. */
export function isNews({ intentState, refunded }: PaymentRow, state: IntentState, refundedThere = 0): boolean {
  const [there, here] = [stages[state], intentState ? stages[intentState] : -1]
  return there > here || (state === 'taken' && intentState === 'taken' && refundedThere > refunded)
}

const stages: Record<IntentState, number> = {
  new: 0,
  requires_action: 1,
  processing: 2,
  failed: 3,
  held: 4,
  taken: 5,
  released: 5,
}

function statusAfter({ status, wanted }: PaymentRow, { state, received, refunded, refusal }: Intent) {
  const awaited = wanted !== 'nothing'
  if (state === 'taken') return refunded >= received ? 'refunded' : 'captured'
  // A refusal stays what the payment ended with, whether it was seen before the end or with it.
  if (state === 'released') return refusal || status === 'failed' ? 'failed' : 'cancelled'
  if (state === 'failed') return 'failed'
  // What nobody waits for any more is not announced as a success, only undone.
  if (state === 'held') return awaited ? 'authorized' : status
  return state === 'requires_action' && awaited ? 'requires_action' : status
}

function changeTo(payment: PaymentRow, status: PaymentRow['status'], set: Partial<PaymentRow>): Change {
  const over = status === 'failed' || status === 'cancelled' || status === 'refunded'
  const all = { ...set, status, ...(over && { wanted: 'nothing' as const }) }
  if (status === payment.status) return { set: all }
  if (status === 'authorized' || status === 'captured') return { set: all, told: status }
  return status === 'failed' || status === 'cancelled' ? { set: all, told: 'failed' } : { set: all }
}

function reasonOf(refusal: Refusal | null): Pick<PaymentRow, 'failure' | 'declineCode'> {
  return {
    failure: refusal?.message ?? 'The payment failed.',
    declineCode: refusal?.declineCode ?? refusal?.code ?? null,
  }
}

/** What is still to be asked of the provider; null when the payment is where it is wanted, or nothing can be done yet. */
export function operationFor(payment: PaymentRow): Operation | null {
  const { wanted, intentState, refunded } = payment
  if (wanted === 'captured' && intentState === 'held') return 'capture'
  if (intentState === 'taken') return refunded < toRefundOf(payment) && !payment.frozen ? 'refund' : null
  if (wanted === 'captured') return null
  if (wanted === 'authorized' || !intentState || intentState === 'released' || intentState === 'processing') return null
  return 'cancel'
}

/** How much of what was taken is to go back: of what was lost in a dispute, nothing any more. */
export const toRefundOf = ({ wanted, captured, toRefund, lost }: PaymentRow) =>
  Math.min(wanted === 'nothing' ? captured : toRefund, captured - lost)

/** Whether nobody but a bank can say what becomes of a payment: all that is left to do is to look again. */
export function isUndecided({ status, intentState }: PaymentRow): boolean {
  return status === 'pending' || intentState === 'processing'
}

/** What a call is to bring about; of a refund, how much has gone back then. */
type Effect = { readonly operation: Operation; readonly reaches: number | null }

/** Whether an operation has had its effect, or can have none any more. */
export function isDone({ operation, reaches }: Effect, payment: PaymentRow): boolean {
  const { status, intentState, captured, refunded } = payment
  if (operation === 'authorize') return intentState !== null || status === 'failed'
  if (operation === 'refund') return refunded >= (reaches ?? captured)
  return intentState === 'taken' || intentState === 'released'
}

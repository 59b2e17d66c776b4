import type { payments } from '#db/payments/schema.ts'
import type { Intent, IntentState, Operation, Refusal } from './provider-port.ts'

export type PaymentRow = typeof payments.$inferSelect

/** What changes in a payment, and what of it the world is told, in this order. */
export type Change = { readonly set: Partial<PaymentRow>; readonly told?: readonly Told[] }

/** `lapsed`: the bank let go of what it still held, after a part was taken. */
export type Told = 'authorized' | 'captured' | 'failed' | 'lapsed'

/**
 * Brings a payment to where the provider has it; null if there is nothing new. Whatever is seen, and in whatever order, a
 * payment only moves forward, so replies, webhooks and polls may overtake each other.
 */
export function converge(payment: PaymentRow, intent: Intent): Change | null {
  if (!isNews(payment, intent)) return null
  const status = statusAfter(payment, intent)
  const failed = status === 'failed' && payment.status !== 'failed'
  return changeTo(payment, status, {
    intentId: intent.id,
    intentState: intent.state,
    clientSecret: intent.clientSecret,
    renewAt: intent.state === 'held' ? (intent.renewAt ?? payment.renewAt) : null,
    ...(isCharged(intent) && {
      captured: Math.max(intent.received, payment.captured),
      refunded: Math.max(intent.refunded, payment.refunded),
      multicapture: intent.multicapture || payment.multicapture,
    }),
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

/** Whether the provider speaks of another attempt than the one that counts, and of no money. */
export const isReplaced = ({ attempt }: PaymentRow, intent: Intent): boolean =>
  intent.attempt !== attempt && intent.state !== 'held' && intent.state !== 'taken'

type Reached = Pick<Intent, 'state'> & Partial<Pick<Intent, 'received' | 'refunded'>>

/** Whether a payment that has come so far at the provider is further than we know. */
export function isNews({ intentState, captured, refunded }: PaymentRow, there: Reached): boolean {
  const here = intentState ? stages[intentState] : -1
  if (there.state !== intentState || !isCharged(there)) return stages[there.state] > here
  return (there.refunded ?? 0) > refunded || (there.state === 'held' && (there.received ?? 0) > captured)
}

/** Of what is held some may be taken already, and given back. */
const isCharged = ({ state }: Pick<Intent, 'state'>) => state === 'held' || state === 'taken'

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
  return {
    set: all,
    told: [...toldOfStatus(payment, status, set), ...(lapses(payment, set) ? ['lapsed' as const] : [])],
  }
}

function toldOfStatus(
  payment: PaymentRow,
  status: PaymentRow['status'],
  { captured = 0 }: Partial<PaymentRow>,
): Told[] {
  // However much was taken before; what came back at once was never ours.
  if (captured > payment.captured && status !== 'refunded') return ['captured']
  if (status === payment.status) return []
  if (status === 'authorized') return [status]
  return status === 'failed' || status === 'cancelled' ? ['failed'] : []
}

const lapses = (before: PaymentRow, { intentState, captured = 0 }: Partial<PaymentRow>): boolean =>
  intentState === 'taken' && before.intentState !== 'taken' && before.wanted !== 'nothing' && captured < before.amount

function reasonOf(refusal: Refusal | null): Pick<PaymentRow, 'failure' | 'declineCode'> {
  return {
    failure: refusal?.message ?? 'The payment failed.',
    declineCode: refusal?.declineCode ?? refusal?.code ?? null,
  }
}

/**
 * What is still to be asked of the provider, of what is not `refused` for now; null when the payment is where it is wanted, or
 * nothing can be done yet.
 */
export function operationFor(payment: PaymentRow, refused?: Operation): Operation | null {
  const { wanted, intentState, captured, refunded, formerIntentId } = payment
  if (formerIntentId && refused !== 'release') return 'release'
  const isHeld = intentState === 'held'
  if (refused !== 'capture' && isHeld && wanted !== 'nothing' && toCaptureOf(payment) > captured) return 'capture'
  if (intentState === 'taken' || (isHeld && wanted !== 'nothing'))
    return refunded < toRefundOf(payment) && !payment.frozen ? 'refund' : null
  if (wanted === 'captured') return null
  if (wanted === 'authorized' || !intentState || intentState === 'released' || intentState === 'processing') return null
  return 'cancel'
}

/** How much of it is to be taken, all captures together. */
export const toCaptureOf = ({ wanted, amount, toCapture }: PaymentRow) => (wanted === 'captured' ? amount : toCapture)

/** How much of what was taken is to go back: of what was lost in a dispute, nothing any more. */
export const toRefundOf = ({ wanted, captured, toRefund, lost }: PaymentRow) =>
  Math.min(wanted === 'nothing' ? captured : toRefund, captured - lost)

/** Whether nobody but a bank can say what becomes of a payment: all that is left to do is to look again. */
export function isUndecided({ status, intentState }: PaymentRow): boolean {
  return status === 'pending' || intentState === 'processing'
}

/** What a call is to bring about, and how far it takes a payment then. */
type Effect = { readonly operation: Operation; readonly reaches: number | null }

/** Whether an operation has had its effect, or can have none any more. */
export function isDone({ operation, reaches }: Effect, payment: PaymentRow): boolean {
  const { status, intentState, captured, refunded, attempt, formerIntentId } = payment
  if (operation === 'renew') return attempt >= (reaches ?? attempt)
  if (operation === 'release') return formerIntentId === null
  if (operation === 'authorize') return intentState !== null || status === 'failed'
  if (operation === 'refund') return refunded >= (reaches ?? captured)
  if (operation === 'capture' && reaches !== null && captured >= reaches) return true
  return intentState === 'taken' || intentState === 'released'
}

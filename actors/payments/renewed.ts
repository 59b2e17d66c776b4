import type { Change, PaymentRow } from './converge.ts'
import type { Keeping } from './provider.ts'
import type { CallRow } from './provider-call.ts'
import type { Intent } from './provider-port.ts'

/** How a hold is to be renewed: the attempt that it is then in place of, and whose card it is. */
export type Renewing = { readonly attempt: number; readonly keeping: Keeping }

type Known = { readonly payment: PaymentRow; readonly calls: readonly CallRow[] }

/** Only a hold of which nothing was taken yet, and once: a bank that has said no is not asked again. */
export const canBeRenewed = ({ payment, calls }: Known, { attempt }: Renewing): boolean =>
  payment.attempt === attempt &&
  payment.wanted === 'authorized' &&
  isWhole(payment) &&
  payment.formerIntentId === null &&
  calls.every(({ operation, reaches }) => operation !== 'renew' || reaches !== attempt + 1)

const isWhole = ({ intentState, captured }: PaymentRow) => intentState === 'held' && captured === 0

/**
 * What is seen of a payment's other intent, the one that is to take the place of its own or has made room for it; null: it is
 * neither. There are two for a moment, but one alone is ever the payment's, and only that one is taken; the other one is let go.
 */
export function renewed(
  payment: PaymentRow,
  open: CallRow | undefined,
  intent: Intent,
): { readonly change?: Change; readonly alarm?: string } | null {
  if (intent.id === payment.formerIntentId) return partedFrom(intent)
  const { attempt, amount, currency, formerIntentId } = payment
  const isAsked = open?.operation === 'renew' && open.reaches === intent.attempt && intent.attempt > attempt
  if (!isAsked || formerIntentId || amount !== intent.amount || currency !== intent.currency) return null
  if (intent.state !== 'held' || !isWhole(payment)) return { change: { set: { formerIntentId: intent.id } } }
  const { id: intentId, multicapture, clientSecret, renewAt } = intent
  const hold = { attempt: intent.attempt, intentId, multicapture, clientSecret, renewAt }
  return { change: { set: { ...hold, formerIntentId: payment.intentId } } }
}

/** Whoever takes money of a hold that is given up has done so at the provider: reconciliation gives that back. */
function partedFrom({ id, state }: Intent): { readonly change?: Change; readonly alarm?: string } {
  if (state === 'taken') return { change: parted, alarm: `${id} was taken after its hold was renewed` }
  return state === 'released' ? { change: parted } : {}
}

const parted: Change = { set: { formerIntentId: null } }

/** Whether a hold was not to be had in place of the one that there is. */
export const isRefusedRenewal = ({ operation, reaches }: CallRow, { attempt, formerIntentId }: PaymentRow): boolean =>
  operation === 'renew' && formerIntentId !== null && attempt !== reaches

import { isUndecided, operationFor, type PaymentRow } from './converge.ts'
import { type CallRow, keyLivesMs, newCall } from './provider-call.ts'
import type { Writing } from './payment-store.ts'
import type { Operation } from './provider-port.ts'
import { canBeRenewed, type Renewing } from './renewed.ts'
import type { PaymentsContext } from './settle.ts'
import { attemptAt, isOpen, lookAgain, type Turn } from './record.ts'
import { afterRefusalsMs, type Standing } from './standing.ts'

type Begin = {
  readonly owner: string
  readonly aim?: 'captured' | 'nothing' | undefined
  readonly renewing?: Renewing | undefined
}

/** Notes what an order's payment is to come to, and takes hold of it if there is anything to send and nobody else does. */
export async function begin(orderId: string, how: Begin, context: PaymentsContext): Promise<Turn | 'busy' | null> {
  for (;;) {
    const standing = await context.paymentStore.standingOf(orderId)
    if (!standing) return null
    const { payment: before, calls, isFree } = standing
    const payment = { ...before, wanted: wantedAfter(before, how.aim) }
    const { writing, open, trouble } = plan({ payment, calls, isFree }, before, how, context.now())
    const saved = writing ? await context.paymentStore.save(before, writing, context) : { call: undefined }
    if (!saved) continue
    if (!isFree) return 'busy'
    const call = open ?? saved.call
    const held = { ...payment, ...(call && { leaseOwner: how.owner }), revision: before.revision + (writing ? 1 : 0) }
    return { payment: held, calls: saved.call ? [...calls, saved.call] : calls, call, trouble }
  }
}

/** Only what was authorized can be captured, and what was let go stays so. */
function wantedAfter({ wanted, status }: PaymentRow, aim: Begin['aim']): PaymentRow['wanted'] {
  if (aim === 'captured') return wanted === 'authorized' && status !== 'requires_action' ? 'captured' : wanted
  return aim ?? wanted
}

type Plan = { readonly writing: Writing | null; readonly open?: CallRow | undefined; readonly trouble?: string }

function plan({ payment, calls, isFree }: Standing, before: PaymentRow, how: Begin, at: Date): Plan {
  const { owner, renewing } = how
  const isNew = payment.wanted !== before.wanted
  const after = { ...payment, updatedAt: at }
  if (!isFree) return { writing: isNew ? { payment: after, lease: 'kept', due: { inMs: 0 } } : null }

  const taken = { payment: { ...after, leaseOwner: owner }, lease: 'taken', due: { inMs: 0 } } as const
  const open = calls.find(isOpen)
  if (open)
    return { open, writing: { ...taken, ...(open.ageMs < keyLivesMs && { noted: { key: open.key, sent: true } }) } }

  const first = operationFor(payment)
  const isRefused = first && untilAskedAnewMs(first, calls) > 0
  // A part that is refused keeps nobody from what was taken before it, nor a hold that will not end from the one that counts.
  const operation = (isRefused && operationFor(payment, first)) || first
  const waitMs = operation ? untilAskedAnewMs(operation, calls) : 0
  if (operation && waitMs > 0) {
    const trouble = `The provider refused to ${operation} the payment, and will be asked again`
    return { trouble, writing: { payment: after, lease: 'kept', due: { inMs: waitMs } } }
  }
  if (operation) return { writing: { ...taken, next: newCall(payment, operation, attemptAt(operation, calls)) } }
  if (renewing && canBeRenewed({ payment, calls }, renewing)) {
    return { writing: { ...taken, next: newCall(payment, 'renew', attemptAt('renew', calls), renewing.keeping) } }
  }

  const isDue = before.nextAt !== null || isNew
  const writing = isDue ? ({ payment: after, lease: 'kept', due: lookAgain(payment) } as const) : null
  return { writing, ...(isUndecided(payment) && { trouble: 'The payment is not decided yet' }) }
}

/** A refusal says the same to whoever asks next: only after a while is it worth another key. */
function untilAskedAnewMs(operation: Operation, calls: readonly CallRow[]): number {
  const last = calls.findLast((call) => call.operation === operation)
  return Math.max(0, afterRefusalsMs(operation, calls) - (last?.finishedMs ?? 0))
}

import { eq, sql } from 'drizzle-orm'
import { payments } from '#db/payments/schema.ts'
import type { Context } from '../actor.ts'
import { isUndecided, operationFor, type PaymentRow } from './converge.ts'
import { type CallRow, keyLivesMs, newCall } from './provider-call.ts'
import type { Operation } from './provider-port.ts'
import { attemptAt, isOpen, lookAgain, type Turn } from './record.ts'
import { afterRefusalMs, inMs, leaseEnd, save, type Standing, standingOf, type Writing } from './standing.ts'

type Begin = { readonly owner: string; readonly aim?: 'captured' | 'nothing' | undefined }

/** Notes what an order's payment is to come to, and takes hold of it if there is anything to send and nobody else does. */
export async function begin(orderId: string, how: Begin, context: Context): Promise<Turn | 'busy' | null> {
  for (;;) {
    const standing = await standingOf(context.db, eq(payments.orderId, orderId))
    if (!standing) return null
    const { payment: before, calls, isFree } = standing
    const payment = { ...before, wanted: wantedAfter(before, how.aim) }
    const { writing, open, trouble } = plan({ payment, calls, isFree }, before, how.owner, context.now())
    const saved = writing ? await save(context.db, before, writing) : { call: undefined }
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

function plan({ payment, calls, isFree }: Standing, before: PaymentRow, owner: string, at: Date): Plan {
  const isNew = payment.wanted !== before.wanted
  const set = { wanted: payment.wanted, updatedAt: at, nextAt: inMs(0) }
  if (!isFree) return { writing: isNew ? { set } : null }

  const held = { ...set, leaseOwner: owner, leaseUntil: leaseEnd }
  const open = calls.find(isOpen)
  if (open) return { open, writing: { set: held, ...(open.ageMs < keyLivesMs && { noted: sentNow(open) }) } }

  const operation = operationFor(payment)
  const waitMs = operation ? untilAskedAnewMs(operation, calls) : 0
  if (operation && waitMs > 0) {
    const trouble = `The provider refused to ${operation} the payment, and will be asked again`
    return { trouble, writing: { set: { ...set, nextAt: inMs(waitMs) } } }
  }
  if (operation) return { writing: { set: held, next: newCall(payment, operation, attemptAt(operation, calls)) } }

  const rest = before.nextAt || isNew ? { set: { ...set, nextAt: lookAgain(payment) } } : null
  return { writing: rest, ...(isUndecided(payment) && { trouble: 'The payment is not decided yet' }) }
}

const sentNow = ({ key }: CallRow) => ({ key, set: { sentAt: sql`clock_timestamp()` } })

/** A refusal says the same to whoever asks next: only after a while is it worth another key. */
function untilAskedAnewMs(operation: Operation, calls: readonly CallRow[]): number {
  const last = calls.findLast((call) => call.operation === operation)
  const isRefused = last?.outcome === 'declined' || last?.outcome === 'lost'
  return isRefused ? afterRefusalMs - (last.finishedMs ?? 0) : 0
}

import { outboxRow } from '#db/outbox.ts'
import * as subject from '#subjects/payments.ts'
import {
  type Change,
  converge,
  isDone,
  isOurs,
  isReplaced,
  isUndecided,
  operationFor,
  type PaymentRow,
  refuse,
  type Told,
} from './converge.ts'
import { type CallRow, keyLivesMs, newCall } from './provider-call.ts'
import type { Intent, Operation, Outcome, Refusal } from './provider-port.ts'
import type { CallNote, Due, Writing } from './payment-store.ts'
import { isRefusedRenewal, renewed } from './renewed.ts'
import type { PaymentsContext } from './settle.ts'
import { afterRefusalsMs, type Standing, standingOf } from './standing.ts'

/** What was learned about a payment: the answer to a call, and what was seen when looking (null: nothing is there). */
export type Finding = { readonly call?: CallRow; readonly outcome?: Outcome; readonly seen?: Intent | null }

/** Where a payment stands, and what is to be sent next. `trouble` says why it is not yet where it is wanted. */
export type Turn = Known & {
  readonly call?: CallRow | undefined
  readonly trouble?: string | undefined
  /** For a person to look at. */
  readonly alarm?: string | undefined
}

/** A payment and its calls, as they were when last read or written. */
export type Known = Pick<Standing, 'payment' | 'calls'>

/** Who works on it: without an owner one may take note of things, but not send any. Who `releases` it sends no more, and leaves the rest to others. */
export type Held = { readonly owner?: string; readonly releases?: boolean }

/**
 * Takes over what was learned: the row, the call it answers, and what the world is told, in one go. If somebody else has
 * changed the payment since it was known, what was learned is weighed again against what is there now.
 */
export async function record(known: Known, held: Held, finding: Finding, context: PaymentsContext): Promise<Turn> {
  const { id } = known.payment
  for (let standing = known; ; standing = await mustStand(id, context)) {
    const { change, writing, calls, ...turn } = plan(standing, held, finding, context.now())
    if (!writing) return { ...standing, ...turn }
    const { payment } = writing
    const prompt = isPrompt(finding, standing)
    const told = change?.told?.map((what, index) => {
      const version = standing.payment.version + 1 + index
      return factOf({ ...payment, version }, { told: what, prompt }, context)
    })
    const saved = await context.paymentStore.save(standing.payment, { ...writing, told }, context)
    if (!saved) continue
    const { call } = saved
    return { ...turn, payment, calls: call ? [...calls, call] : calls, call }
  }
}

/** Reads where a payment stands that is sure to be there. */
export async function mustStand(id: string, { db }: PaymentsContext): Promise<Standing> {
  const standing = await standingOf(db, id)
  if (!standing) throw new Error(`The payment ${id} has vanished`)
  return standing
}

type Plan = Pick<Known, 'calls'> & {
  readonly change?: Change | null | undefined
  /** Null: there is nothing new. */
  readonly writing: Writing | null
  readonly trouble?: string | undefined
  readonly alarm?: string | undefined
}

/** Decides what to write, of what is known and what was learned: it reads nothing, and leaves nothing behind. */
function plan({ payment: before, calls }: Known, { owner, releases }: Held, finding: Finding, at: Date): Plan {
  const { change, alarm } = consequence({ payment: before, calls }, finding)
  const version = before.version + (change?.told?.length ?? 0)
  const after = { ...before, ...change?.set, ...(change && { updatedAt: at }), version, revision: before.revision + 1 }
  const open = calls.find(isOpen)
  const end = open && endOf(open, after, finding)
  const operation = open && !end ? null : operationFor(after)
  const inVain = (end === 'declined' || end === 'lost') && operation === open?.operation
  const ours = owner !== undefined && before.leaseOwner === owner
  const goesOn = ours && operation !== null && !inVain && !releases

  const payment = ours && !goesOn ? { ...after, leaseOwner: null } : after
  const ended = calls.map((call) => (call === open && end ? { ...call, outcome: end, finishedAt: at } : call))
  const state: State = { payment, calls: ended, open: end ? undefined : open, operation, inVain, finding }
  const noted = open && noteOn(open, end, finding)
  const next = goesOn ? newCall(payment, operation, attemptAt(operation, calls)) : undefined
  const lease = goesOn ? 'taken' : ours ? 'dropped' : 'kept'
  const due = goesOn ? { inMs: 0 } : dueAfter(state)
  return {
    calls: ended,
    change,
    writing: ours || change || noted ? { payment, lease, due, noted, next } : null,
    trouble: goesOn ? undefined : troubleOf(state),
    alarm: inVain ? `${operation} had no effect` : alarm,
  }
}

type State = {
  readonly payment: PaymentRow
  readonly calls: readonly CallRow[]
  readonly open: CallRow | undefined
  readonly operation: Operation | null
  readonly inVain: boolean
  readonly finding: Finding
}

/** When somebody has to look again: null for never, undefined for whenever it was going to be. */
function dueAfter({ payment, calls, open, operation, inVain, finding }: State): Due | null | undefined {
  const { call, outcome } = finding
  if (open && call?.key !== open.key) return undefined
  if (open) return { inMs: outcome?.kind === 'retry' ? outcome.afterMs : Math.min(500 * 2 ** open.attempts, 30_000) }
  if (operation && inVain) return { inMs: afterRefusalsMs(operation, calls) }
  if (operation) return { inMs: 0 }
  return lookAgain(payment)
}

/** Webhooks may be lost: what waits for a customer or a bank is looked at now and then, less often the longer it takes. */
export function lookAgain(payment: PaymentRow): Due | null {
  if (isUndecided(payment)) return { soonestSeconds: 5 }
  return payment.intentState === 'requires_action' ? { soonestSeconds: 30 } : null
}

function troubleOf({ payment, open, operation, finding: { outcome } }: State): string | undefined {
  const error = outcome && 'error' in outcome ? outcome.error : undefined
  if (open || operation) return error ?? `It is not known yet what became of ${open?.operation ?? operation}`
  return isUndecided(payment) ? 'The payment is not decided yet' : undefined
}

/** What a finding changes about a payment, and whether somebody should look at it. */
function consequence({ payment: before, calls }: Known, finding: Finding): { change?: Change | null; alarm?: string } {
  const { call, outcome } = finding
  const intent = finding.seen ?? (outcome && 'intent' in outcome ? outcome.intent : null)
  const ofRenewal = intent && renewed(before, calls.find(isOpen), intent)
  if (ofRenewal) return ofRenewal
  if (intent && isReplaced(before, intent)) return {}
  if (intent && !isOurs(before, intent)) {
    return { alarm: `${intent.id} of ${intent.amount} ${intent.currency} claims to be ours` }
  }
  const change = intent && converge(before, intent)
  if (intent && change?.told?.includes('lapsed')) return { change, alarm: lapseOf(before, intent) }
  if (outcome?.kind === 'retry') return { change, ...(outcome.alarm && { alarm: outcome.error }) }
  // What is said late of an attempt that is over says nothing of the one in its place.
  const isAsked = calls.some((one) => one.key === call?.key && isOpen(one))
  if (call?.operation !== 'authorize' || !isAsked) return { change }

  const refusal = refusalIn(finding)
  const after = { ...before, ...change?.set }
  const refused = refusal && refuse(after, refusal)
  const fault = outcome?.kind === 'declined' && outcome.fault
  return {
    change: refused ? { ...refused, set: { ...change?.set, ...refused.set } } : change,
    ...(fault && { alarm: fault }),
  }
}

const lapseOf = ({ orderId, amount }: PaymentRow, { received }: Intent): string =>
  `The bank let go of the rest of ${orderId} after ${received} of ${amount} were taken`

function refusalIn(finding: Finding): Refusal | undefined {
  if (finding.outcome?.kind === 'declined') return finding.outcome
  return isLost(finding) ? { code: 'provider_error', declineCode: null, message: lostMessage } : undefined
}

const lostMessage = 'The payment provider could not process the payment.'

/** How a call ended, if it has: its effect is there, it was refused, or it will never have one. */
function endOf(open: CallRow, payment: PaymentRow, finding: Finding): 'done' | 'declined' | 'lost' | undefined {
  const answered = finding.call?.key === open.key
  if (answered && isLost(finding) && !payment.intentState) return 'lost'
  if (isRefusedRenewal(open, payment)) return 'declined'
  const declined = answered && finding.outcome?.kind === 'declined'
  if (isDone(open, payment)) return declined && open.operation === 'authorize' ? 'declined' : 'done'
  if (declined) return 'declined'
  return answered && isLost(finding) ? 'lost' : undefined
}

/** The provider repeats an error, or has forgotten the key, and there is no effect to be seen: there is none. */
function isLost({ call, outcome, seen }: Finding): boolean {
  if (!call || !isPinned(outcome) || seen === undefined) return false
  return call.ageMs >= keyLivesMs || (call.pinnedAnswers >= 4 && (call.pinnedMs ?? 0) > 60_000)
}

const isPinned = (outcome: Outcome | undefined) => outcome?.kind === 'unknown' && outcome.pinned

/** Whether it is not yet known what became of a call. */
export const isOpen = ({ finishedAt }: CallRow) => finishedAt === null

/** How many times, counted from one, an operation will have been asked for when it is asked for next. */
export const attemptAt = (operation: Operation, calls: readonly CallRow[]) =>
  calls.filter((call) => call.operation === operation).length + 1

function noteOn({ key }: CallRow, end: ReturnType<typeof endOf>, { call, outcome }: Finding): CallNote | undefined {
  const isAnswered = call?.key === key
  if (!isAnswered && !end) return undefined
  const lastError = outcome && ('error' in outcome ? outcome.error : 'code' in outcome ? outcome.code : null)
  const answered = { error: lastError ?? null, pinned: isPinned(outcome) }
  return { key, end, ...(isAnswered && { answered }) }
}

/**
 * Whether it is the first answer to a call, and nothing was known of that call before: then whoever asked for the payment waits
 * for it. To let a payment go may be somebody else's wish, of which they have to hear.
 */
const isPrompt = ({ call, outcome }: Finding, { calls }: Known) =>
  call?.attempts === 0 &&
  calls.some((one) => one.key === call.key && isOpen(one)) &&
  (call.operation === 'authorize' || call.operation === 'capture') &&
  (outcome?.kind === 'settled' || outcome?.kind === 'declined')

type Telling = { readonly told: Told; readonly prompt: boolean }

function factOf(payment: PaymentRow, { told, prompt }: Telling, { envelope }: PaymentsContext) {
  const { id, orderId, version, amount, currency, captured, failure } = payment
  const fact = { id, version, envelope }
  if (told === 'lapsed') {
    const data = { paymentId: id, orderId, amount: { amount, currency }, captured: { amount: captured, currency } }
    return outboxRow(subject.paymentLapsed, { ...fact, data })
  }
  const money = { amount: told === 'captured' ? captured : amount, currency }
  const data = { paymentId: id, orderId, amount: money, ...(prompt && { prompt }) }
  if (told !== 'failed') return outboxRow(subject.paymentProcessed, { ...fact, data: { ...data, status: told } })
  const reason = failure ?? 'The payment was let go; nothing is held.'
  return outboxRow(subject.paymentFailed, { ...fact, data: { ...data, reason } })
}

import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { emit } from '#db/outbox.ts'
import { payments, providerCalls } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import {
  type Change,
  converge,
  isDone,
  isOurs,
  isUndecided,
  operationFor,
  type PaymentRow,
  refuse,
} from './converge.ts'
import { type CallRow, callsOf, insertCall, keyLivesMs } from './provider-call.ts'
import type { Intent, Operation, Outcome, Refusal } from './provider-port.ts'

/** What was learned about a payment: the answer to a call, and what was seen when looking (null: nothing is there). */
export type Finding = { readonly call?: CallRow; readonly outcome?: Outcome; readonly seen?: Intent | null }

/** Where a payment stands, and what is to be sent next. `trouble` says why it is not yet where it is wanted. */
export type Turn = {
  readonly payment: PaymentRow
  readonly call?: CallRow | undefined
  readonly trouble?: string | undefined
  /** For a person to look at. */
  readonly alarm?: string | undefined
}

/** Who works on it: without an owner one may take note of things, but not send any. */
export type Held = { readonly id: string; readonly owner?: string }

/** Longer than a call and the look after it take as a rule. It only saves work: the keys are what keeps it right. */
const leaseSeconds = 20
export const leaseEnd = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`
const inMs = (ms: number) => sql`clock_timestamp() + make_interval(secs => ${ms / 1_000})`
const lookAgainMs = 5_000
const afterRefusalMs = 60_000

type Begin = { readonly owner: string; readonly aim?: 'captured' | 'nothing' | undefined; readonly at: Date }

/** Notes what an order's payment is to come to, and takes hold of it if there is anything to send and nobody else does. */
export async function begin(tx: Tx, orderId: string, { owner, aim, at }: Begin): Promise<Turn | 'busy' | null> {
  const found = await lock(tx, eq(payments.orderId, orderId))
  if (!found) return null
  const { isFree, ...before } = found
  const payment = { ...before, wanted: wantedAfter(before, aim) }
  const noted = { wanted: payment.wanted, updatedAt: at, nextAt: inMs(0) }
  if (!isFree) {
    if (payment.wanted !== before.wanted) await save(tx, payment.id, noted)
    return 'busy'
  }
  const calls = await callsOf(tx, payment.id)
  const open = calls.find(isOpen)
  const operation = open ? null : operationFor(payment)
  if (open || operation) {
    await save(tx, payment.id, { ...noted, leaseOwner: owner, leaseUntil: leaseEnd })
    return { payment, call: open ?? (operation ? await next(tx, payment, calls, operation) : undefined) }
  }
  const trouble = isUndecided(payment) ? 'The payment is not decided yet' : undefined
  if (payment.nextAt || payment.wanted !== before.wanted) {
    await save(tx, payment.id, { ...noted, nextAt: trouble ? inMs(lookAgainMs) : null })
  }
  return { payment, trouble }
}

/** Only what was authorized can be captured, and what was let go stays so. */
function wantedAfter({ wanted, status }: PaymentRow, aim: Begin['aim']): PaymentRow['wanted'] {
  if (aim === 'captured') return wanted === 'authorized' && status !== 'requires_action' ? 'captured' : wanted
  return aim ?? wanted
}

/** Takes over what was learned: the row, the call it answers, and what the world is told, in one go. */
export async function record(tx: Tx, { id, owner }: Held, finding: Finding, at: Date): Promise<Turn> {
  const [found, calls] = await Promise.all([lock(tx, eq(payments.id, id)), callsOf(tx, id)])
  if (!found) throw new Error(`The payment ${id} has vanished`)
  const { isFree: _, ...before } = found
  const { change, alarm } = consequence(before, finding)
  const payment = { ...before, ...change?.set, version: before.version + (change?.told ? 1 : 0) }
  const open = calls.find(isOpen)
  const end = open && endOf(open, payment, finding)
  const operation = open && !end ? null : operationFor(payment)
  const inVain = (end === 'declined' || end === 'lost') && operation === open?.operation
  const ours = owner !== undefined && before.leaseOwner === owner
  const goesOn = ours && operation !== null && !inVain

  const state: State = { payment, open: end ? undefined : open, operation, inVain, finding }
  const rest = ours ? { leaseOwner: null, leaseUntil: null, nextAt: restOf(state) } : { nextAt: restOf(state) }
  const lease = goesOn ? { leaseUntil: leaseEnd, nextAt: inMs(0) } : rest
  const isMoot = !ours && !change && !end
  await Promise.all([
    isMoot || save(tx, id, { ...change?.set, version: payment.version, ...lease, ...(change && { updatedAt: at }) }),
    open && saveCall(tx, open, { end, finding }),
    change?.told && tell(tx, payment, change.told),
  ])
  if (goesOn) return { payment, call: await next(tx, payment, calls, operation), alarm }
  return { payment, trouble: troubleOf(state), alarm: inVain ? `${operation} had no effect` : alarm }
}

type State = {
  readonly payment: PaymentRow
  readonly open: CallRow | undefined
  readonly operation: Operation | null
  readonly inVain: boolean
  readonly finding: Finding
}

/** When somebody has to look again: null for never, undefined for whenever it was going to be. */
function restOf({ payment, open, operation, inVain, finding }: State): SQL | null | undefined {
  const { call, outcome } = finding
  if (open && call?.key !== open.key) return undefined
  if (open) return inMs(outcome?.kind === 'retry' ? outcome.afterMs : Math.min(500 * 2 ** open.attempts, 30_000))
  if (inVain) return inMs(afterRefusalMs)
  if (operation) return inMs(0)
  return isUndecided(payment) ? inMs(lookAgainMs) : null
}

function troubleOf({ payment, open, operation, finding: { outcome } }: State): string | undefined {
  const error = outcome && 'error' in outcome ? outcome.error : undefined
  if (open || operation) return error ?? `It is not known yet what became of ${open?.operation ?? operation}`
  return isUndecided(payment) ? 'The payment is not decided yet' : undefined
}

function consequence(before: PaymentRow, finding: Finding): { change?: Change | null; alarm?: string } {
  const { call, outcome } = finding
  const intent = finding.seen ?? (outcome && 'intent' in outcome ? outcome.intent : null)
  if (intent && !isOurs(before, intent)) {
    return { alarm: `${intent.id} of ${intent.amount} ${intent.currency} claims to be ours` }
  }
  const change = intent && converge(before, intent)
  const refusal = call?.operation === 'authorize' ? refusalIn(finding) : undefined
  const after = { ...before, ...change?.set }
  if (refusal && after.status === 'pending') {
    const refused = refuse(after, refusal)
    return { change: refused && { ...refused, set: { ...change?.set, ...refused.set } } }
  }
  return { change, ...(outcome?.kind === 'retry' && outcome.alarm && { alarm: outcome.error }) }
}

function refusalIn(finding: Finding): Refusal | undefined {
  if (finding.outcome?.kind === 'declined') return finding.outcome
  return isLost(finding) ? { code: 'provider_error', declineCode: null, message: lostMessage } : undefined
}

const lostMessage = 'The payment provider could not process the payment.'

function endOf(open: CallRow, payment: PaymentRow, finding: Finding): 'done' | 'declined' | 'lost' | undefined {
  const answered = finding.call?.key === open.key
  if (answered && isLost(finding) && !payment.intentState) return 'lost'
  const declined = answered && finding.outcome?.kind === 'declined'
  if (isDone(open.operation, payment)) return declined && open.operation === 'authorize' ? 'declined' : 'done'
  if (declined) return 'declined'
  return answered && isLost(finding) ? 'lost' : undefined
}

/** The provider repeats an error, or has forgotten the key, and there is no effect to be seen: there is none. */
function isLost({ call, outcome, seen }: Finding): boolean {
  if (!call || outcome?.kind !== 'unknown' || !outcome.pinned || seen === undefined) return false
  return call.ageMs >= keyLivesMs || (call.attempts >= 4 && call.ageMs > 60_000)
}

const isOpen = ({ finishedAt }: CallRow) => finishedAt === null

const next = (tx: Tx, payment: PaymentRow, calls: readonly CallRow[], operation: Operation) =>
  insertCall(tx, payment, operation, calls.filter((call) => call.operation === operation).length + 1)

async function lock(tx: Tx, which: SQL): Promise<(PaymentRow & { isFree: boolean }) | undefined> {
  const isFree = sql<boolean>`(${payments.leaseUntil} is null or ${payments.leaseUntil} < clock_timestamp())`
  const [row] = await tx
    .select({ ...getTableColumns(payments), isFree })
    .from(payments)
    .where(which)
    .for('update')
  return row
}

type Saved = { readonly [K in keyof PaymentRow]?: PaymentRow[K] | SQL | undefined }

const save = (tx: Tx, id: string, set: Saved) => tx.update(payments).set(set).where(eq(payments.id, id))

function saveCall(tx: Tx, { key }: CallRow, { end, finding }: { end: ReturnType<typeof endOf>; finding: Finding }) {
  const { call, outcome } = finding
  const answered = call?.key === key
  if (!answered && !end) return undefined
  const lastError = outcome && ('error' in outcome ? outcome.error : 'code' in outcome ? outcome.code : null)
  return tx
    .update(providerCalls)
    .set({
      ...(answered && { attempts: sql`${providerCalls.attempts} + 1`, lastError: lastError ?? null }),
      ...(end && { outcome: end, finishedAt: sql`clock_timestamp()` }),
    })
    .where(eq(providerCalls.key, key))
}

function tell(tx: Tx, payment: PaymentRow, told: NonNullable<Change['told']>): Promise<void> {
  const { id, orderId, version, amount, currency, captured, failure } = payment
  const data = { paymentId: id, orderId, amount: { amount: told === 'captured' ? captured : amount, currency } }
  if (told !== 'failed') return emit(tx, subject.paymentProcessed, { id, version, data: { ...data, status: told } })
  const reason = failure ?? 'The payment was let go; nothing is held.'
  return emit(tx, subject.paymentFailed, { id, version, data: { ...data, reason } })
}

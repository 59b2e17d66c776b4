import { createHash } from 'node:crypto'
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { providerCalls } from '#db/payments/schema.ts'
import { type PaymentRow, toCaptureOf, toRefundOf } from './converge.ts'
import { bodies, type Keeping } from './provider.ts'
import type { Operation } from './provider-port.ts'

/** A call as it is kept. Ages are by the database's clock, the one that all share; null for what has not happened. */
export type CallRow = typeof providerCalls.$inferSelect & {
  readonly ageMs: number
  readonly pinnedMs: number | null
  readonly finishedMs: number | null
}

const agedMs = (since: PgColumn) => sql<number>`(extract(epoch from clock_timestamp() - ${since}) * 1000)::float8`

/** What to select for a `CallRow`. */
export const callColumns = () => ({
  ...getTableColumns(providerCalls),
  ageMs: agedMs(providerCalls.startedAt),
  pinnedMs: agedMs(providerCalls.pinnedSince) as SQL<number | null>,
  finishedMs: agedMs(providerCalls.finishedAt) as SQL<number | null>,
})

/** A call that is about to be written down. */
export type NewCall = Pick<CallRow, 'key' | 'paymentId' | 'operation' | 'body' | 'bodyHash' | 'reaches'>

/** What is to be asked next. The key follows from the payment, so that no two can ask for the same thing. */
export function newCall(payment: PaymentRow, operation: Operation, attempt: number, keeping?: Keeping): NewCall {
  const body = bodyOf(payment, operation, keeping)
  const key = keyOf(payment.id, operation, attempt)
  return { key, paymentId: payment.id, operation, body, bodyHash: hashOf(body), reaches: reachOf(payment, operation) }
}

function reachOf(payment: PaymentRow, operation: Operation): number | null {
  if (operation === 'capture') return isLast(payment) ? null : payment.toCapture
  if (operation === 'renew') return payment.attempt + 1
  return operation === 'refund' ? toRefundOf(payment) : null
}

const isLast = (payment: PaymentRow) => toCaptureOf(payment) === payment.amount

/** The call as it stands once it is written down. */
export const justBegun = (call: NewCall, at: Date): CallRow => ({
  ...call,
  startedAt: at,
  sentAt: at,
  ageMs: 0,
  attempts: 0,
  pinnedAnswers: 0,
  pinnedSince: null,
  pinnedMs: null,
  finishedAt: null,
  finishedMs: null,
  outcome: null,
  lastError: null,
})

/** Refuses to send under a key anything but what the key was given for. */
export function requireIntact({ key, body, bodyHash }: CallRow): void {
  if (hashOf(body) !== bodyHash) throw new Error(`The body of ${key} is not the one that was written down`)
}

/** Anything but an authorization is only asked for anew when it is known what became of the last call: its effect, or none. */
const keyOf = (paymentId: string, operation: Operation, attempt: number) =>
  `${operation === 'authorize' ? 'auth' : operation}:${paymentId}${operation === 'authorize' || attempt > 1 ? `:${attempt}` : ''}`

function bodyOf(payment: PaymentRow, operation: Operation, keeping?: Keeping): string {
  const { paymentMethod, intentId, formerIntentId, captured, refunded, multicapture } = payment
  if (operation === 'authorize' && paymentMethod) return bodies.authorize({ ...payment, paymentMethod }, keeping)
  if (operation === 'renew' && paymentMethod)
    return bodies.authorize({ ...payment, paymentMethod, attempt: payment.attempt + 1 }, keeping)
  if (operation === 'release' && formerIntentId) return bodies.cancel(formerIntentId)
  if (operation === 'capture' && intentId) {
    const sum = { ...payment, amount: toCaptureOf(payment) - captured }
    return bodies.capture(intentId, sum, multicapture ? { isLast: isLast(payment) } : undefined)
  }
  if (operation === 'cancel' && intentId) return captured > 0 ? bodies.endCapture(intentId) : bodies.cancel(intentId)
  if (operation === 'refund' && intentId)
    return bodies.refund(intentId, { ...payment, amount: toRefundOf(payment) - refunded })
  throw new Error(`There is nothing to ${operation} in ${payment.id}`)
}

/** How long the provider is sure to know a key, with an hour to spare: past that, the same key could act again. */
export const keyLivesMs = 23 * 3_600_000

/** By which a body is known again. */
export const hashOf = (body: string) => createHash('sha256').update(body).digest('hex')

import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { payments, providerCalls } from '#db/payments/schema.ts'
import type { PaymentRow } from './converge.ts'
import { type CallRow, callColumns, insertCall, justBegun, type NewCall } from './provider-call.ts'

/** How things stand with a payment: its row, and all that was ever asked about it, the oldest first. */
export type Standing = {
  readonly payment: PaymentRow
  readonly calls: readonly CallRow[]
  /** Whether nobody holds it. */
  readonly isFree: boolean
}

/** What is to be written of one payment: its row, what is learned about a call, and the call that comes next. */
export type Writing = {
  readonly set: { readonly [K in keyof PaymentRow]?: PaymentRow[K] | SQL | undefined }
  readonly noted?: { readonly key: string; readonly set: CallSet } | undefined
  readonly next?: NewCall | undefined
}

type CallSet = { readonly [K in keyof typeof providerCalls.$inferSelect]?: CallRow[K] | SQL }

/** Reads one payment and its calls, as of one moment. */
export async function standingOf(db: Db | Tx, which: SQL): Promise<Standing | null> {
  const isFree = sql<boolean>`(${payments.leaseUntil} is null or ${payments.leaseUntil} < clock_timestamp())`
  const rows = await db
    .select({ payment: getTableColumns(payments), isFree, call: callColumns() })
    .from(payments)
    .leftJoin(providerCalls, eq(providerCalls.paymentId, payments.id))
    .where(which)
    .orderBy(asc(providerCalls.startedAt))
  const [first] = rows
  if (!first) return null
  const calls = rows.flatMap(({ call }) => call ?? [])
  return { payment: first.payment, isFree: first.isFree, calls }
}

/**
 * Writes what was decided about a payment, if it still is as it was read: all of it in one statement, so that no lock is
 * held while anybody thinks. Says how its next call was begun; null if somebody else was faster, and nothing is written.
 */
export async function save(
  db: Db | Tx,
  { id, revision }: PaymentRow,
  { set, noted, next }: Writing,
): Promise<{ call: CallRow | undefined } | null> {
  const moved = db
    .update(payments)
    .set({ ...set, revision: revision + 1 })
    .where(and(eq(payments.id, id), eq(payments.revision, revision)))
    .returning({ id: payments.id })
  const note =
    noted &&
    db
      .update(providerCalls)
      .set(noted.set)
      .where(and(eq(providerCalls.key, noted.key), sql`exists (select from moved)`))
      .returning({ key: providerCalls.key })
  // The next call is only begun after the one before it is noted to be over: there is never more than one.
  const source = note ? sql`moved left join noted on true` : sql`moved`
  const [written] = await db.execute<{ ms: number }>(sql`
    with moved as ${moved}
    ${note ? sql`, noted as ${note}` : sql``}
    ${next ? sql`, begun as (${insertCall(next, source)})` : sql``}
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms from moved`)
  return written ? { call: next && justBegun(next, new Date(written.ms)) } : null
}

/** Longer than a call and the look after it take as a rule. It only saves work: the keys are what keeps it right. */
const leaseSeconds = 20
export const leaseEnd = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`

/** A moment from now, by the database's clock. */
export const inMs = (ms: number) => sql`clock_timestamp() + make_interval(secs => ${ms / 1_000})`

/** How long to wait after a refusal that had no other effect, before the same is asked for anew. */
export const afterRefusalMs = 60_000

import { asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { payments, providerCalls } from '#db/payments/schema.ts'
import type { PaymentRow } from './converge.ts'
import { type CallRow, callColumns } from './provider-call.ts'
import type { Operation } from './provider-port.ts'

/** How things stand with a payment: its row, and all that was ever asked about it, the oldest first. */
export type Standing = {
  readonly payment: PaymentRow
  readonly calls: readonly CallRow[]
  /** Whether nobody holds it. */
  readonly isFree: boolean
}

/** Reads one payment and its calls, as of one moment. */
export async function standingOf(db: Db | Tx, id: string): Promise<Standing | null> {
  const [standing = null] = await standingsOf(db, eq(payments.id, id))
  return standing
}

/** Reads payments and their calls, as of one moment. */
export async function standingsOf(db: Db | Tx, which: SQL): Promise<Standing[]> {
  const isFree = sql<boolean>`(${payments.leaseUntil} is null or ${payments.leaseUntil} < clock_timestamp())`
  const rows = await db
    .select({ payment: getTableColumns(payments), isFree, call: callColumns() })
    .from(payments)
    .leftJoin(providerCalls, eq(providerCalls.paymentId, payments.id))
    .where(which)
    .orderBy(asc(providerCalls.startedAt))
  return [...Map.groupBy(rows, ({ payment }) => payment.id).values()].flatMap((ofOne) => {
    const [first] = ofOne
    return first ? { ...first, calls: ofOne.flatMap(({ call }) => call ?? []) } : []
  })
}

/** Longer than a call and the look after it take as a rule. It only saves work: the keys are what keeps it right. */
const leaseSeconds = 20
export const leaseEnd = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`

/**
 * How long to wait after a refusal that had no other effect, before the same is asked for anew: a minute, and twice as long
 * after each that follows, up to an hour. Zero if it was not refused last.
 */
export function afterRefusalsMs(operation: Operation, calls: readonly CallRow[]): number {
  const asked = calls.filter((call) => call.operation === operation)
  const inARow = asked.length - 1 - asked.findLastIndex(({ outcome }) => !isRefusal(outcome))
  return inARow === 0 ? 0 : Math.min(60_000 * 2 ** (inARow - 1), 3_600_000)
}

const isRefusal = (outcome: CallRow['outcome']) => outcome === 'declined' || outcome === 'lost'

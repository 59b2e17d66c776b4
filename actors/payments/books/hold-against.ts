import { and, asc, eq, gt, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { type Difference, payments } from '#db/payments/schema.ts'
import { Problem } from '#subjects/problem.ts'
import type { PaymentRow } from '../converge.ts'
import type { Failure, Listed, Movement, Page, Window } from '../provider-port.ts'
import { followDispute } from '../follow-dispute.ts'
import { look, type PaymentsContext } from '../settle.ts'
import { adoptSetups } from './adopt-setups.ts'
import { bookMovements } from './book-movements.ts'
import { compare, type Verdict } from './compare.ts'
import { olderPayments } from './older-payments.ts'
import { letOrphansGo, type Orphan } from './orphans.ts'

/** How far back is looked: longer than the provider repeats what we may have missed. */
const hours = 48

type Result = {
  checked: number
  underway: number
  readonly repaired: Difference[]
  readonly raised: Difference[]
}

/** What comes of it, and what waits for the rest to be looked at. */
type Work = { readonly result: Result; readonly orphans: Orphan[]; readonly context: PaymentsContext }

/**
 * Holds what the provider has of the last two days against our payments, with what is open here for longer, and repairs what there
 * is only one right answer to.
 * Says why, where it could not be looked at to the end. `onPage` is told now and then that it goes on.
 */
export async function holdAgainst(context: PaymentsContext, onPage: () => Promise<void>): Promise<Result | string> {
  const { provider, now } = context
  const until = now()
  const times = { from: new Date(until.getTime() - hours * 3_600_000), until }
  const result: Result = { checked: 0, underway: 0, repaired: [], raised: [] }
  const work: Work = { result, orphans: [], context }
  const seen = new Set<string>()
  try {
    for await (const page of pagesOf((after) => provider.intents({ ...times, after }), onPage)) {
      for (const { id } of page) seen.add(id)
      await holdIntents(page, work)
    }
    for await (const page of pagesOf((after) => provider.movements({ ...times, after }), onPage)) {
      await bookMovements(context.db, page)
      await followDisputes(page, context)
      result.raised.push(...page.filter(({ kind }) => kind === 'other').map(unknownMovement))
    }
    for await (const page of pagesOf((after) => provider.setups({ ...times, after }), onPage)) {
      await adoptSetups(page, context)
    }
    const older = await olderPayments(times.from, context, onPage)
    await holdIntents(older.intents, work)
    result.raised.push(...older.missing)
    if (older.error) throw new Unanswered(older.error)
    await onPage()
    await holdPayments({ ...times, seen, onPage }, result, context)
    await letOrphansGo(work.orphans, result, context)
    return result
  } catch (error) {
    // The provider is away, or somebody else has a payment in hand: later there is an answer.
    if (error instanceof Problem || error instanceof Unanswered) return error.message
    throw error
  }
}

class Unanswered extends Error {}

async function* pagesOf<T>(ask: (after: Window['after']) => Promise<Page<T> | Failure>, onPage: () => Promise<void>) {
  for (let after: string | null = null; ; ) {
    const page: Page<T> | Failure = await ask(after)
    if (page.kind !== 'page') throw new Unanswered('error' in page ? page.error : page.message)
    yield page.items
    if (page.next === null) return
    after = page.next
    await onPage()
  }
}

async function holdIntents(intents: readonly Listed[], work: Work): Promise<void> {
  const { result, context } = work
  const ids = intents.flatMap(({ paymentId }) => paymentId ?? [])
  const intentIds = intents.map(({ id }) => id)
  const rows = await context.db
    .select()
    .from(payments)
    // Two parameters however many there are, so that it is always the same prepared statement.
    .where(
      or(
        sql`${payments.intentId} = any(${sql.param(intentIds)}::text[])`,
        sql`${payments.id} = any(${sql.param(ids)}::text[])`,
      ),
    )
  for (const intent of intents) {
    const row = rows.find(({ intentId }) => intentId === intent.id) ?? rows.find(({ id }) => id === intent.paymentId)
    result.checked += 1
    const verdict = compare(row, intent)
    const isWeighedAgain = verdict !== 'same' && verdict !== 'underway'
    const about = isWeighedAgain ? await lookAgain({ row, intent }, context) : { row, intent }
    await settleDifference(compare(about.row, about.intent), about, work)
  }
}

/** What seems to differ may only have moved between one look and the other. */
async function lookAgain({ row, intent }: About, { db, provider }: PaymentsContext): Promise<About> {
  const sight = await provider.look(intent.id)
  if (sight.kind !== 'seen') throw new Unanswered(sight.error)
  const [fresh] = row ? await db.select().from(payments).where(eq(payments.id, row.id)) : []
  return { row: fresh, intent: { ...intent, ...sight.intent } }
}

type About = { readonly row: PaymentRow | undefined; readonly intent: Listed }

async function settleDifference(
  verdict: Verdict,
  { row, intent }: About,
  { result, orphans, context }: Work,
): Promise<void> {
  if (verdict === 'same') return
  if (verdict === 'underway') {
    result.underway += 1
    return
  }
  const difference = { ...verdict, providerId: intent.id, paymentId: row?.id ?? null }
  if (verdict.what === 'behind' && row) {
    await look(row.id, intent.id, context)
    result.repaired.push(difference)
  } else if (verdict.what === 'orphan') {
    orphans.push({ intent, difference })
  } else {
    result.raised.push(difference)
  }
}

/** What came of a dispute is told by a webhook, which may be lost; that it moved money is told here, too. */
async function followDisputes(movements: readonly Movement[], context: PaymentsContext): Promise<void> {
  const disputes = movements.flatMap(({ kind, of }) => (kind === 'dispute' ? (of ?? []) : []))
  for (const id of new Set(disputes)) await followDispute(id, context)
}

const unknownMovement = ({ id, type, amount, currency }: Movement): Difference => ({
  what: 'movement',
  providerId: id,
  paymentId: null,
  detail: `${amount} ${currency} for ${type}`,
})

const rowsAtOnce = 1_000
/** Where so much is missing there is one reason for all of it, which a person has to find. */
const mostMissing = 100

/** What the provider has told of, of which time. */
type Told = Pick<Window, 'from' | 'until'> & {
  readonly seen: ReadonlySet<string>
  readonly onPage: () => Promise<void>
}

/** What we hold for paid, and what the provider did not tell of: it was not asked about what was paid since. */
async function holdPayments(
  { from, until, seen, onPage }: Told,
  result: Result,
  context: PaymentsContext,
): Promise<void> {
  const { id, intentId, amount, currency, createdAt, intentState } = payments
  const isOfThen = and(gt(createdAt, from), lt(createdAt, until))
  let missing = 0
  for (let after = ''; ; ) {
    const rows = await context.db
      .select({ id, intentId, amount, currency })
      .from(payments)
      .where(and(gt(id, after), isOfThen, isNotNull(intentId), inArray(intentState, ['held', 'taken'])))
      .orderBy(asc(id))
      .limit(rowsAtOnce)
    for (const row of rows) {
      if (row.intentId === null || seen.has(row.intentId) || (await isThere(row.intentId, context))) continue
      const detail = `The provider has no such payment of ${row.amount} ${row.currency}`
      result.raised.push({ what: 'missing', providerId: row.intentId, paymentId: row.id, detail })
      missing += 1
      if (missing === mostMissing) return
    }
    const last = rows.at(-1)
    if (rows.length < rowsAtOnce || !last) return
    after = last.id
    await onPage()
  }
}

/** One that was made at the edge of what was looked at is there. */
async function isThere(intentId: string, { provider }: PaymentsContext): Promise<boolean> {
  const sight = await provider.look(intentId)
  if (sight.kind === 'seen') return true
  if (sight.kind !== 'unknown' || !sight.missing) throw new Unanswered(sight.error)
  return false
}

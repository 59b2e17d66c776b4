import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { payments, webhookEvents } from '#db/payments/schema.ts'
import { Problem } from '#subjects/problem.ts'
import { isNews, type PaymentRow } from './converge.ts'
import type { Report } from './provider-port.ts'
import { look, type PaymentsContext } from './settle.ts'

type EventRow = typeof webhookEvents.$inferSelect
type Reported = { readonly event: EventRow; readonly report: Report | null }

/**
 * Works through what the provider reported. An event only says where to look: its payment is read again at the provider,
 * so it does not matter how old an event is, or in which order they came.
 */
export async function processWebhooks(context: PaymentsContext): Promise<void> {
  while (!context.stopping.aborted) {
    const events = await claim(context.db)
    if (events.length === 0) return
    const reported = events.map((event) => ({ event, report: context.provider.report(event.payload) }))
    const known = await paymentsOf(context.db, reported)
    const groups = Map.groupBy(reported, ({ report }) => known.find((payment) => isAbout(payment, report)))
    await Promise.all([...groups].map(([payment, group]) => work(payment, group, context)))
  }
}

const mostAtOnce = 100

/** Takes due events for half a minute; another instance takes others. */
function claim(db: Db): Promise<EventRow[]> {
  const due = and(isNull(webhookEvents.processedAt), lte(webhookEvents.nextAt, sql`clock_timestamp()`))
  const free = db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(due)
    .orderBy(asc(webhookEvents.nextAt))
    .limit(mostAtOnce)
    .for('update', { skipLocked: true })
  return db
    .update(webhookEvents)
    .set({ attempts: sql`${webhookEvents.attempts} + 1`, nextAt: sql`clock_timestamp() + interval '30 seconds'` })
    .where(inArray(webhookEvents.id, free))
    .returning()
}

async function paymentsOf(db: Db, reported: readonly Reported[]): Promise<PaymentRow[]> {
  const reports = reported.flatMap(({ report }) => report ?? [])
  if (reports.length === 0) return []
  const intentIds = reports.map(({ intentId }) => intentId)
  const ids = reports.flatMap(({ paymentId }) => paymentId ?? [])
  return db
    .select()
    .from(payments)
    .where(or(inArray(payments.intentId, intentIds), inArray(payments.id, ids)))
}

const isAbout = ({ id, intentId }: PaymentRow, report: Report | null) =>
  report !== null && (report.intentId === intentId || report.paymentId === id)

async function work(
  payment: PaymentRow | undefined,
  group: readonly Reported[],
  context: PaymentsContext,
): Promise<void> {
  const { db, log } = context
  if (!payment) {
    const [strange, irrelevant] = [group.filter(({ report }) => report), group.filter(({ report }) => !report)]
    await Promise.all([done(db, irrelevant), park(db, strange, 'There is no such payment here', mostAttempts)])
    return
  }
  const isKnown = ({ report }: Reported) => report?.claims && !isNews(payment, report.claims)
  try {
    if (!group.every(isKnown)) await look(payment, context)
    await done(db, group)
  } catch (error) {
    if (!(error instanceof Problem)) log.error({ err: error, payment: payment.id }, 'a webhook could not be processed')
    await park(db, group, error instanceof Error ? error.message : String(error))
  }
}

/** An event can come before the row it is about; after a few minutes it will not come any more. */
const mostAttempts = 9

async function done(db: Db, reported: readonly Reported[]): Promise<void> {
  if (reported.length === 0) return
  await db
    .update(webhookEvents)
    .set({ processedAt: sql`clock_timestamp()`, lastError: null })
    .where(inArray(webhookEvents.id, idsOf(reported)))
}

/** Puts events aside, longer each time, and after `most` attempts for good. */
async function park(db: Db, reported: readonly Reported[], lastError: string, most = Infinity): Promise<void> {
  for (const { event } of reported) {
    const waitSeconds = Math.min(2 ** (event.attempts - 1), 300)
    const nextAt = event.attempts < most ? sql`clock_timestamp() + make_interval(secs => ${waitSeconds})` : null
    await db.update(webhookEvents).set({ nextAt, lastError }).where(eq(webhookEvents.id, event.id))
  }
}

const idsOf = (reported: readonly Reported[]) => reported.map(({ event }) => event.id)

import { and, asc, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { webhookEvents } from '#db/payments/schema.ts'
import { Problem } from '#subjects/problem.ts'
import type { PaymentRow } from './converge.ts'
import type { Report } from './provider-port.ts'
import { isAbout, isKnown, paymentsOf } from './reported.ts'
import { look, type PaymentsContext } from './settle.ts'

type EventRow = Pick<typeof webhookEvents.$inferSelect, 'id' | 'attempts' | 'payload'>
type Told = { readonly event: EventRow; readonly report: Report; readonly payment: PaymentRow | undefined }

/**
 * Works through what the provider reported. An event only says where to look: its payment is read again at the provider,
 * so it does not matter how old an event is, or in which order they came. Nor does one that takes long hold up the others.
 */
export async function processWebhooks(context: PaymentsContext): Promise<void> {
  const { db, looking, stopping, log } = context
  while (!stopping.aborted) {
    const events = await claim(db, await looking.room())
    if (events.length === 0) return
    const told = await understand(events, context)
    const strange = told.filter(({ payment }) => !payment)
    const news = told.filter(({ payment, report }) => payment && !isKnown(payment, report))
    const open = new Set([...strange, ...news].map(({ event }) => event))
    await Promise.all([
      park(db, eventsOf(strange), 'There is no such payment here', mostAttempts),
      done(
        db,
        events.filter((event) => !open.has(event)),
      ),
    ])
    for (const [id = '', ofPayment] of Map.groupBy(news, ({ payment }) => payment?.id)) {
      const failed = (error: unknown) => log.error({ err: error, payment: id }, 'a webhook could not be processed')
      looking.add(follow(id, ofPayment, context).catch(failed))
    }
  }
}

/** Takes due events for half a minute; another instance takes others. */
function claim(db: Db, most: number): Promise<EventRow[]> {
  const due = and(isNull(webhookEvents.processedAt), lte(webhookEvents.nextAt, sql`clock_timestamp()`))
  const { id, attempts, payload } = webhookEvents
  const free = db
    .select({ id })
    .from(webhookEvents)
    .where(due)
    .orderBy(asc(webhookEvents.nextAt))
    .limit(most)
    .for('update', { skipLocked: true })
  return db
    .update(webhookEvents)
    .set({ attempts: sql`${attempts} + 1`, nextAt: sql`clock_timestamp() + interval '30 seconds'` })
    .where(inArray(id, free))
    .returning({ id, attempts, payload })
}

/** What each event says of which payment; one that says nothing of any is left out. */
async function understand(events: readonly EventRow[], { db, provider }: PaymentsContext): Promise<Told[]> {
  const read = events.flatMap((event) => {
    const report = event.payload === null ? null : provider.report(event.payload)
    return report ? [{ event, report }] : []
  })
  const reports = read.map(({ report }) => report)
  const known = await paymentsOf(db, reports)
  return read.map(({ event, report }) => ({ event, report, payment: known.find((each) => isAbout(each, report)) }))
}

/** Looks at every intent that a payment's events name, be it the payment's or one that only claims to be. */
async function follow(id: string, news: readonly Told[], context: PaymentsContext): Promise<void> {
  try {
    for (const intentId of new Set(news.map(({ report }) => report.intentId))) await look(id, intentId, context)
  } catch (error) {
    if (!(error instanceof Problem)) context.log.error({ err: error, payment: id }, 'a payment could not be looked at')
    return park(context.db, eventsOf(news), error instanceof Error ? error.message : String(error))
  }
  await done(context.db, eventsOf(news))
}

/** An event can come before the row it is about; after a few minutes it will not come any more. */
const mostAttempts = 9

const eventsOf = (told: readonly Told[]) => told.map(({ event }) => event)
const isOneOf = (events: readonly EventRow[]) =>
  sql`${webhookEvents.id} = any(${sql.param(events.map(({ id }) => id))}::text[])`

async function done(db: Db, events: readonly EventRow[]): Promise<void> {
  if (events.length === 0) return
  await db.update(webhookEvents).set({ processedAt: sql`clock_timestamp()`, lastError: null }).where(isOneOf(events))
}

/** Puts events aside, longer each time, and after `most` attempts for good. */
async function park(db: Db, events: readonly EventRow[], lastError: string, most = 1_000_000): Promise<void> {
  if (events.length === 0) return
  const { attempts } = webhookEvents
  const wait = sql`make_interval(secs => least(2 ^ least(${attempts} - 1, 9), 300))`
  const nextAt = sql`case when ${attempts} < ${most} then clock_timestamp() + ${wait} end`
  await db.update(webhookEvents).set({ nextAt, lastError }).where(isOneOf(events))
}

import { and, asc, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { webhookEvents } from '#db/payments/schema.ts'

export type EventRow = Pick<typeof webhookEvents.$inferSelect, 'id' | 'attempts' | 'payload'>

/** Takes due events for half a minute; another instance takes others. */
export function claim(db: Db, most: number): Promise<EventRow[]> {
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

const isOneOf = (events: readonly EventRow[]) =>
  sql`${webhookEvents.id} = any(${sql.param(events.map(({ id }) => id))}::text[])`

/** Notes that there is nothing left to do about events. */
export async function done(db: Db, events: readonly EventRow[]): Promise<void> {
  if (events.length === 0) return
  await db.update(webhookEvents).set({ processedAt: sql`clock_timestamp()`, lastError: null }).where(isOneOf(events))
}

/** Puts events aside, longer each time, and after `most` attempts for good. */
export async function park(db: Db, events: readonly EventRow[], lastError: string, most = 1_000_000): Promise<void> {
  if (events.length === 0) return
  const { attempts } = webhookEvents
  const wait = sql`make_interval(secs => least(2 ^ least(${attempts} - 1, 9), 300))`
  const nextAt = sql`case when ${attempts} < ${most} then clock_timestamp() + ${wait} end`
  await db.update(webhookEvents).set({ nextAt, lastError }).where(isOneOf(events))
}

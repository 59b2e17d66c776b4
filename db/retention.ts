import { lt, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './client.ts'
import { idempotency, inbox, outbox } from './messages.ts'

/** Longer than a stream keeps an event, so that one the broker lost can be filled again. */
const outboxDays = 8
/** Longer than an event can be on its way: filled again on its last day here, it stays in its stream for seven more. */
const inboxDays = 16
/** A command about money may be repeated this long after it was given. */
const idempotencyDays = 30
const mostAtOnce = 5_000

/** Forgets what has served its time, a bounded number of rows at a time. What was never published is never touched. */
export async function prune(db: Db): Promise<void> {
  const before = (days: number) => sql`clock_timestamp() - make_interval(days => ${days})`
  const outcomes = [
    await forget(db, outbox, sql`${lt(outbox.createdAt, before(outboxDays))} and published_at is not null`),
    await forget(db, inbox, lt(inbox.processedAt, before(inboxDays))),
    await forget(db, idempotency, lt(idempotency.createdAt, before(idempotencyDays))),
  ]
  const failed = outcomes.find((outcome) => outcome !== 'done')
  if (failed) throw failed
}

/** One table that is slow to prune does not keep the others from it. */
async function forget(db: Db, table: PgTable, old: SQL): Promise<unknown> {
  try {
    for (;;) {
      const { count } = await db.execute(sql`
        delete from ${table} where ctid in (select ctid from ${table} where ${old} limit ${mostAtOnce})`)
      if (count < mostAtOnce) return 'done'
    }
  } catch (error) {
    return error
  }
}

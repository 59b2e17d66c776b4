import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { idempotency, inbox, outbox } from './messages.ts'

/** Longer than a stream keeps an event, so that one the broker lost can be filled again. */
const outboxDays = 8
/** Longer still: what is published again must find the note that it was handled. */
const inboxDays = 10
/** A command about money may be repeated this long after it was given. */
const idempotencyDays = 30
const mostAtOnce = 5_000

/** Forgets what has served its time, a bounded number of rows at a time. What has not been published is never touched. */
export async function prune(db: Db): Promise<void> {
  const some = (condition: ReturnType<typeof sql>) => sql`${condition} limit ${mostAtOnce}`
  await db.execute(sql`
    delete from ${outbox} where id in (
      select id from ${outbox} where ${some(sql`published_at < clock_timestamp() - make_interval(days => ${outboxDays})`)})`)
  await db.execute(sql`
    delete from ${inbox} where (consumer, message_id) in (
      select consumer, message_id from ${inbox} where ${some(sql`processed_at < clock_timestamp() - make_interval(days => ${inboxDays})`)})`)
  await db.execute(sql`
    delete from ${idempotency} where (principal, operation, key) in (
      select principal, operation, key from ${idempotency} where ${some(sql`created_at < clock_timestamp() - make_interval(days => ${idempotencyDays})`)})`)
}

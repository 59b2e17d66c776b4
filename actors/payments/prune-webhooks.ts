import { and, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { webhookEvents } from '#db/payments/schema.ts'
import type { Context } from '../actor.ts'

/** The provider repeats an event for some days at most; a month is for whoever has to find out what happened. */
const keptDays = 30
const mostAtOnce = 5_000

/** Forgets the events that were worked through long ago, a bounded number at a time. What was given up stays for a person. */
export async function pruneWebhooks({ db, stopping }: Context): Promise<void> {
  const isOld = lt(webhookEvents.receivedAt, sql`clock_timestamp() - make_interval(days => ${keptDays})`)
  const old = db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(isOld, isNotNull(webhookEvents.processedAt)))
    .limit(mostAtOnce)
  for (let pruned = mostAtOnce; pruned === mostAtOnce && !stopping.aborted; ) {
    pruned = (await db.delete(webhookEvents).where(inArray(webhookEvents.id, old))).count
  }
}

import { and, asc, desc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Static } from 'typebox'
import { notifications } from '#db/notifications/schema.ts'
import type * as subject from '#subjects/notifications.ts'
import type { Handler } from '../actor.ts'
import { toNotification } from './list-notifications.ts'
import type { Tools } from './tools.ts'

/** What one answer carries at most. */
const pageSize = 100
/** What somebody gets who has read nothing yet. */
const recentSize = 20

/** What was sent to the caller and what failed, in the order in which that became certain. */
export const followNotifications: Handler<typeof subject.followNotifications, Tools> = async (
  { after },
  { db, caller },
) => {
  const mine = eq(notifications.userId, caller.id)
  const query = db.select().from(notifications)
  if (after === undefined) {
    const recent = await query
      .where(and(mine, isNotNull(notifications.seq)))
      .orderBy(desc(notifications.seq))
      .limit(recentSize)
    return { items: recent.toReversed().map(toSettled), state: 'open' }
  }
  const rows = await query
    .where(and(mine, gt(notifications.seq, after)))
    .orderBy(asc(notifications.seq))
    .limit(pageSize + 1)
  return { items: rows.slice(0, pageSize).map(toSettled), state: rows.length > pageSize ? 'more' : 'open' }
}

const toSettled = (row: typeof notifications.$inferSelect): Static<typeof subject.SettledNotification> => ({
  seq: row.seq ?? 0,
  ...toNotification(row),
  status: row.status === 'sent' ? 'sent' : 'failed',
})

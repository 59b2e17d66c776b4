import { and, desc, eq, lt } from 'drizzle-orm'
import type { Static } from 'typebox'
import { notifications } from '#db/notifications/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/notifications.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** What was sent to the caller, newest first. Ids sort by time, so the last one of a page is where the next begins. */
export const listNotifications: Handler<typeof subject.listNotifications, Tools> = async (input, { db, caller }) => {
  const { limit = 20, cursor, include } = input
  const before = cursor === undefined ? undefined : readCursor(cursor, 'notifications')
  const mine = eq(notifications.userId, caller.id)
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(notifications)
      .where(before === undefined ? mine : and(mine, lt(notifications.id, before)))
      .orderBy(desc(notifications.id))
      .limit(limit + 1),
    include && totalOf(db, notifications, mine),
  ])
  const items = rows.slice(0, limit).map(toNotification)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? writeCursor('notifications', last.id) : null, ...total }
}

/** A notification as its reader sees it. */
export function toNotification(row: typeof notifications.$inferSelect): Static<typeof subject.Notification> {
  const { id, template, channel, subject: line, status, createdAt, sentAt } = row
  return {
    id,
    template,
    channel,
    subject: line,
    status,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }
}

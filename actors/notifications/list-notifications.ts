import { and, desc, eq, lt } from 'drizzle-orm'
import type { Static } from 'typebox'
import { notifications } from '#db/notifications/schema.ts'
import * as subject from '#subjects/notifications.ts'
import { cursorInvalid } from '#subjects/products.ts'
import { shape } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** What was sent to the caller, newest first. Ids sort by time, so the last one of a page is where the next begins. */
export const listNotifications: Handler<typeof subject.listNotifications, Tools> = async (input, { db, caller }) => {
  const { limit = 20, cursor } = input
  const rows = await db
    .select()
    .from(notifications)
    .where(
      and(eq(notifications.userId, caller.id), cursor === undefined ? undefined : lt(notifications.id, lastOf(cursor))),
    )
    .orderBy(desc(notifications.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit).map(toNotification)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last ? cursorAfter(last.id) : null }
}

const NotificationId = shape(subject.Notification.properties.id)

const cursorAfter = (id: string) => Buffer.from(JSON.stringify(id)).toString('base64url')

function lastOf(cursor: string): string {
  try {
    const last: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (NotificationId.matches(last)) return last
  } catch {
    // Not JSON, so not one of ours.
  }
  throw cursorInvalid()
}

function toNotification(row: typeof notifications.$inferSelect): Static<typeof subject.Notification> {
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

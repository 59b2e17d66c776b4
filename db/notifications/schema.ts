import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'

/** One message to one person about one thing. The unique index is what makes it one, however often it is asked for. */
export const notifications = pgTable(
  'notifications',
  {
    id: text().primaryKey(),
    /** The event that asked for it. */
    causeId: text().notNull(),
    channel: text({ enum: ['email'] }).notNull(),
    userId: text().notNull(),
    template: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    subject: text().notNull(),
    status: text({ enum: ['queued', 'sent', 'failed'] })
      .notNull()
      .default('queued'),
    attempts: integer().notNull().default(0),
    lastError: text(),
    nextAt: instant().notNull().default(sql`clock_timestamp()`),
    leaseUntil: instant(),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
    sentAt: instant(),
    /** Its place among the reader's that were sent or failed, in the order in which that was committed. */
    seq: integer(),
  },
  (table) => [
    uniqueIndex('notifications_once').on(table.causeId, table.channel, table.userId),
    index('notifications_due').on(table.nextAt).where(sql`status = 'queued'`),
    index('notifications_user').on(table.userId, table.id),
    uniqueIndex('notifications_history').on(table.userId, table.seq).where(sql`seq is not null`),
  ],
)

/** Everybody who was written to, and how many of theirs were sent or failed. Whoever settles one holds the row until the commit. */
export const readers = pgTable('readers', { userId: text().primaryKey(), lastSeq: integer().notNull() })

/** What people want to be written about besides their orders. Whoever has the token, which only their mails tell, may end it. */
export const preferences = pgTable(
  'preferences',
  {
    userId: text().primaryKey(),
    marketing: boolean().notNull().default(true),
    token: uuid().notNull().defaultRandom(),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [uniqueIndex('preferences_token').on(table.token)],
)

import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/**
 * Events on their way out, written in the transaction that caused them. Rows stay for days after they were published, so
 * that a stream the broker lost can be filled again from here.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: text().primaryKey(),
    seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    subject: text().notNull(),
    stream: text().notNull(),
    aggregateId: text().notNull(),
    aggregateVersion: integer().notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    body: jsonb().notNull(),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
    publishedAt: instant(),
    streamSeq: bigint({ mode: 'number' }),
  },
  (table) => [
    index('outbox_pending').on(table.seq).where(sql`published_at is null`),
    index('outbox_age').using('brin', table.createdAt),
    // Two facts cannot share a place in the history of one thing.
    unique('outbox_aggregate_version').on(table.aggregateId, table.aggregateVersion),
  ],
)

/** Where this database's events went: a stream whose epoch changed, or that ends earlier than it did, has lost some. */
export const streamPositions = pgTable('stream_positions', {
  stream: text().primaryKey(),
  epoch: text().notNull(),
  lastSeq: bigint({ mode: 'number' }).notNull(),
})

/** Events that took effect here. The row is written in the transaction of the effect. */
export const inbox = pgTable(
  'inbox',
  {
    consumer: text().notNull(),
    messageId: text().notNull(),
    processedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.consumer, table.messageId] }),
    index('inbox_age').using('brin', table.processedAt),
  ],
)

/** Commands that were named by their caller, with the answer they got. The key is the caller's, within one operation. */
export const idempotency = pgTable(
  'idempotency',
  {
    principal: text().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of the input, to refuse another command under the same name. */
    fingerprint: text().notNull(),
    /** What the command made, for one that outlives its first transaction. */
    resourceId: text(),
    reply: jsonb(),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.principal, table.operation, table.key] }),
    index('idempotency_age').using('brin', table.createdAt),
  ],
)

/** Events that could not be handled, kept whole for an operator to look at, replay or discard. */
export const parkingLot = pgTable(
  'parking_lot',
  {
    messageId: text().notNull(),
    durable: text().notNull(),
    subject: text().notNull(),
    stream: text().notNull(),
    streamSeq: bigint({ mode: 'number' }).notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    body: text().notNull(),
    error: text().notNull(),
    deliveries: integer().notNull(),
    /** `suspect`: it is being tried alone, and its process may not outlive that. */
    status: text({ enum: ['suspect', 'parked', 'replayed', 'discarded'] })
      .notNull()
      .default('parked'),
    trials: integer().notNull().default(0),
    parkedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.durable, table.messageId] })],
)

/** Long-running work, one row each: where it stands, what it knows, and when somebody has to look at it again. */
export const sagas = pgTable(
  'sagas',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    state: text({ enum: ['running', 'waiting', 'undoing', 'done', 'undone', 'needs_attention'] }).notNull(),
    step: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    problem: jsonb(),
    attempt: integer().notNull().default(0),
    lastError: text(),
    version: integer().notNull().default(1),
    /** Whoever holds the lease works on it; after `leaseUntil` anybody may take over. */
    leaseOwner: text(),
    leaseUntil: instant(),
    nextAt: instant(),
    /** Counts what it was told from outside, so that a wait being recorded at that moment does not sleep through it. */
    signals: integer().notNull().default(0),
    envelope: jsonb().notNull(),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    index('sagas_due').on(table.nextAt).where(sql`state in ('running', 'waiting', 'undoing')`),
    index('sagas_stuck').on(table.id).where(sql`state = 'needs_attention'`).concurrently(),
  ],
)

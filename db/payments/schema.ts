import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'

const instant = () => timestamp({ withTimezone: true, precision: 3 })

/** One payment per order. `wanted` is where it should end up; a late answer from the provider is measured against that. */
export const payments = pgTable(
  'payments',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    customerId: text().notNull(),
    status: text({
      enum: ['pending', 'requires_action', 'authorized', 'captured', 'failed', 'cancelled', 'refunded'],
    }).notNull(),
    wanted: text({ enum: ['authorized', 'captured', 'nothing'] })
      .notNull()
      .default('authorized'),
    amount: bigint({ mode: 'number' }).notNull(),
    currency: text().notNull(),
    captured: bigint({ mode: 'number' }).notNull().default(0),
    refunded: bigint({ mode: 'number' }).notNull().default(0),
    paymentMethod: text().notNull(),
    /** The provider's PaymentIntent, as soon as we know it. */
    intentId: text(),
    clientSecret: text(),
    failure: text(),
    declineCode: text(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('payments_order').on(table.orderId),
    uniqueIndex('payments_intent').on(table.intentId),
    check('payments_amounts', sql`amount >= 0 and captured between 0 and amount and refunded between 0 and captured`),
  ],
)

/**
 * Every change asked of the provider, written down before it is sent. The key names it there: whatever happens on the way,
 * sending the same row again can not act twice.
 */
export const providerCalls = pgTable(
  'provider_calls',
  {
    key: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    operation: text({ enum: ['authorize', 'capture', 'cancel', 'refund'] }).notNull(),
    body: jsonb().notNull(),
    bodyHash: text().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    outcome: text(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    leaseUntil: instant(),
    nextAt: instant(),
  },
  (table) => [
    index('provider_calls_payment').on(table.paymentId),
    index('provider_calls_open').on(table.nextAt).where(sql`finished_at is null`),
  ],
)

/** What the provider told us, as it told us. Worked through from here, in any order. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    payload: jsonb().notNull(),
    receivedAt: instant().notNull().default(sql`clock_timestamp()`),
    processedAt: instant(),
    attempts: integer().notNull().default(0),
    nextAt: instant().notNull().default(sql`clock_timestamp()`),
    lastError: text(),
  },
  (table) => [index('webhook_events_due').on(table.nextAt).where(sql`processed_at is null`)],
)

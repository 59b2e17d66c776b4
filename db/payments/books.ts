import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from '../columns.ts'

/**
 * The books: what moves from one account to another is a transfer, and its entries add up to nothing. A positive amount is a
 * debit. Entries are only ever added, which is a matter of privilege, and a trigger refuses a transfer that does not add up.
 */
export const transactions = pgTable(
  'transactions',
  {
    seq: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Named after what caused it, so that it is booked once. */
    transfer: text().notNull(),
    kind: text({ enum: ['sale', 'payment', 'refund', 'fee', 'dispute', 'payout', 'adjustment'] }).notNull(),
    account: text({
      enum: [
        'customer_receivable',
        'provider_clearing',
        'revenue',
        'refunds',
        'fees',
        'disputes',
        'bank',
        'adjustments',
      ],
    }).notNull(),
    amount: amount().notNull(),
    currency: text().notNull(),
    /** None of what concerns no single one. */
    paymentId: text(),
    bookedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    uniqueIndex('transactions_once').on(table.transfer, table.account),
    index('transactions_payment').on(table.paymentId),
    check('transactions_amount', sql`${table.amount} <> 0`),
  ],
)

/** Every time the provider was held against the books, and what came of it. */
export const reconciliations = pgTable(
  'reconciliations',
  {
    id: text().primaryKey(),
    startedAt: instant().notNull().default(sql`clock_timestamp()`),
    finishedAt: instant(),
    /** Whoever has it in hand until then; afterwards another one begins it anew. */
    leaseUntil: instant(),
    checked: integer().notNull().default(0),
    /** What was still moving, and is looked at next time. */
    underway: integer().notNull().default(0),
    repaired: jsonb().$type<readonly Difference[]>().notNull().default([]),
    raised: jsonb().$type<readonly Difference[]>().notNull().default([]),
    lastError: text(),
  },
  (table) => [
    index('reconciliations_started').on(table.startedAt),
    index('reconciliations_open').on(table.startedAt).where(sql`finished_at is null`),
  ],
)

/** Where the provider and the books do not agree. */
export type Difference = {
  readonly what: 'behind' | 'orphan' | 'stranger' | 'amount' | 'captured' | 'refunded' | 'missing' | 'movement'
  /** What the provider calls it. */
  readonly providerId: string
  readonly paymentId: string | null
  readonly detail: string
}

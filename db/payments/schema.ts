import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from '../columns.ts'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'
export * from './books.ts'

/**
 * One payment per order. `wanted` is where it should end up, `intentState` where it stands at the provider; whatever lies
 * between the two is still to be done. An order that was let go before it was paid has a row too, without a customer.
 */
export const payments = pgTable(
  'payments',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    customerId: text(),
    status: text({
      enum: ['pending', 'requires_action', 'authorized', 'captured', 'failed', 'cancelled', 'refunded'],
    }).notNull(),
    wanted: text({ enum: ['authorized', 'captured', 'nothing'] })
      .notNull()
      .default('authorized'),
    amount: amount().notNull(),
    currency: text().notNull(),
    captured: amount().notNull().default(0),
    /** How much of it is to be taken as parcels leave, all of them together, and whether it can be taken in parts. */
    toCapture: amount().notNull().default(0),
    multicapture: boolean().notNull().default(false),
    refunded: amount().notNull().default(0),
    /** How much of it is to have gone back, all refunds together. */
    toRefund: amount().notNull().default(0),
    /** The holder of the card disputes it: nothing is given back before that is decided. */
    frozen: boolean().notNull().default(false),
    /** How much of it was lost in disputes, and so is not ours to give back. */
    lost: amount().notNull().default(0),
    /** How much of what was taken and given back is in the books. */
    bookedCaptured: amount().notNull().default(0),
    bookedRefunded: amount().notNull().default(0),
    paymentMethod: text(),
    /** Which means of payment it is that is tried: after a decline another one may take its place. */
    attempt: integer().notNull().default(1),
    /** It was let go for good: no other means takes the place of one that was declined. */
    closed: boolean().notNull().default(false),
    /** The provider's PaymentIntent of this attempt, as soon as we know it. */
    intentId: text(),
    intentState: text({ enum: ['new', 'requires_action', 'processing', 'failed', 'held', 'taken', 'released'] }),
    /** When its hold has to be renewed or taken, well before the bank lets go of it; null where nobody has said. */
    renewAt: instant(),
    /** One beside it that is still to be let go: the hold that was renewed, or one that was to take its place and could not. */
    formerIntentId: text(),
    clientSecret: text(),
    failure: text(),
    declineCode: text(),
    /** How many facts were told about it. */
    version: integer().notNull().default(0),
    /** Goes up with every write to it or its calls: what was decided on an older one is decided again. */
    revision: integer().notNull().default(0),
    /** Whoever holds the lease talks to the provider about it; after `leaseUntil` anybody may take over. */
    leaseOwner: text(),
    leaseUntil: instant(),
    /** When somebody has to look at it again; null while there is nothing to do. */
    nextAt: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('payments_order').on(table.orderId),
    uniqueIndex('payments_intent').on(table.intentId),
    index('payments_due').on(table.nextAt).where(sql`next_at is not null`),
    index('payments_renew').on(table.renewAt).where(sql`renew_at is not null`).concurrently(),
    index('payments_unbooked').on(table.id).where(sql`captured <> booked_captured or refunded <> booked_refunded`),
    check('payments_amounts', sql`amount >= 0 and captured between 0 and amount and refunded between 0 and captured`),
    check('payments_to_capture', sql`to_capture between 0 and amount`),
    check('payments_to_refund', sql`to_refund between 0 and captured`),
  ],
)

/** What was tried for a payment and declined, before another means of payment took its place. */
export const paymentAttempts = pgTable(
  'payment_attempts',
  {
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    attempt: integer().notNull(),
    paymentMethod: text(),
    intentId: text(),
    failure: text(),
    declineCode: text(),
    replacedAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.paymentId, table.attempt] })],
)

/**
 * Every change asked of the provider, written down before it is sent. The key names it there: whatever happens on the way,
 * sending the same row again cannot act twice.
 */
export const providerCalls = pgTable(
  'provider_calls',
  {
    key: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    operation: text({ enum: ['authorize', 'capture', 'cancel', 'refund', 'renew', 'release'] }).notNull(),
    /** As text, so that it is the same to the byte when it is sent again. */
    body: text().notNull(),
    bodyHash: text().notNull(),
    /**
     * Of a refund: how much has gone back in all once it has taken effect. Of a capture that is not the last: how much is taken.
     * Of a hold that is renewed: which attempt the new one is.
     */
    reaches: amount(),
    startedAt: instant().notNull().default(sql`clock_timestamp()`),
    /** When it was last taken up to be sent. */
    sentAt: instant().notNull().default(sql`clock_timestamp()`),
    finishedAt: instant(),
    outcome: text({ enum: ['done', 'declined', 'lost'] }),
    attempts: integer().notNull().default(0),
    /** How often the answer was one that sending it again only repeats, and since when. */
    pinnedAnswers: integer().notNull().default(0),
    pinnedSince: instant(),
    lastError: text(),
  },
  (table) => [
    index('provider_calls_payment').on(table.paymentId),
    // Nothing new is asked about a payment before it is known what became of the last thing that was.
    uniqueIndex('provider_calls_open').on(table.paymentId).where(sql`finished_at is null`),
  ],
)

/** Every refund that was asked for: the last part of what has gone back once that is as much as `upTo` says. */
export const refunds = pgTable(
  'refunds',
  {
    id: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    amount: amount().notNull(),
    upTo: amount().notNull(),
    reason: text(),
    /** Who of the staff gave it back; none of what an order asked for, which hears of it in the answer. */
    givenBy: text(),
    /** Of what staff gave back: how much has left and was told, in how many parts. */
    told: amount().notNull().default(0),
    version: integer().notNull().default(0),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    index('refunds_payment').on(table.paymentId),
    index('refunds_untold').on(table.id).where(sql`given_by is not null and told < amount`).concurrently(),
    check('refunds_amount', sql`${table.amount} > 0 and ${table.upTo} >= ${table.amount}`),
  ],
)

/** Payments whose holders say that they never paid, as far as the provider has come with them. */
export const disputes = pgTable(
  'disputes',
  {
    /** The provider's. */
    id: text().primaryKey(),
    paymentId: text()
      .notNull()
      .references(() => payments.id),
    amount: amount().notNull(),
    currency: text().notNull(),
    reason: text().notNull(),
    state: text({ enum: ['open', 'won', 'lost'] }).notNull(),
    /** A bank only asks: no money has moved, and a refund is the best answer. */
    inquiry: boolean().notNull().default(false),
    /** Until when the provider takes an answer. */
    answerBy: instant(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [index('disputes_payment').on(table.paymentId)],
)

/** Those for whom the provider keeps cards, and what it calls them: nothing, until it has answered. */
export const paymentCustomers = pgTable('payment_customers', {
  customerId: text().primaryKey(),
  providerId: text(),
  createdAt: instant().notNull().default(sql`clock_timestamp()`),
})

/** Every card that was to be kept, and what came of it. It is written down before the provider is asked. */
export const methodSetups = pgTable(
  'method_setups',
  {
    id: text().primaryKey(),
    customerId: text()
      .notNull()
      .references(() => paymentCustomers.customerId),
    /** A token of the card; none if the customer's client shows it to the provider itself. */
    token: text(),
    status: text({ enum: ['asked', 'requires_payment_method', 'requires_action', 'succeeded', 'failed'] })
      .notNull()
      .default('asked'),
    /** What is asked of the provider, as text, so that it is the same to the byte when it is sent again. */
    body: text(),
    bodyHash: text(),
    /** The provider's SetupIntent, as soon as we know it. */
    providerId: text(),
    clientSecret: text(),
    paymentMethodId: text(),
    failure: text(),
    declineCode: text(),
    attempts: integer().notNull().default(0),
    /** When somebody has to look at it again; null once it is decided. */
    nextAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('method_setups_provider').on(table.providerId),
    index('method_setups_due').on(table.nextAt).where(sql`next_at is not null`),
  ],
)

/** Cards that the provider keeps, and all that we know of them. */
export const paymentMethods = pgTable(
  'payment_methods',
  {
    id: text().primaryKey(),
    customerId: text()
      .notNull()
      .references(() => paymentCustomers.customerId),
    providerId: text().notNull(),
    brand: text().notNull(),
    last4: text().notNull(),
    expMonth: integer().notNull(),
    expYear: integer().notNull(),
    fingerprint: text(),
    isDefault: boolean().notNull().default(false),
    createdAt: instant().notNull(),
    /** When its customer let it go. */
    detachedAt: instant(),
    /** When the provider has to be told so; null once it was. */
    nextAt: instant(),
  },
  (table) => [
    uniqueIndex('payment_methods_provider').on(table.providerId),
    uniqueIndex('payment_methods_default').on(table.customerId).where(sql`is_default and detached_at is null`),
    index('payment_methods_customer').on(table.customerId).where(sql`detached_at is null`),
    index('payment_methods_due').on(table.nextAt).where(sql`next_at is not null`),
  ],
)

/** What the provider told us, as it told us. Worked through from here, in any order. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    /** None of what cannot concern a payment. */
    payload: text(),
    receivedAt: instant().notNull().default(sql`clock_timestamp()`),
    processedAt: instant(),
    attempts: integer().notNull().default(0),
    /** Null: it was given up, and is kept for an operator. */
    nextAt: instant().default(sql`clock_timestamp()`),
    lastError: text(),
  },
  (table) => [
    index('webhook_events_due').on(table.nextAt).where(sql`processed_at is null`),
    index('webhook_events_age').on(table.receivedAt),
  ],
)

import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'

/**
 * What can be sold is `on_hand - reserved`; the check makes selling more than there is impossible to write down. Every change
 * of a row is one revision, and every change of what can be sold is one version and one event.
 */
export const stocks = pgTable(
  'stocks',
  {
    sku: text().primaryKey(),
    onHand: integer().notNull().default(0),
    reserved: integer().notNull().default(0),
    version: integer().notNull().default(1),
    revision: integer().notNull().default(1),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [check('stocks_cover_reservations', sql`${table.reserved} >= 0 and ${table.reserved} <= ${table.onHand}`)],
)

/** Why the shelf holds what it holds: on hand is the sum of these, and nothing here is ever changed. */
export const stockMovements = pgTable(
  'stock_movements',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sku: text()
      .notNull()
      .references(() => stocks.sku),
    delta: integer().notNull(),
    reason: text({ enum: ['initial', 'adjustment', 'receipt', 'sale', 'cancellation', 'return'] }).notNull(),
    note: text(),
    reference: text(),
    actor: text().notNull(),
    at: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    index('stock_movements_sku').on(table.sku, table.id),
    // What came back is put on the shelf once, however often that is asked for.
    uniqueIndex('stock_movements_back').on(table.reference, table.sku).where(sql`reason in ('cancellation', 'return')`),
  ],
)

/**
 * What became of each order's wish for stock, once for all its lines. A released one stays as a tombstone, and a release that
 * comes first leaves one too, so that a reservation that arrives after its release finds it and takes nothing.
 */
export const orderHolds = pgTable(
  'order_holds',
  {
    orderId: text().primaryKey(),
    status: text({ enum: ['held', 'committing', 'committed', 'released'] }).notNull(),
    expiresAt: instant().notNull(),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [index('order_holds_expiring').on(table.expiresAt).where(sql`status = 'held'`)],
)

/** The lines of a hold, never changed. They are part of their stock's `reserved` while the hold is held or committing. */
export const reservations = pgTable(
  'reservations',
  {
    orderId: text()
      .notNull()
      .references(() => orderHolds.orderId),
    sku: text().notNull(),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.sku] }),
    check('reservations_quantity', sql`${table.quantity} > 0`),
  ],
)

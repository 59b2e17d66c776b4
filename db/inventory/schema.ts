import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'
import { locations, mainLocationId } from './locations.ts'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'
export * from './locations.ts'
export * from './work.ts'

/**
 * What can be sold is `on_hand - reserved`, and `beyond` more while the policy has it; the check makes selling more than that
 * impossible to write down. What was sold before it came makes `on_hand` negative: so many are owed.
 */
export const stocks = pgTable(
  'stocks',
  {
    sku: text().notNull(),
    locationId: text()
      .notNull()
      .default(mainLocationId)
      .references(() => locations.id),
    onHand: integer().notNull().default(0),
    reserved: integer().notNull().default(0),
    policy: text({ enum: ['deny', 'backorder', 'preorder'] })
      .notNull()
      .default('deny'),
    /** How many may be promised beyond what is on hand. Once the policy is `deny` again: how many still are. */
    beyond: integer().notNull().default(0),
    preorderUntil: instant(),
    /** When this few are left, somebody is told; `low` from then on, until there are clearly more. */
    threshold: integer(),
    low: boolean().notNull().default(false),
    /** When somebody was told last; and when they will be if it is low again since and still is by then. */
    alarmedAt: instant(),
    alarmDue: instant(),
    /** Something changed that has not been told yet. */
    untold: boolean().notNull().default(false),
    /** Of the SKU, kept with its stock at the main location: how many events there were about it, and what the last one said. */
    version: integer().notNull().default(1),
    told: integer(),
    /** Of the SKU, and kept there, too: how often staff changed something about it. */
    revision: integer().notNull().default(1),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.sku, table.locationId] }),
    check(
      'stocks_cover_promises',
      sql`${table.reserved} >= 0 and ${table.reserved} <= ${table.onHand} + ${table.beyond}`,
    ),
    index('stocks_untold').on(table.sku).where(sql`untold`),
    index('stocks_low').on(table.sku).where(sql`low`),
    index('stocks_preorders').on(table.preorderUntil).where(sql`policy = 'preorder'`),
  ],
)

/** Why the shelf holds what it holds: on hand is the sum of these. A trigger lets nobody change or remove one. */
export const stockMovements = pgTable(
  'stock_movements',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sku: text().notNull(),
    locationId: text().notNull().default(mainLocationId),
    delta: integer().notNull(),
    reason: text({
      enum: ['initial', 'adjustment', 'receipt', 'transfer', 'count', 'import', 'sale', 'cancellation', 'return'],
    }).notNull(),
    note: text(),
    reference: text(),
    actor: text().notNull(),
    /** The request that led to it, as logs and traces know it. */
    cause: text(),
    at: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    foreignKey({ columns: [table.sku, table.locationId], foreignColumns: [stocks.sku, stocks.locationId] }),
    index('stock_movements_sku').on(table.sku, table.id),
    index('stock_movements_place').on(table.sku, table.locationId, table.id).concurrently(),
    // What came back is put on the shelf once, however often that is asked for.
    uniqueIndex('stock_movements_back')
      .on(table.reference, table.sku, table.locationId)
      .where(sql`reason in ('cancellation', 'return')`)
      .concurrently(),
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
  (table) => [index('order_holds_live').on(table.expiresAt).where(sql`status in ('held', 'committing')`)],
)

/** The lines of a hold, by the location that is to send them, never changed. They are part of their stock's `reserved` while the hold is held or committing. */
export const reservations = pgTable(
  'reservations',
  {
    orderId: text()
      .notNull()
      .references(() => orderHolds.orderId),
    sku: text().notNull(),
    locationId: text().notNull().default(mainLocationId),
    quantity: integer().notNull(),
    /** How many of these had yet to come when they were promised; and when they were expected, if that was known. */
    owed: integer().notNull().default(0),
    expectedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.sku, table.locationId] }),
    index('reservations_sku').on(table.sku, table.orderId, table.locationId).concurrently(),
    check('reservations_quantity', sql`${table.quantity} > 0`),
  ],
)

import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

export { idempotency, inbox, outbox, parkingLot, sagas, streamPositions } from '../messages.ts'

const instant = () => timestamp({ withTimezone: true, precision: 3 })

export const orderStatuses = [
  'pending',
  'awaiting_payment',
  'confirmed',
  'partially_shipped',
  'shipped',
  'delivered',
  'rejected',
  'payment_failed',
  'cancelled',
  'returned',
] as const

export const carts = pgTable(
  'carts',
  {
    id: text().primaryKey(),
    customerId: text().notNull(),
    status: text({ enum: ['open', 'ordered'] })
      .notNull()
      .default('open'),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [uniqueIndex('carts_open').on(table.customerId).where(sql`status = 'open'`)],
)

export const cartItems = pgTable(
  'cart_items',
  {
    cartId: text()
      .notNull()
      .references(() => carts.id, { onDelete: 'cascade' }),
    sku: text().notNull(),
    quantity: integer().notNull(),
    addedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cartId, table.sku] }),
    check('cart_items_quantity', sql`${table.quantity} between 1 and 999`),
  ],
)

/** Every order but those that came to nothing. */
export const isLive = sql`status not in ('rejected', 'payment_failed', 'cancelled')`

/** An order as it stands: the fold of its events. */
export const orders = pgTable(
  'orders',
  {
    id: text().primaryKey(),
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity({ startWith: 100_001 }).notNull(),
    customerId: text().notNull(),
    cartId: text().notNull(),
    status: text({ enum: orderStatuses }).notNull(),
    currency: text().notNull(),
    total: bigint({ mode: 'number' }).notNull(),
    paymentMethod: text().notNull(),
    shippingAddress: jsonb().notNull(),
    clientSecret: text(),
    problem: jsonb(),
    /** When its customer was answered before the outcome was known, and so waits to hear of it. */
    toldPendingAt: instant(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex('orders_number').on(table.number),
    // However many browsers confirm one cart, it becomes one order.
    uniqueIndex('orders_cart').on(table.cartId).where(isLive),
    index('orders_customer').on(table.customerId, table.id),
    check('orders_total', sql`${table.total} >= 0`),
  ],
)

export const orderItems = pgTable(
  'order_items',
  {
    orderId: text()
      .notNull()
      .references(() => orders.id),
    position: integer().notNull(),
    sku: text().notNull(),
    productId: text().notNull(),
    name: text().notNull(),
    title: text().notNull(),
    quantity: integer().notNull(),
    unitPrice: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.position] }),
    check('order_items_quantity', sql`${table.quantity} between 1 and 999`),
  ],
)

/** Everything that happened to an order. `seq` is the version the order had then, without gaps. */
export const orderEvents = pgTable(
  'order_events',
  {
    orderId: text().notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    status: text({ enum: orderStatuses }).notNull(),
    data: jsonb().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.seq] }),
    foreignKey({ columns: [table.orderId], foreignColumns: [orders.id] }),
  ],
)

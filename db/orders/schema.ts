import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { amount, instant } from '../columns.ts'

export * from './carts.ts'
export * from './fulfilment.ts'
export * from './pricing.ts'
export { idempotency, inbox, outbox, parkingLot, sagas, streamPositions } from '../messages.ts'

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

/** Every order but those that came to nothing. */
export const isLive = sql`status not in ('rejected', 'payment_failed', 'cancelled')`

/** An order as it stands: the fold of its events. */
export const orders = pgTable(
  'orders',
  {
    id: text().primaryKey(),
    number: bigint({ mode: 'number' }).generatedAlwaysAsIdentity({ startWith: 100_001 }).notNull(),
    /** The store's, before the number. */
    prefix: text().notNull().default('TW'),
    customerId: text().notNull(),
    /** Of a guest, who has no account to be found by. */
    email: text(),
    /** None for an order that replaces what came back. */
    cartId: text(),
    status: text({ enum: orderStatuses }).notNull(),
    currency: text().notNull(),
    subtotal: amount().notNull(),
    discount: amount().notNull().default(0),
    shipping: amount().notNull().default(0),
    tax: amount().notNull().default(0),
    /** What is charged. */
    total: amount().notNull(),
    refunded: amount().notNull().default(0),
    taxIncluded: boolean().notNull().default(true),
    discounts: jsonb().$type<readonly Record<string, unknown>[]>().notNull().default([]),
    shippingMethod: jsonb().$type<Record<string, unknown>>(),
    couponCode: text(),
    /** None where there is nothing to pay, or where it is the default of what is kept for the customer. */
    paymentMethod: text(),
    shippingAddress: jsonb().$type<Record<string, unknown>>().notNull(),
    billingAddress: jsonb().$type<Record<string, unknown>>(),
    /** What the customer wants to be known about it. */
    remark: text(),
    /** The return whose goods it replaces. */
    exchangeOf: text(),
    clientSecret: text(),
    problem: jsonb().$type<Record<string, unknown>>(),
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
    uniqueIndex('orders_exchange').on(table.exchangeOf),
    index('orders_customer').on(table.customerId, table.id),
    index('orders_status').on(table.status, table.id),
    index('orders_email').on(table.email, table.id).where(sql`email is not null`),
    check('orders_total', sql`${table.total} >= 0`),
    check('orders_refunded', sql`${table.refunded} between 0 and ${table.total}`),
  ],
)

/** What was sold, as it was sold. `total` is what the customer pays for the line: its part of every discount and its tax included. */
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
    unitPrice: amount().notNull(),
    discount: amount().notNull().default(0),
    tax: amount().notNull().default(0),
    total: amount().notNull(),
    taxRatePpm: integer().notNull().default(0),
    shipped: integer().notNull().default(0),
    returned: integer().notNull().default(0),
    /** How many had yet to come when the order was placed; none if all were there. */
    backordered: integer(),
    expectedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.position] }),
    uniqueIndex('order_items_sku').on(table.sku, table.orderId),
    check('order_items_quantity', sql`${table.quantity} between 1 and 999`),
    check(
      'order_items_shipped',
      sql`${table.shipped} between 0 and ${table.quantity} and ${table.returned} between 0 and ${table.shipped}`,
    ),
  ],
)

/**
 * Everything that happened to an order. `seq` is the version the order had then, without gaps; `data.changes` is what it
 * changed of the order, so that the order as it was at any time is what its events until then have made of it.
 */
export const orderEvents = pgTable(
  'order_events',
  {
    orderId: text().notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    status: text({ enum: orderStatuses }).notNull(),
    /** Who did it. */
    actor: text().notNull(),
    data: jsonb().$type<{ changes: Record<string, unknown> } & Record<string, unknown>>().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.seq] }),
    foreignKey({ columns: [table.orderId], foreignColumns: [orders.id] }),
    index('order_events_age').using('brin', table.at).concurrently(),
  ],
)

import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from '../columns.ts'

/** What somebody means to buy: a customer, or a guest who is known by nothing but a token. */
export const carts = pgTable(
  'carts',
  {
    id: text().primaryKey(),
    customerId: text().notNull(),
    /** `merged`: its guest logged in, and what it held is in the customer's own cart. */
    status: text({ enum: ['open', 'ordered', 'merged'] })
      .notNull()
      .default('open'),
    couponCode: text(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    /** When its customer was reminded of it, which happens once. */
    remindedAt: instant(),
  },
  (table) => [
    uniqueIndex('carts_open').on(table.customerId).where(sql`status = 'open'`),
    // Of what may be left behind, only that of which nobody was told yet: the rest would be looked through every minute.
    index('carts_forgotten')
      .on(table.updatedAt)
      .where(sql`status = 'open' and reminded_at is null and customer_id like 'usr%'`),
    index('carts_idle').on(table.updatedAt).where(sql`status = 'open'`),
  ],
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
    /** What its customer was last shown that one costs, to be told if that has changed since. */
    seenPrice: amount(),
  },
  (table) => [
    primaryKey({ columns: [table.cartId, table.sku] }),
    check('cart_items_quantity', sql`${table.quantity} between 1 and 999`),
  ],
)

import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'

const kept = () => ({
  version: integer().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
})

/** How this store reckons: one row. `rulesVersion` goes up with every change of anything that prices depend on. */
export const store = pgTable(
  'store',
  {
    id: integer().primaryKey().default(1),
    /** Whether the prices of the catalogue have the tax in them. */
    pricesIncludeTax: boolean().notNull().default(true),
    /** Where the goods are taxed as long as nobody has said where they go. */
    country: text().notNull().default('DE'),
    region: text(),
    orderPrefix: text().notNull().default('TW'),
    /** When the money of an order is taken that was reserved for it. */
    captureOn: text({ enum: ['confirmation', 'shipment'] })
      .notNull()
      .default('confirmation'),
    /** Who stands on documents as their sender. */
    seller: jsonb().$type<Record<string, unknown>>(),
    rulesVersion: integer().notNull().default(1),
    version: integer().notNull().default(1),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [check('store_is_one', sql`${table.id} = 1`)],
)

export const promotions = pgTable(
  'promotions',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** What it takes off, as its contract has it. */
    benefit: jsonb().$type<Record<string, unknown>>().notNull(),
    conditions: jsonb().$type<Record<string, unknown>>().notNull(),
    /** The lowest is applied first. */
    priority: integer().notNull(),
    /** Whether it is given beside no other one. */
    exclusive: boolean().notNull(),
    /** Whether only a coupon gives it. */
    couponOnly: boolean().notNull(),
    startsAt: instant(),
    endsAt: instant(),
    active: boolean().notNull().default(true),
    ...kept(),
  },
  (table) => [index('promotions_active').on(table.priority).where(sql`active`)],
)

/** A code that gives a promotion. `used` counts what is reserved, too, so that no two orders take the last one. */
export const coupons = pgTable(
  'coupons',
  {
    code: text().primaryKey(),
    promotionId: text()
      .notNull()
      .references(() => promotions.id),
    mostUses: integer(),
    mostUsesPerCustomer: integer(),
    used: integer().notNull().default(0),
    startsAt: instant(),
    endsAt: instant(),
    active: boolean().notNull().default(true),
    ...kept(),
  },
  (table) => [
    check(
      'coupons_used',
      sql`${table.used} >= 0 and (${table.mostUses} is null or ${table.used} <= ${table.mostUses})`,
    ),
  ],
)

/** How often a customer has used a coupon, reserved uses included. */
export const couponCustomers = pgTable(
  'coupon_customers',
  {
    code: text()
      .notNull()
      .references(() => coupons.code),
    customerId: text().notNull(),
    used: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.code, table.customerId] }),
    check('coupon_customers_used', sql`${table.used} >= 0`),
  ],
)

/** The use of a coupon by an order: reserved with it, confirmed with it, released if it comes to nothing. */
export const couponUses = pgTable(
  'coupon_uses',
  {
    orderId: text().primaryKey(),
    code: text()
      .notNull()
      .references(() => coupons.code),
    customerId: text().notNull(),
    status: text({ enum: ['reserved', 'confirmed', 'released'] }).notNull(),
    at: instant().notNull(),
  },
  (table) => [index('coupon_uses_code').on(table.code, table.orderId)],
)

export const shippingMethods = pgTable('shipping_methods', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Where it goes: countries, and regions of them; everywhere if there are none. */
  zones: jsonb().$type<{ country: string; region?: string }[]>().notNull(),
  /** What it costs by the weight or the price of what is sent, as its contract has it. */
  rates: jsonb().$type<Record<string, unknown>>().notNull(),
  taxClass: text().notNull(),
  active: boolean().notNull().default(true),
  ...kept(),
})

export const taxRates = pgTable(
  'tax_rates',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    country: text().notNull(),
    /** Of a country, if it has rates of its own; they take the place of the country's. */
    region: text(),
    taxClass: text().notNull(),
    /** Parts of a million: 190000 is 19 %. */
    ratePpm: integer().notNull(),
    ...kept(),
  },
  (table) => [
    // Regions are written by people, and read without regard to case.
    uniqueIndex('tax_rates_place').on(table.country, sql`lower(btrim(coalesce(region, '')))`, table.taxClass),
    check('tax_rates_rate', sql`${table.ratePpm} between 0 and 1000000`),
  ],
)

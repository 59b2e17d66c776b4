import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'

/**
 * Where goods lie until somebody says otherwise. Every SKU has a stock here, if an empty one, which also keeps what is told
 * about the SKU as a whole.
 */
export const mainLocationId = 'loc_00000000000000000000000000'

/** What people call it, which nobody can change. */
export const mainLocationCode = 'MAIN'

/** Where goods lie. The lower its priority's number, the sooner a location is taken from. */
export const locations = pgTable(
  'locations',
  {
    id: text().primaryKey(),
    code: text().notNull(),
    name: text().notNull(),
    priority: integer().notNull().default(0),
    /** Where it is near to; everywhere, if there are none. */
    zones: jsonb().$type<{ country: string; region?: string }[]>().notNull().default([]),
    /** Whether orders are served from here. */
    active: boolean().notNull().default(true),
    /** It opened or closed, and what lies there of SKUs after this one has yet to be marked as untold. */
    untoldAfter: text(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [uniqueIndex('locations_code').on(table.code)],
)

/** How the store handles its stock: one row, which the migration writes. */
export const stockRules = pgTable(
  'stock_rules',
  {
    id: integer().primaryKey().default(1),
    allocation: text({ enum: ['priority', 'nearest', 'fewest-parcels'] })
      .notNull()
      .default('priority'),
    /** Members of the staff who are written to when something runs low. */
    lowStockMailTo: jsonb().$type<string[]>().notNull().default([]),
    version: integer().notNull().default(1),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [check('stock_rules_are_one', sql`${table.id} = 1`)],
)

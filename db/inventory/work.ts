import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { instant } from '../columns.ts'
import { locations } from './locations.ts'

/** Somebody counts one shelf. While they do, nobody else does; what is sold meanwhile is no difference. */
export const stocktakes = pgTable(
  'stocktakes',
  {
    id: text().primaryKey(),
    sku: text().notNull(),
    locationId: text()
      .notNull()
      .references(() => locations.id),
    status: text({ enum: ['open', 'counted', 'abandoned'] })
      .notNull()
      .default('open'),
    /** What should have been there when the counting began. */
    expected: integer().notNull(),
    counted: integer(),
    variance: integer(),
    note: text(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
    updatedAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [uniqueIndex('stocktakes_one').on(table.sku, table.locationId).where(sql`status = 'open'`)],
)

/** A list of counts that is worked off row by row, by whichever instance comes by. */
export const stockImports = pgTable('stock_imports', {
  id: text().primaryKey(),
  status: text({ enum: ['running', 'succeeded', 'failed'] })
    .notNull()
    .default('running'),
  total: integer().notNull(),
  done: integer().notNull().default(0),
  refused: integer().notNull().default(0),
  actor: text().notNull(),
  cause: text(),
  createdAt: instant().notNull().default(sql`clock_timestamp()`),
  updatedAt: instant().notNull().default(sql`clock_timestamp()`),
})

/** One row of a list: what it said, and what became of it, which is written in the transaction of its effect. */
export const stockImportRows = pgTable(
  'stock_import_rows',
  {
    importId: text()
      .notNull()
      .references(() => stockImports.id, { onDelete: 'cascade' }),
    row: integer().notNull(),
    sku: text().notNull(),
    location: text(),
    onHand: bigint({ mode: 'number' }).notNull(),
    status: text({ enum: ['waiting', 'applied', 'refused'] })
      .notNull()
      .default('waiting'),
    problem: jsonb().$type<{ code: string; detail: string }>(),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.row] }),
    index('stock_import_rows_waiting').on(table.importId, table.row).where(sql`status = 'waiting'`),
    index('stock_import_rows_refused').on(table.importId, table.row).where(sql`status = 'refused'`),
  ],
)

/** Who wants to hear when a SKU can be had again. The row goes with the message about it. */
export const stockSubscriptions = pgTable(
  'stock_subscriptions',
  {
    sku: text().notNull(),
    userId: text().notNull(),
    createdAt: instant().notNull().default(sql`clock_timestamp()`),
  },
  (table) => [primaryKey({ columns: [table.sku, table.userId] })],
)

import { sql } from 'drizzle-orm'
import { boolean, check, customType, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from '../columns.ts'

export { idempotency, inbox, outbox, parkingLot, streamPositions } from '../messages.ts'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

export const categories = pgTable('categories', {
  slug: text().primaryKey(),
  name: text().notNull(),
  parent: text(),
  position: integer().notNull(),
})

/** A product, with what a list shows of it kept beside it so that a page is one query over one table. */
export const products = pgTable(
  'products',
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    brand: text().notNull(),
    category: text()
      .notNull()
      .references(() => categories.slug),
    attributes: jsonb().$type<Record<string, string>>().notNull(),
    currency: text().notNull(),
    /** The lowest price among its variants. */
    priceFrom: amount().notNull(),
    inStock: boolean().notNull().default(false),
    status: text({ enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    words: tsvector().generatedAlwaysAs(
      sql`setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', brand), 'B') || setweight(to_tsvector('english', description), 'C')`,
    ),
  },
  (table) => [
    uniqueIndex('products_slug').on(table.slug),
    index('products_words').using('gin', table.words),
    index('products_by_name').on(table.name, table.id).where(sql`status = 'active'`),
    index('products_by_price').on(table.priceFrom, table.id).where(sql`status = 'active'`),
    index('products_by_age').on(table.createdAt, table.id).where(sql`status = 'active'`),
    index('products_by_category').on(table.category, table.name, table.id).where(sql`status = 'active'`),
  ],
)

export const variants = pgTable(
  'variants',
  {
    sku: text().primaryKey(),
    productId: text()
      .notNull()
      .references(() => products.id),
    title: text().notNull(),
    options: jsonb().$type<Record<string, string>>().notNull(),
    price: amount().notNull(),
    currency: text().notNull(),
    weightGrams: integer().notNull(),
    taxClass: text().notNull().default('standard'),
    position: integer().notNull(),
    /** As inventory last said; `stockVersion` orders what it says. */
    available: integer().notNull().default(0),
    stockVersion: integer().notNull().default(0),
    archivedAt: instant(),
  },
  (table) => [
    index('variants_product').on(table.productId, table.position),
    index('variants_by_price').on(table.price).where(sql`archived_at is null`),
    check('variants_price', sql`${table.price} >= 0`),
  ],
)

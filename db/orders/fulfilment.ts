import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from '../columns.ts'

/** An order that somebody called off before anything of it was sent. */
export const cancellations = pgTable(
  'cancellations',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    reason: text(),
    requestedBy: text().notNull(),
    status: text({ enum: ['running', 'done'] }).notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [uniqueIndex('cancellations_order').on(table.orderId)],
)

export const shipments = pgTable(
  'shipments',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    carrier: text().notNull(),
    trackingNumber: text(),
    trackingUrl: text(),
    status: text({ enum: ['shipped', 'delivered'] }).notNull(),
    version: integer().notNull().default(1),
    shippedAt: instant().notNull(),
    deliveredAt: instant(),
  },
  (table) => [index('shipments_order').on(table.orderId, table.id)],
)

export const shipmentLines = pgTable(
  'shipment_lines',
  {
    shipmentId: text()
      .notNull()
      .references(() => shipments.id),
    sku: text().notNull(),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.shipmentId, table.sku] }),
    check('shipment_lines_quantity', sql`${table.quantity} > 0`),
  ],
)

export const returns = pgTable(
  'returns',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    customerId: text().notNull(),
    /** `received`: the goods are back, and the money is on its way; `done`: it has left. */
    status: text({ enum: ['requested', 'approved', 'refused', 'received', 'done'] }).notNull(),
    reason: text().notNull(),
    /** What staff said to it. */
    answer: text(),
    /** What the customer wants for the pieces: lines of a new order, and what that is paid with, unless it is the default. */
    exchange: jsonb().$type<{ lines: { sku: string; quantity: number }[]; paymentMethod?: string }>(),
    exchangeOrderId: text(),
    /** Why there is no such order. */
    exchangeProblem: jsonb().$type<{ code: string; title: string }>(),
    currency: text().notNull(),
    /** What is given back for it. */
    refund: amount().notNull().default(0),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    index('returns_order').on(table.orderId, table.id),
    index('returns_status').on(table.status, table.id),
    check('returns_refund', sql`${table.refund} >= 0`),
  ],
)

export const returnLines = pgTable(
  'return_lines',
  {
    returnId: text()
      .notNull()
      .references(() => returns.id),
    sku: text().notNull(),
    quantity: integer().notNull(),
    /** How many came back fit to be sold again, and how many did not. */
    restocked: integer().notNull().default(0),
    writtenOff: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.returnId, table.sku] }),
    check('return_lines_quantity', sql`${table.quantity} > 0`),
    check(
      'return_lines_received',
      sql`${table.restocked} >= 0 and ${table.writtenOff} >= 0 and ${table.restocked} + ${table.writtenOff} <= ${table.quantity}`,
    ),
  ],
)

/** The last number of each series of documents. A document takes the next one in the transaction that writes it, so none is left out. */
export const documentSeries = pgTable('document_series', {
  kind: text({ enum: ['invoice', 'credit-note'] }).primaryKey(),
  last: bigint({ mode: 'number' }).notNull(),
})

/** Invoices and credit notes as they were issued; nothing here is ever changed. */
export const documents = pgTable(
  'documents',
  {
    kind: text({ enum: ['invoice', 'credit-note'] }).notNull(),
    number: bigint({ mode: 'number' }).notNull(),
    orderId: text().notNull(),
    /** What it is about: the order, or a return or cancellation of it. */
    subjectId: text().notNull(),
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    issuedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.number] }),
    uniqueIndex('documents_subject').on(table.kind, table.subjectId),
    index('documents_order').on(table.orderId),
  ],
)

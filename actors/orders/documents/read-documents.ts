import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { documents } from '#db/orders/schema.ts'
import * as subject from '#subjects/documents.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../../actor.ts'
import { lockOrder } from '../fulfilment/lines.ts'
import { isTakenByParcel } from '../fulfilment/take-money.ts'
import type { OrderRow } from '../order.ts'
import { visibleOrder } from '../read-order.ts'
import type { OrdersTools } from '../tools.ts'
import type { Content } from './content.ts'
import { invoiceOf, issueInvoice } from './issue.ts'
import { type DocumentRow, nameOf } from './name.ts'
import type { Printer } from './printer.ts'

/** Shows the invoice of an order, and issues it if the order is paid and nobody has asked for it yet. */
export const readInvoice: Handler<typeof subject.readInvoice, OrdersTools> = async ({ orderId }, context) => {
  const { db, caller, now, transaction, printer } = context
  await visibleOrder(db, orderId, caller)
  const known = await invoiceOf(db, orderId)
  if (known) return toFile(known, printer)
  const issued = await transaction(async (tx) => {
    const order = await lockOrder(tx, orderId, caller)
    const unfinished = await tx.$count(sagas, sql`id = ${orderId} and state <> 'done'`)
    if (unfinished === 0 && (await isPaid(order.row, tx))) return issueInvoice(tx, order, now())
    const meanwhile = await invoiceOf(tx, orderId)
    if (!meanwhile) throw subject.notInvoiced(`The order is ${order.row.status}`)
    return meanwhile
  })
  return toFile(issued, printer)
}

const sent = ['partially_shipped', 'shipped', 'delivered', 'returned']

/** What is only held may be let go yet, and nothing would be paid back of which a credit note could say so. */
const isPaid = async (row: OrderRow, tx: Tx): Promise<boolean> =>
  sent.includes(row.status) || (row.status === 'confirmed' && !(await isTakenByParcel(row, tx)))

/** Shows a credit note of an order. */
export const readCreditNote: Handler<typeof subject.readCreditNote, OrdersTools> = async (input, context) => {
  const { orderId, number } = input
  const { db, caller, printer } = context
  await visibleOrder(db, orderId, caller)
  const wanted = and(eq(documents.kind, 'credit-note'), eq(documents.number, number), eq(documents.orderId, orderId))
  const [found] = await db.select().from(documents).where(wanted)
  if (!found) throw notFound(`The order ${orderId} has no credit note ${number}`)
  return toFile(found, printer)
}

/** What is issued about an order, the invoice first. */
export const listDocuments: Handler<typeof subject.listDocuments> = async ({ orderId }, { db, caller }) => {
  await visibleOrder(db, orderId, caller)
  const rows = await db
    .select()
    .from(documents)
    .where(eq(documents.orderId, orderId))
    .orderBy(desc(documents.kind), asc(documents.number))
  const items = rows.map((row) => {
    const { total, currency } = row.content as Content
    const { kind, number, issuedAt } = row
    return { kind, number, name: nameOf(row), total: { amount: total, currency }, issuedAt: issuedAt.toISOString() }
  })
  return { items }
}

async function toFile(row: DocumentRow, { print }: Printer): Promise<Static<typeof subject.File>> {
  const bytes = await print(row)
  return { name: `${nameOf(row)}.pdf`, mediaType: 'application/pdf', content: bytes.toString('base64') }
}

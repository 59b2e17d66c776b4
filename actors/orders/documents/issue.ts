import { and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { documents, orderEvents, store } from '#db/orders/schema.ts'
import { orderReimbursed } from '#subjects/order-payment.ts'
import type { OrderLine, OrderRow } from '../order.ts'
import { type Content, contentOf, entriesOf, type Entry } from './content.ts'
import { type DocumentRow, type Kind, nameOf } from './name.ts'
import { partOf } from './part-of.ts'

/** Issues the invoice of an order, once; and with it credit notes for what staff gave back before there was one. */
export async function issueInvoice(tx: Tx, order: Ordered, at: Date): Promise<DocumentRow> {
  const { row, lines } = order
  const content = contentOf(row, entriesOf(row, lines), { seller: await sellerOf(tx) })
  const invoice = await issue(tx, { kind: 'invoice', orderId: row.id, subjectId: row.id, content, issuedAt: at })
  for (const given of await reimbursementsOf(tx, row)) await creditReimbursement(tx, order, given, at)
  return invoice
}

type Ordered = { readonly row: OrderRow; readonly lines: readonly OrderLine[] }

/** A part of what staff gave back of an order, and why. */
type Reimbursement = { readonly part: string; readonly amount: number; readonly reason?: string | null | undefined }

async function reimbursementsOf(tx: Tx, { id, refunded }: OrderRow): Promise<readonly Reimbursement[]> {
  if (refunded === 0) return []
  const { data, orderId, type, seq } = orderEvents
  return tx
    .select({
      part: sql<string>`${data} ->> 'part'`,
      amount: sql<number>`(${data} -> 'amount' ->> 'amount')::float8`,
      reason: sql<string | null>`${data} ->> 'reason'`,
    })
    .from(orderEvents)
    .where(and(eq(orderId, id), eq(type, orderReimbursed.name)))
    .orderBy(seq)
}

/** Issues a credit note for what staff gave back, once, if its order was invoiced. */
export async function creditReimbursement(
  tx: Tx,
  { row, lines }: Ordered,
  given: Reimbursement,
  at: Date,
): Promise<void> {
  const { part, amount, reason } = given
  const entries = partOf(entriesOf(row, lines), amount, reason ?? 'Paid back')
  await issueCreditNote(tx, row, { subjectId: part, entries }, at)
}

/** What is paid back, and for what: a return, a cancellation, or because staff decided so. */
type Credit = { readonly subjectId: string; readonly entries: readonly Entry[] }

/** Issues a credit note for what is paid back of an order, once, if it was invoiced. */
export async function issueCreditNote(tx: Tx, row: OrderRow, credit: Credit, at: Date): Promise<void> {
  const invoice = await invoiceOf(tx, row.id)
  if (!invoice) return
  const head = { seller: await sellerOf(tx), invoice: nameOf(invoice) }
  const content = contentOf(row, credit.entries, head)
  const { subjectId } = credit
  await issue(tx, { kind: 'credit-note', orderId: row.id, subjectId, content, issuedAt: at })
}

async function sellerOf(tx: Tx): Promise<Content['seller']> {
  const [row] = await tx.select({ seller: store.seller }).from(store)
  return (row?.seller as Content['seller'] | null) ?? undefined
}

/** The invoice of an order, if it is issued. */
export async function invoiceOf(db: Db | Tx, orderId: string): Promise<DocumentRow | undefined> {
  return find(db, 'invoice', orderId)
}

async function find(db: Db | Tx, kind: Kind, subjectId: string): Promise<DocumentRow | undefined> {
  const wanted = and(eq(documents.kind, kind), eq(documents.subjectId, subjectId))
  const [found] = await db.select().from(documents).where(wanted)
  return found
}

type New = Omit<DocumentRow, 'number' | 'content'> & { readonly content: Content }

/**
 * Gives a document the next number of its series, in the transaction that writes it: the series stays locked until that is
 * committed, and the number goes back if it fails, so that none is left out. The order must be locked, or it could get two.
 */
async function issue(tx: Tx, document: New): Promise<DocumentRow> {
  const { kind, subjectId } = document
  const known = await find(tx, kind, subjectId)
  if (known) return known
  const [next] = await tx.execute<{ number: number }>(sql`
    insert into document_series as series (kind, last) values (${kind}, 1)
    on conflict (kind) do update set last = series.last + 1
    returning last::float8 as number`)
  const [issued] = await tx
    .insert(documents)
    .values({ ...document, number: next?.number ?? 0 })
    .returning()
  if (!issued) throw new Error(`The ${kind} of ${subjectId} was not written`)
  return issued
}

import { Type } from 'typebox'
import { Exact, Money, OrderId, Timestamp } from './common.ts'
import { notFound, problem } from './problem.ts'
import { request } from './subject.ts'

const DocumentNumber = Type.Integer({ minimum: 1, maximum: 999_999_999, description: 'Counted without a gap' })

/** A file as it crosses the bus; over HTTP it is its bytes. */
export const File = Exact({
  name: Type.String(),
  mediaType: Type.Literal('application/pdf'),
  content: Type.String({ description: 'Base64' }),
})

export const notInvoiced = problem('not-invoiced', 409, 'An order has an invoice once it is paid, and only then')

export const readInvoice = request('orders.read-invoice', {
  summary:
    'The invoice of an order, as a letter in PDF. It is issued with the first parcel, or as soon as it is asked for after the money is taken, and stays the same',
  input: Exact({ orderId: OrderId }),
  output: File,
  access: 'shopper',
  problems: [notFound, notInvoiced],
  timeoutMs: 10_000,
})

export const readCreditNote = request('orders.read-credit-note', {
  summary: 'A credit note, by its number, as a letter in PDF: issued for what was invoiced and paid back',
  input: Exact({ orderId: OrderId, number: DocumentNumber }),
  output: File,
  access: 'shopper',
  problems: [notFound],
  timeoutMs: 10_000,
})

export const listDocuments = request('orders.list-documents', {
  summary: 'The invoice and the credit notes of an order, as far as they are issued',
  input: Exact({ orderId: OrderId }),
  output: Exact({
    items: Type.Array(
      Exact({
        kind: Type.Enum(['invoice', 'credit-note']),
        number: DocumentNumber,
        name: Type.String({ description: 'As it stands on the document' }),
        total: Money,
        issuedAt: Timestamp,
      }),
    ),
  }),
  access: 'shopper',
  problems: [notFound],
})

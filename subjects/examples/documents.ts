import type * as subject from '../documents.ts'
import type { ExamplesOf } from '../subject.ts'
import { mug, orderId, total } from './story.ts'

const [issuedAt, creditedAt] = ['2026-11-03T10:00:00.000Z', '2026-11-13T11:40:00.400Z']

/** As much of a PDF as makes it one. */
const content = Buffer.from('%PDF-1.3\n%%EOF\n').toString('base64')
const file = { mediaType: 'application/pdf' as const, content }

/** Ada looks for the papers of her order. */
export const documents: ExamplesOf<typeof subject> = {
  readInvoice: { input: { orderId }, output: { name: 'INV-00000042.pdf', ...file } },
  readCreditNote: { input: { orderId, number: 7 }, output: { name: 'CN-00000007.pdf', ...file } },
  listDocuments: {
    input: { orderId },
    output: {
      items: [
        { kind: 'invoice', number: 42, name: 'INV-00000042', total, issuedAt },
        { kind: 'credit-note', number: 7, name: 'CN-00000007', total: mug.price, issuedAt: creditedAt },
      ],
    },
  },
}

import type * as subject from '../books.ts'
import type { ExamplesOf } from '../subject.ts'
import { confirmed, paymentId, total } from './story.ts'

const reconciliationId = 'rec_01m84rbg7sf689g5de3r7n0v1b'
const booked = { transfer: `payment:${paymentId}:2980`, kind: 'payment' as const, currency: 'EUR', paymentId }
const run = { id: reconciliationId, startedAt: confirmed, underway: 0, raised: [] }
const behind = {
  what: 'behind' as const,
  providerId: 'pi_3PqTradewind',
  paymentId,
  detail: 'The provider has it as taken',
}

/** Ada's mugs are booked, and what the provider says of them is held against it. */
export const books: ExamplesOf<typeof subject> = {
  listTransactions: {
    input: { limit: 2 },
    output: {
      items: [
        { seq: 4, ...booked, account: 'customer_receivable', amount: -total.amount, bookedAt: confirmed },
        { seq: 3, ...booked, account: 'provider_clearing', amount: total.amount, bookedAt: confirmed },
      ],
      next: null,
    },
  },
  reconcile: { input: {}, output: { ...run, finishedAt: null, checked: 0, repaired: [] } },
  readReconciliation: {
    input: { reconciliationId },
    output: { ...run, finishedAt: '2026-11-02T09:15:02.100Z', checked: 1, repaired: [behind] },
  },
}

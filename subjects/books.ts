import { Type } from 'typebox'
import { Currency, Exact, IdOf, PageOf, PageQuery, PaymentId, Text, Timestamp } from './common.ts'
import { cursorInvalid } from './cursor.ts'
import { notFound } from './problem.ts'
import { request } from './subject.ts'

/** One entry of the books. The entries of a transfer add up to nothing. */
export const Transaction = Exact({
  seq: Type.Integer({ minimum: 1 }),
  transfer: Type.String({ description: 'What moved from some accounts to others' }),
  kind: Type.Enum(['sale', 'payment', 'refund', 'fee', 'dispute', 'payout', 'adjustment']),
  account: Type.Enum([
    'customer_receivable',
    'provider_clearing',
    'revenue',
    'refunds',
    'fees',
    'disputes',
    'bank',
    'adjustments',
  ]),
  amount: Type.Integer({ description: 'Minor units; a debit is positive, a credit negative' }),
  currency: Currency,
  paymentId: Type.Union([PaymentId, Type.Null()]),
  bookedAt: Timestamp,
})

export const listTransactions = request('payments.list-transactions', {
  summary: 'The books of what was taken, given back, kept by the provider and paid out, the newest entry first',
  input: Exact({ ...PageQuery, paymentId: Type.Optional(PaymentId) }),
  output: PageOf(Transaction),
  access: 'staff',
  problems: [cursorInvalid],
})

const Difference = Exact({
  what: Type.Enum(['behind', 'orphan', 'stranger', 'amount', 'captured', 'refunded', 'missing', 'movement'], {
    description:
      '`behind`: the provider was further than we knew; `orphan`: ours at the provider, and no payment of ours; `stranger`: nothing of ours; `missing`: the provider does not have it; `movement`: its balance moved for a reason that the books have no account for',
  }),
  providerId: Type.String(),
  paymentId: Type.Union([PaymentId, Type.Null()]),
  detail: Text(500),
})

export const Reconciliation = Exact({
  id: IdOf('rec'),
  startedAt: Timestamp,
  finishedAt: Type.Union([Timestamp, Type.Null()]),
  checked: Type.Integer({ minimum: 0 }),
  underway: Type.Integer({ minimum: 0, description: 'What was still moving, and is looked at next time' }),
  repaired: Type.Array(Difference),
  raised: Type.Array(Difference, { description: 'For a person to look at' }),
})

export const reconcile = request('payments.reconcile', {
  summary: 'Has the provider held against the books now',
  input: Exact({}),
  output: Reconciliation,
  access: 'internal',
})

export const readReconciliation = request('payments.read-reconciliation', {
  summary: 'How far that is, and what came of it',
  input: Exact({ reconciliationId: IdOf('rec') }),
  output: Reconciliation,
  access: 'internal',
  problems: [notFound],
})

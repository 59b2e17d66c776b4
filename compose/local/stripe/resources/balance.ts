import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId } from '../objects.ts'
import { optional, text } from '../params.ts'
import { route } from '../route.ts'

type Movement = Stripe.BalanceTransaction

const filters = { ...listing, type: optional(text), source: optional(text) }

/** What came into the balance and what left it (https://docs.stripe.com/api/balance_transactions). */
export const balance = [
  route('GET /v1/balance_transactions/:id', {}, ({ id }, call) => call.get('balance_transaction', id)),
  route('GET /v1/balance_transactions', filters, ({ type, source, ...page }, call) =>
    list(
      call,
      'balance_transaction',
      page,
      (each) => (type === undefined || each.type === type) && (source === undefined || each.source === source),
    ),
  ),
  route('GET /v1/payouts/:id', {}, ({ id }, call) => call.get('payout', id)),
  route('GET /v1/payouts', listing, (page, call) => list(call, 'payout', page)),
]

type Moving = Pick<Movement, 'amount' | 'currency' | 'type'> & { readonly source: string; readonly fee?: number }

/** Books what moved the balance; its amount is negative where money left. */
export function moveBalance({ amount, currency, type, source, fee = 0 }: Moving, call: Call): Movement {
  const description = fee > 0 ? (type === 'adjustment' ? 'Dispute fee' : 'Stripe processing fees') : ''
  return call.put<Movement>({
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: call.now,
    balance_type: 'payments',
    created: call.now,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee > 0 ? [{ amount: fee, application: null, currency, description, type: 'stripe_fee' }] : [],
    net: amount - fee,
    reporting_category: type === 'adjustment' ? 'dispute' : type,
    source,
    status: 'available',
    type,
  })
}

/** What Stripe asks for a card: 2.9 % and 30 minor units, but never more than there is. */
export const cardFee = (amount: number): number => Math.min(Math.round(amount * 0.029) + 30, amount)

/** Sends all that is in the balance to the bank, one payout a currency. */
export function payOut(call: Call): readonly Stripe.Payout[] {
  const balances = new Map<string, number>()
  for (const { currency, net } of call.newest('balance_transaction')) {
    balances.set(currency, (balances.get(currency) ?? 0) + net)
  }
  return [...balances].filter(([, sum]) => sum > 0).map(([currency, sum]) => payOutOne(currency, sum, call))
}

function payOutOne(currency: string, amount: number, call: Call): Stripe.Payout {
  const id = newId('po')
  const { id: movement } = moveBalance({ amount: -amount, currency, type: 'payout', source: id }, call)
  const payout = call.put<Stripe.Payout>({
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: call.now,
    automatic: true,
    balance_transaction: movement,
    created: call.now,
    currency,
    description: 'STRIPE PAYOUT',
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'paid',
    trace_id: null,
    type: 'bank_account',
  })
  call.emit('payout.paid', payout)
  return payout
}

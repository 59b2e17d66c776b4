import type { Ask } from './provider-breaker.ts'
import type { Dispute, Intent, Movement, TheirBooks, Window } from './provider-port.ts'
import type { Stripe } from './stripe.ts'
import { fromStripe } from './stripe-money.ts'

/** All that Stripe has, a page at a time, the newest first (https://docs.stripe.com/api/pagination). */
export function booksAt(stripe: Stripe, ask: Ask, toIntent: (intent: Stripe.PaymentIntent) => Intent): TheirBooks {
  return {
    intents: (window) =>
      ask('list', async () =>
        pageOf(await stripe.paymentIntents.list({ ...within(window), expand: ['data.latest_charge'] }), (intent) => ({
          ...toIntent(intent),
          paymentId: intent.metadata['payment_id'] ?? null,
          orderId: intent.metadata['order_id'] ?? null,
        })),
      ),
    setups: (window) =>
      ask('list', async () =>
        pageOf(await stripe.setupIntents.list(within(window)), ({ id, metadata }) => ({
          id,
          setupId: metadata?.['setup_id'] ?? null,
        })),
      ),
    dispute: (id) =>
      ask('find', async () => ({ kind: 'dispute', dispute: toDispute(await stripe.disputes.retrieve(id)) })),
    movements: (window) =>
      ask('list', async () => pageOf(await stripe.balanceTransactions.list(within(window)), toMovement)),
  }
}

const within = ({ from, until, after }: Window) => ({
  created: { gte: Math.floor(from.getTime() / 1_000), lte: Math.ceil(until.getTime() / 1_000) },
  limit: 100,
  ...(after !== null && { starting_after: after }),
})

function pageOf<S extends { readonly id: string }, T>(
  { data, has_more: more }: Stripe.ApiList<S>,
  read: (each: S) => T,
) {
  return { kind: 'page' as const, items: data.map(read), next: more ? (data.at(-1)?.id ?? null) : null }
}

function toMovement({
  id,
  type,
  amount,
  fee,
  currency,
  source,
  reporting_category: category,
}: Stripe.BalanceTransaction): Movement {
  // A dispute moves money as an adjustment, too; its category says so.
  const kind = (type === 'adjustment' && kinds[category]) || kinds[type] || kinds[category] || 'other'
  const sums = { amount: fromStripe(amount, currency), fee: fromStripe(fee, currency) }
  const of = typeof source === 'string' ? source : (source?.id ?? null)
  return { id, kind, ...sums, currency: currency.toUpperCase(), type, of }
}

/** https://docs.stripe.com/reports/balance-transaction-types and https://docs.stripe.com/reports/reporting-categories */
const kinds: Readonly<Record<string, Movement['kind']>> = {
  charge: 'ours',
  payment: 'ours',
  refund: 'ours',
  payment_refund: 'ours',
  payout: 'payout',
  payout_cancel: 'payout',
  payout_failure: 'payout',
  dispute: 'dispute',
  dispute_reversal: 'dispute',
  topup: 'payout',
  topup_reversal: 'payout',
  stripe_fee: 'cost',
  stripe_fx_fee: 'cost',
  tax_fee: 'cost',
  network_cost: 'cost',
  fee: 'cost',
  adjustment: 'adjustment',
  other_adjustment: 'adjustment',
  contribution: 'adjustment',
  payment_failure_refund: 'adjustment',
  refund_failure: 'adjustment',
  reserve_transaction: 'adjustment',
  reserved_funds: 'adjustment',
  risk_reserved_funds: 'adjustment',
  payout_minimum_balance_hold: 'adjustment',
  payout_minimum_balance_release: 'adjustment',
}

/** Those that are over (https://docs.stripe.com/api/disputes/object#dispute_object-status); any other may still be lost. */
const states: Readonly<Record<string, Dispute['state']>> = {
  lost: 'lost',
  won: 'won',
  warning_closed: 'won',
  prevented: 'won',
}

function toDispute({ id, payment_intent: intent, amount, currency, reason, ...dispute }: Stripe.Dispute): Dispute {
  const { status, evidence_details: details, balance_transactions: moved } = dispute
  return {
    id,
    intentId: typeof intent === 'string' ? intent : (intent?.id ?? null),
    amount: fromStripe(amount, currency),
    currency: currency.toUpperCase(),
    reason,
    state: states[status] ?? 'open',
    inquiry: status.startsWith('warning_'),
    answerBy: details.due_by === null ? null : new Date(details.due_by * 1_000),
    movements: moved.map(toMovement),
  }
}

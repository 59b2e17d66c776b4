import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId } from '../objects.ts'
import { optional, text } from '../params.ts'
import { impossible } from '../refusal.ts'
import { route } from '../route.ts'
import { moveBalance } from './balance.ts'
import { noEvidence } from './dispute-evidence.ts'

type Dispute = Stripe.Dispute

const filters = { ...listing, payment_intent: optional(text), charge: optional(text) }

/** Payments whose holders say that they never paid (https://docs.stripe.com/api/disputes). */
export const disputes = [
  route('GET /v1/disputes/:id', {}, ({ id }, call) => call.get('dispute', id)),
  route('GET /v1/disputes', filters, ({ payment_intent: intent, charge, ...page }, call) =>
    list(
      call,
      'dispute',
      page,
      (each) =>
        (intent === undefined || each.payment_intent === intent) && (charge === undefined || each.charge === charge),
    ),
  ),
  route('POST /v1/disputes/:id/close', {}, ({ id }, call) => closeDispute(call.get('dispute', id), 'lost', call)),
]

/** What a bank keeps for looking into it, in minor units. */
const disputeFee = 1_500
const daysToAnswer = 9

/** The holder of the card disputes a charge: what is left of it is withdrawn at once. */
export function openDispute(charge: Stripe.Charge, call: Call): Dispute {
  if (charge.disputed) throw impossible(`Charge ${charge.id} is disputed already.`, { code: 'charge_disputed' })
  const amount = charge.amount_captured - charge.amount_refunded
  const id = newId('dp')
  const withdrawn = moveBalance(
    { amount: -amount, currency: charge.currency, type: 'adjustment', source: id, fee: disputeFee },
    call,
  )
  const dispute = call.put(newDispute({ id, charge, amount, withdrawn }, call.now))
  call.put<Stripe.Charge>({ ...charge, disputed: true })
  effect('withdrawn', dispute, call)
  call.emit('charge.dispute.created', dispute)
  call.emit('charge.dispute.funds_withdrawn', dispute)
  return dispute
}

/** The bank has decided: `won` gives the money back to the shop. */
export function closeDispute(dispute: Dispute, outcome: 'won' | 'lost', call: Call): Dispute {
  if (dispute.status === 'won' || dispute.status === 'lost') {
    throw impossible('This dispute is already closed', { code: 'dispute_already_closed' })
  }
  if (outcome === 'lost') {
    const lost = call.put<Dispute>({ ...dispute, status: 'lost' })
    call.emit('charge.dispute.closed', lost)
    return lost
  }
  const { id: source, amount, currency } = dispute
  const back = moveBalance({ amount, currency, type: 'adjustment', source }, call)
  const balance_transactions = [...dispute.balance_transactions, back]
  const won = call.put<Dispute>({ ...dispute, status: 'won', is_charge_refundable: true, balance_transactions })
  effect('reinstated', won, call)
  call.emit('charge.dispute.funds_reinstated', won)
  call.emit('charge.dispute.closed', won)
  return won
}

/** Whether its money is with the holder of the card, or may yet go there. */
export function isChargedBack({ id, disputed }: Stripe.Charge, call: Call): boolean {
  if (!disputed) return false
  return Iterator.from(call.newest('dispute')).some((each) => each.charge === id && !each.is_charge_refundable)
}

function effect(kind: 'withdrawn' | 'reinstated', { payment_intent: intent, amount }: Dispute, call: Call): void {
  if (typeof intent === 'string') call.effect(kind, call.get('payment_intent', intent), amount)
}

type Opening = {
  readonly id: string
  readonly charge: Stripe.Charge
  readonly amount: number
  readonly withdrawn: Stripe.BalanceTransaction
}

function newDispute({ id, charge, amount, withdrawn }: Opening, now: number): Dispute {
  return {
    id,
    object: 'dispute',
    amount,
    balance_transactions: [withdrawn],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: now + daysToAnswer * 24 * 3_600,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
  }
}

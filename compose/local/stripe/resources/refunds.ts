import type Stripe from 'stripe'
import type { Call } from '../call.ts'
import { list, listing } from '../listing.ts'
import { newId } from '../objects.ts'
import { amount, metadata, oneOf, optional, text } from '../params.ts'
import { impossible, invalid, unexpectedState } from '../refusal.ts'
import { route, type Input } from '../route.ts'
import { moveBalance } from './balance.ts'
import { chargeOf } from './charges.ts'
import { isChargedBack } from './disputes.ts'

const creation = {
  payment_intent: optional(text),
  charge: optional(text),
  amount: optional(amount),
  reason: optional(oneOf('duplicate', 'fraudulent', 'requested_by_customer')),
  metadata,
}

const filters = { ...listing, payment_intent: optional(text), charge: optional(text) }

/** Money that goes back. */
export const refunds = [
  route('POST /v1/refunds', creation, createRefund),
  route('GET /v1/refunds/:id', {}, ({ id }, call) => call.get('refund', id)),
  route('GET /v1/refunds', filters, ({ payment_intent: intent, charge, ...page }, call) =>
    list(
      call,
      'refund',
      page,
      (refund) =>
        (intent === undefined || refund.payment_intent === intent) &&
        (charge === undefined || refund.charge === charge),
    ),
  ),
]

/** Gives captured money back, in whole or in part. */
function createRefund(input: Input<typeof creation>, call: Call): Stripe.Refund {
  const charge = chargeNamed(input, call)
  if (isChargedBack(charge, call))
    throw impossible(`Charge ${charge.id} has been charged back.`, { code: 'charge_disputed' })
  const left = charge.amount_captured - charge.amount_refunded
  if (left === 0) {
    throw impossible(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  const { amount: sum = left } = input
  if (sum > left) {
    const message = `Refund amount (${sum}) is greater than unrefunded amount on charge (${left})`
    throw impossible(message, { code: 'amount_too_large', param: 'amount' })
  }

  const id = newId('re')
  const movement = moveBalance({ amount: -sum, currency: charge.currency, type: 'refund', source: id }, call)
  const refund = call.put(newRefund(input, charge, { id, sum, movement: movement.id, now: call.now }))
  const amountRefunded = charge.amount_refunded + sum
  const after = call.put({ ...charge, amount_refunded: amountRefunded, refunded: charge.captured && sum === left })
  if (typeof charge.payment_intent === 'string') {
    call.effect('refunded', call.get('payment_intent', charge.payment_intent), sum)
  }
  call.emit('refund.created', refund)
  call.emit('charge.refunded', after)
  return refund
}

function chargeNamed(
  { payment_intent: intentId, charge: chargeId }: Input<typeof creation>,
  call: Call,
): Stripe.Charge {
  if (chargeId === undefined && intentId === undefined) {
    const message = 'One of the following params should be provided for this request: payment_intent or charge.'
    throw invalid(message, { code: 'parameter_missing' })
  }
  const charge = chargeId === undefined ? undefined : call.get('charge', chargeId, 'charge')
  const intentOfCharge = typeof charge?.payment_intent === 'string' ? charge.payment_intent : ''
  const intent = call.get('payment_intent', intentId ?? intentOfCharge, 'payment_intent')
  const found = charge ?? chargeOf(intent, call)
  if (!found || found.amount_captured === 0) {
    throw unexpectedState(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, intent)
  }
  if (found.payment_intent !== intent.id) {
    throw invalid(`Charge ${found.id} does not belong to ${intent.id}.`, { param: 'charge' })
  }
  return found
}

function newRefund(
  { reason, metadata }: Input<typeof creation>,
  charge: Stripe.Charge,
  { id, sum, movement, now }: { id: string; sum: number; movement: string; now: number },
): Stripe.Refund {
  return {
    id,
    object: 'refund',
    amount: sum,
    balance_transaction: movement,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}

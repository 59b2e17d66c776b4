import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { payments } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/payments.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import { insertCall } from './provider-call.ts'
import { leaseEnd, type Turn } from './record.ts'
import { carryOn, type PaymentsTools, settle } from './settle.ts'

type Input = InputOf<typeof subject.authorizePayment>

/**
 * Reserves an order's total. The call is written down with the payment before it is sent, so asking again, here or at
 * another instance, sends the same call again or answers what became of it.
 */
export const authorizePayment: Handler<typeof subject.authorizePayment, PaymentsTools> = async (input, context) => {
  const owner = newId('own')
  const opened = await context.transaction((tx) => open(tx, input, { owner, at: context.now() }))
  if (opened) return answer(await carryOn(owner, opened, context))

  const [known] = await context.db.select().from(payments).where(eq(payments.orderId, input.orderId))
  if (known && known.wanted !== 'nothing') requireSame(known, input)
  const payment = await settle(input.orderId, context)
  if (!payment) throw new Error(`The payment of ${input.orderId} has vanished`)
  return answer(payment)
}

/** Opens the order's payment with its first call, held by `owner`; null if there is one already. */
async function open(tx: Tx, input: Input, { owner, at }: { owner: string; at: Date }): Promise<Turn | null> {
  const { orderId, customerId, amount: money, paymentMethod } = input
  const [payment] = await tx
    .insert(payments)
    .values({
      id: newId('pay'),
      orderId,
      customerId,
      paymentMethod,
      amount: money.amount,
      currency: money.currency,
      status: 'pending',
      leaseOwner: owner,
      leaseUntil: leaseEnd,
      nextAt: at,
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing({ target: payments.orderId })
    .returning()
  return payment ? { payment, call: await insertCall(tx, payment, 'authorize', 1) } : null
}

function requireSame({ amount, currency, customerId }: PaymentRow, input: Input): void {
  const { amount: money } = input
  if (amount === money.amount && currency === money.currency && customerId === input.customerId) return
  throw subject.paymentMismatch(`The payment of ${input.orderId} was begun for ${amount} ${currency}`)
}

function answer(payment: PaymentRow): OutputOf<typeof subject.authorizePayment> {
  const { id: paymentId, status, wanted, clientSecret, failure, declineCode } = payment
  if (status === 'failed') throw subject.paymentDeclined(failure ?? undefined, { declineCode })
  if (wanted === 'nothing') throw subject.paymentOver()
  if (status === 'authorized' || status === 'captured') return { paymentId, status: 'authorized' }
  if (status !== 'requires_action') throw unavailable('The payment is not decided yet')
  return { paymentId, status, ...(clientSecret && { clientSecret }) }
}

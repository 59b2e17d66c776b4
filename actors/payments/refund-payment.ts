import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { payments, refunds } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { type PaymentRow, toRefundOf } from './converge.ts'
import { noteRefund, tooLarge } from './note-refund.ts'
import { requirePayable } from './require-payable.ts'
import { type PaymentsTools, settle } from './settle.ts'

type Input = InputOf<typeof subject.refundPayment>

/**
 * Gives back a part of what was taken, once for each refund. What is to go back is one sum for the payment, so refunds that come
 * together may leave in one call to the provider; once asked for, it is tried until it is done, a dispute or not.
 */
export const refundPayment: Handler<typeof subject.refundPayment, PaymentsTools> = async (input, context) => {
  requirePayable(input.amount)
  const { amount, upTo } = await context.transaction((tx) => askFor(tx, input))
  const answer = input.orLess ? { given: amount } : null
  if (amount === 0) return answer
  const isBack = ({ refunded }: PaymentRow) => refunded >= upTo
  const payment = await settle(input.orderId, context, { isEnough: isBack })
  if (!payment) throw unavailable('The money is not back yet')
  if (isBack(payment)) return answer
  if (payment.frozen) throw unavailable(frozen)
  // What was noted before a dispute was lost may be more than is ours to give back since.
  if (toRefundOf(payment) < upTo) throw tooLarge(payment)
  throw unavailable('The money is not back yet')
}

const frozen = 'The holder of the card disputes the payment: nothing is given back before that is decided'

type Share = { readonly amount: number; readonly upTo: number }

/** Notes a refund, unless it is noted already; answers how much it is, and how much has gone back once it is done. */
async function askFor(tx: Tx, { orderId, refundId, amount, orLess, reason }: Input): Promise<Share> {
  // Of two at once the second sees what the first has written.
  const [payment] = await tx.select().from(payments).where(eq(payments.orderId, orderId)).for('update')
  if (!payment) throw subject.refundTooLarge('Nothing was taken for this order', { left: 0 })
  const [known] = await tx.select().from(refunds).where(eq(refunds.id, refundId))
  if (known) {
    const isSame = known.amount === amount.amount || (orLess && known.amount < amount.amount)
    if (known.paymentId === payment.id && isSame) return known
    throw subject.paymentMismatch(`The refund ${refundId} is another one`)
  }
  if (payment.currency !== amount.currency) throw tooLarge(payment)
  const noted = await noteRefund(tx, payment, { refundId, amount: amount.amount, orLess, reason })
  if (noted) return noted
  // What is not taken yet is not gone either.
  if (orLess && payment.captured > 0) return { amount: 0, upTo: 0 }
  throw tooLarge(payment)
}

import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { payments } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { notFound } from '#subjects/problem.ts'
import * as subject from '#subjects/reimbursements.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Context, Handler } from '../actor.ts'
import { noteRefund, tooLarge } from './note-refund.ts'
import { requirePayable } from './require-payable.ts'

/** Notes what staff give back. It is then a refund like any other, tried until it is done; its order hears of it once it has left. */
export const reimbursePayment: Handler<typeof subject.reimbursePayment> = async (input, { once, caller, wake }) => {
  const answer = await once((tx) => note(tx, input, caller))
  wake('finish calls')
  return answer
}

type Input = InputOf<typeof subject.reimbursePayment>

async function note(tx: Tx, { paymentId, amount, reason }: Input, { id: givenBy }: Context['caller']) {
  const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId)).for('update')
  if (!payment) throw notFound(`There is no payment ${paymentId}`)
  if (payment.frozen) throw subject.paymentInDispute()
  const { currency } = payment
  if (amount !== undefined) requirePayable({ amount, currency })
  const id = newId('rfd')
  const noted = await noteRefund(tx, payment, { refundId: id, amount, reason, givenBy })
  if (!noted) throw tooLarge(payment)
  const given = { amount: noted.amount, currency }
  requirePayable(given)
  return {
    id,
    amount: given,
    reason: reason ?? null,
    status: 'asked' as const,
    createdAt: noted.createdAt.toISOString(),
  }
}

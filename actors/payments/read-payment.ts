import { asc, desc, eq } from 'drizzle-orm'
import { disputes, paymentAttempts, payments, refunds } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payments.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import { isShopper, toPayment } from './list-payments.ts'

/** One payment, with what was given back of it. Somebody else's looks like one that there never was. */
export const readPayment: Handler<typeof subject.readPayment> = async ({ paymentId }, { db, caller }) => {
  const [[payment], given, declined, [dispute]] = await Promise.all([
    db.select().from(payments).where(eq(payments.id, paymentId)),
    db.select().from(refunds).where(eq(refunds.paymentId, paymentId)).orderBy(asc(refunds.upTo)),
    db
      .select()
      .from(paymentAttempts)
      .where(eq(paymentAttempts.paymentId, paymentId))
      .orderBy(asc(paymentAttempts.attempt)),
    db.select().from(disputes).where(eq(disputes.paymentId, paymentId)).orderBy(desc(disputes.createdAt)).limit(1),
  ])
  if (!payment || (isShopper(caller) && payment.customerId !== caller.id)) throw notFound()
  const { currency } = payment
  return {
    ...toPayment(payment),
    refunds: given.map(({ id, amount, reason, upTo, createdAt }) => ({
      id,
      amount: { amount, currency },
      reason,
      status: statusOf(upTo, payment),
      createdAt: createdAt.toISOString(),
    })),
    declined: declined.map(({ attempt, failure, declineCode, replacedAt }) => ({
      attempt,
      failure,
      declineCode,
      replacedAt: replacedAt.toISOString(),
    })),
    dispute: dispute?.state ?? null,
  }
}

/** How far a refund is, which is done once so much of its payment has gone back. An appeal may win back what was lost. */
function statusOf(upTo: number, { captured, refunded, lost }: PaymentRow): 'asked' | 'done' | 'lost' {
  if (upTo <= refunded) return 'done'
  return upTo > captured - lost ? 'lost' : 'asked'
}

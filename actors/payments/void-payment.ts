import { and, eq, sql } from 'drizzle-orm'
import { payments, refunds } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import type * as subject from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import type { Handler } from '../actor.ts'
import { type PaymentRow, toRefundOf } from './converge.ts'
import { type PaymentsContext, type PaymentsTools, settle } from './settle.ts'

/** Lets go of what an order has reserved or taken. Where there is nothing yet, a row stays behind that refuses what comes late. */
export const voidPayment: Handler<typeof subject.voidPayment, PaymentsTools> = async ({ orderId }, context) => {
  const at = context.now()
  const [stone] = await context.db
    .insert(payments)
    .values({
      id: newId('pay'),
      orderId,
      status: 'cancelled',
      wanted: 'nothing',
      closed: true,
      amount: 0,
      // ISO 4217 for "no currency".
      currency: 'XXX',
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing({ target: payments.orderId })
    .returning({ id: payments.id })
  if (!stone) await close(orderId, context)
  const payment = stone ? null : await settle(orderId, context, { aim: 'nothing' })
  if (payment?.frozen && payment.refunded < toRefundOf(payment)) throw unavailable('The payment is disputed')
  return { refunded: payment ? payment.refunded - (await gaveBackApart(payment, context)) : 0 }
}

/** What of a payment went back as refunds of their own, each of which the order hears of by itself: none comes any more. */
async function gaveBackApart({ id, refunded }: PaymentRow, { db }: PaymentsContext): Promise<number> {
  if (refunded === 0) return 0
  const part = sql`greatest(0, least(${refunds.amount}, ${refunded}::bigint - ${refunds.upTo} + ${refunds.amount}))`
  const apart = sql<number>`coalesce(sum(${part}), 0)::float8`
  const [sums] = await db.select({ apart }).from(refunds).where(eq(refunds.paymentId, id))
  return sums?.apart ?? 0
}

/** From now on nothing takes the place of what was declined, however late it is asked for. */
const close = (orderId: string, { db }: PaymentsContext) =>
  db
    .update(payments)
    .set({ closed: true, revision: sql`${payments.revision} + 1` })
    .where(and(eq(payments.orderId, orderId), eq(payments.closed, false)))

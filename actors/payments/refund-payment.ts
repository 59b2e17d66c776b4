import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { payments, refunds } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { type PaymentRow, toRefundOf } from './converge.ts'
import { requirePayable } from './require-payable.ts'
import { type PaymentsTools, settle } from './settle.ts'

type Input = InputOf<typeof subject.refundPayment>

/**
 * Gives back a part of what was taken, once for each refund. What is to go back is one sum for the payment, so refunds that come
 * together may leave in one call to the provider; once asked for, it is tried until it is done, a dispute or not.
 */
export const refundPayment: Handler<typeof subject.refundPayment, PaymentsTools> = async (input, context) => {
  requirePayable(input.amount)
  const upTo = await context.transaction((tx) => askFor(tx, input))
  const payment = await settle(input.orderId, context)
  if (!payment) throw unavailable('The money is not back yet')
  if (payment.refunded >= upTo) return null
  if (payment.frozen) throw unavailable(frozen)
  // What was noted before a dispute was lost may be more than is ours to give back since.
  if (toRefundOf(payment) < upTo) throw tooLarge(payment)
  throw unavailable('The money is not back yet')
}

const frozen = 'The holder of the card disputes the payment: nothing is given back before that is decided'

/** Notes a refund, unless it is noted already; answers how much has gone back once it is done. */
async function askFor(tx: Tx, { orderId, refundId, amount: { amount, currency }, reason }: Input): Promise<number> {
  // Of two at once the second sees what the first has written.
  const [payment] = await tx.select().from(payments).where(eq(payments.orderId, orderId)).for('update')
  if (!payment) throw subject.refundTooLarge('Nothing was taken for this order', { left: 0 })
  const [known] = await tx.select().from(refunds).where(eq(refunds.id, refundId))
  if (known) {
    if (known.paymentId === payment.id && known.amount === amount) return known.upTo
    throw subject.paymentMismatch(`The refund ${refundId} is another one`)
  }
  const [noted] = await tx.execute<{ upTo: number }>(sql`
    with asked as (
      update payments set to_refund = greatest(to_refund, refunded) + ${amount}::bigint, revision = revision + 1,
        next_at = clock_timestamp()
      where order_id = ${orderId} and currency = ${currency} and wanted <> 'nothing' and intent_state in ('held', 'taken')
        and greatest(to_refund, refunded) + ${amount}::bigint <= captured - lost
      returning id, to_refund
    )
    insert into refunds (id, payment_id, amount, up_to, reason)
    select ${refundId}, id, ${amount}::bigint, to_refund, ${reason ?? null} from asked
    returning up_to::float8 as "upTo"`)
  if (noted) return noted.upTo
  throw tooLarge(payment)
}

function tooLarge({ captured, toRefund, refunded, wanted, lost }: PaymentRow) {
  const left = wanted !== 'nothing' ? Math.max(0, captured - lost - Math.max(toRefund, refunded)) : 0
  return subject.refundTooLarge(`${left} are left to give back`, { left })
}

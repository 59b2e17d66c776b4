import { sql } from 'drizzle-orm'
import * as subject from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import { requirePayable } from './require-payable.ts'
import { type PaymentsContext, type PaymentsTools, settle } from './settle.ts'

type Part = Required<InputOf<typeof subject.capturePayment>>

/**
 * Takes what is reserved, or the part of it that parcels are worth so far. Once asked for, it is tried until it is done, whether or
 * not anybody asks again. Parts are asked for as one sum for the payment, so that a parcel that is paid for twice is paid for once.
 */
export const capturePayment: Handler<typeof subject.capturePayment, PaymentsTools> = async (input, context) => {
  const { orderId, upTo } = input
  const isPart = upTo !== undefined && (await askFor({ orderId, upTo }, context))
  // What staff gave back of it was paid for all the same.
  const isTaken = ({ closed, captured, amount }: PaymentRow) => !closed && captured >= (upTo?.amount ?? amount)
  const payment = await settle(orderId, context, { ...(!isPart && { aim: 'captured' }), isEnough: isTaken })
  if (!payment) throw subject.paymentOver('Nothing was reserved for this order')
  if (isTaken(payment)) return null
  if (payment.closed || payment.wanted === 'nothing') throw subject.paymentOver()
  if (payment.intentState !== 'taken') throw unavailable('The money is not taken yet')
  throw subject.paymentOver(`The bank let go of the rest after ${payment.captured} were taken`)
}

/** Of one payment Stripe takes this many captures and a last one. */
const mostParts = 50

/** Notes a part, never more than is held, or that it is noted; false: all of it has to be taken at once. */
async function askFor({ orderId, upTo }: Part, { db, paymentStore }: PaymentsContext): Promise<boolean> {
  requirePayable(upTo)
  const standing = await paymentStore.standingOf(orderId)
  if (standing) requireHeld(standing.payment, upTo)
  const noted = await db.execute(sql`
    update payments set to_capture = greatest(to_capture, ${upTo.amount}::bigint), revision = revision + 1,
      next_at = clock_timestamp()
    where order_id = ${orderId} and amount > ${upTo.amount}::bigint
      and multicapture and intent_state = 'held' and wanted = 'authorized'
      and (to_capture >= ${upTo.amount}::bigint
        or (select count(*) from provider_calls where payment_id = payments.id and operation = 'capture'
            and (outcome is null or outcome = 'done')) < ${mostParts})
    returning id`)
  return noted.length > 0
}

function requireHeld({ wanted, amount, currency }: PaymentRow, upTo: Part['upTo']): void {
  if (wanted === 'nothing' || (upTo.currency === currency && upTo.amount <= amount)) return
  throw subject.paymentMismatch(`${upTo.amount} ${upTo.currency} are not to be had of ${amount} ${currency}`)
}

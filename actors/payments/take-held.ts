import { and, eq, gt, lt, or, sql } from 'drizzle-orm'
import { payments, providerCalls } from '#db/payments/schema.ts'
import { earliestId } from '#subjects/id.ts'
import { readOrder } from '#subjects/orders.ts'
import { Problem } from '#subjects/problem.ts'
import { type PaymentsContext, settle } from './settle.ts'

/**
 * A card's bank holds money for seven days; Visa's for less than five where the customer was away
 * (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method).
 */
const daysHeld = 7
const mostDays = { there: 6, away: 4 }
const dayMs = 24 * 3_600_000
const mostAtOnce = 500

/**
 * Takes what is still only held well before the bank lets go of it: most cards could not be asked for it again. Ids sort by time,
 * so that only the payments of those days are looked at.
 */
export async function takeHeld(context: PaymentsContext): Promise<void> {
  const { db, now, stopping, finishing } = context
  const before = (days: number) => earliestId('pay', new Date(now().getTime() - days * dayMs))
  const due = await db
    .select({ orderId: payments.orderId })
    .from(payments)
    .where(
      and(
        gt(payments.id, before(daysHeld)),
        or(lt(payments.id, before(mostDays.there)), and(lt(payments.id, before(mostDays.away)), wasAway)),
        eq(payments.status, 'authorized'),
        eq(payments.wanted, 'authorized'),
      ),
    )
    .limit(mostAtOnce)
  for (const { orderId } of due) {
    if (stopping.aborted) return
    await finishing.room()
    finishing.add(take(orderId, context))
  }
}

/** Of those that came to nothing the money is let go by whoever ended them. */
const isSold = new Set(['confirmed', 'partially_shipped', 'shipped', 'delivered', 'returned'])

/** What was asked of the provider says so. */
const wasAway = sql`exists (
  select from ${providerCalls} where ${providerCalls.paymentId} = ${payments.id} and ${providerCalls.operation} = 'authorize'
    and ${providerCalls.body}::jsonb @> '{"off_session": true}')`

/**
 * One that cannot be taken now is tried again with the next round. An order that somebody still has to decide about is not taken
 * for: whoever confirms it asks for the money.
 */
async function take(orderId: string, context: PaymentsContext): Promise<void> {
  try {
    const { status } = await context.request(readOrder, { orderId })
    if (!isSold.has(status)) return
    await settle(orderId, context, { aim: 'captured', patienceMs: 0 })
  } catch (error) {
    if (!(error instanceof Problem)) context.log.error({ err: error, orderId }, 'a payment could not be taken in time')
  }
}

import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { payments, providerCalls } from '#db/payments/schema.ts'
import { earliestId } from '#subjects/id.ts'
import { readOrder } from '#subjects/orders.ts'
import { Problem } from '#subjects/problem.ts'
import { type Ending, renewHold } from './renew-hold.ts'
import { type PaymentsContext, settle } from './settle.ts'

/**
 * Where the provider has not said so: a card's bank holds money for seven days; Visa's for less than five where the customer was
 * away (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method).
 */
const daysHeld = 7
const mostDays = { there: 6, away: 4 }
const dayMs = 24 * 3_600_000
const mostAtOnce = 500

/**
 * Sees to what is still only held well before the bank lets go of it. A card that is kept is asked to hold it anew, as often as its
 * order waits; from any other one, and where its bank says no, it is taken, as it could not be asked for again. Ids sort by time, so
 * that where nobody has said how long a hold lasts only the payments of those days are looked at.
 */
export async function takeHeld(context: PaymentsContext): Promise<void> {
  const { db, now, stopping, finishing } = context
  const before = (days: number) => earliestId('pay', new Date(now().getTime() - days * dayMs))
  const { id, orderId, customerId, paymentMethod, attempt, renewAt, status, wanted } = payments
  const isOfThen = or(lt(id, before(mostDays.there)), and(lt(id, before(mostDays.away)), wasAway))
  const endsSoon = or(lt(renewAt, now()), and(isNull(renewAt), gt(id, before(daysHeld)), isOfThen))
  const due = await db
    .select({ orderId, customerId, paymentMethod, attempt })
    .from(payments)
    .where(and(endsSoon, eq(status, 'authorized'), eq(wanted, 'authorized')))
    .limit(mostAtOnce)
  for (const ending of due) {
    if (stopping.aborted) return
    await finishing.room()
    finishing.add(renewOrTake(ending, context))
  }
}

/** Of those that came to nothing the money is let go by whoever ended them. */
const isSold = new Set(['confirmed', 'partially_shipped', 'shipped', 'delivered', 'returned'])

/** What was asked of the provider says so. */
const wasAway = sql`exists (
  select from ${providerCalls} where ${providerCalls.paymentId} = ${payments.id} and ${providerCalls.operation} = 'authorize'
    and ${providerCalls.body}::jsonb @> '{"off_session": true}')`

/**
 * What cannot be done now is tried again with the next round. An order that somebody still has to decide about is not taken for:
 * whoever confirms it asks for the money.
 */
async function renewOrTake(ending: Ending, context: PaymentsContext): Promise<void> {
  const { orderId } = ending
  try {
    const { status } = await context.request(readOrder, { orderId })
    if (!isSold.has(status) || (await renewHold(ending, context))) return
    await settle(orderId, context, { aim: 'captured', patienceMs: 0 })
  } catch (error) {
    if (!(error instanceof Problem))
      context.log.error({ err: error, orderId }, 'a hold could not be renewed, nor its money taken, in time')
  }
}

import { eq } from 'drizzle-orm'
import { orders } from '#db/orders/schema.ts'
import { notFound } from '#subjects/problem.ts'
import { authorizePayment, paymentDeclined, paymentMethodMissing } from '#subjects/payments.ts'
import type { Context } from '../actor.ts'
import { askOlder } from '../ask-older.ts'
import { Wait } from '../saga.ts'
import type { Checkout } from './checkout.ts'
import { type CheckoutTimes, giveUpAfterMs } from './checkout-times.ts'

/** Whoever tries more cards than this for one order is rather trying the cards. */
const mostAttempts = 5

/**
 * Reserves the money of an order. Its customer is waited for where their bank wants to ask them, and where their card is
 * declined and they said that they would name another one: all of it within the time that the stock is held for.
 */
export const payWithin =
  (times: CheckoutTimes) =>
  async (known: Checkout, context: Context): Promise<Wait<Checkout> | null> => {
    if (known.total.amount === 0) return null
    const waitEnd = async () => {
      const payBy = known.payBy ?? (await firstWaitEnd(known, times, context)).toISOString()
      return { payBy, leftMs: Date.parse(payBy) - context.now().getTime() }
    }
    try {
      const { status, clientSecret = '' } = await askOlder(context.request, authorizePayment, wishOf(known))
      if (status === 'authorized') return null
      const { payBy, leftMs } = await waitEnd()
      if (leftMs <= 0) throw paymentDeclined('The payment was not authenticated in time')
      return new Wait<Checkout>(leftMs, { clientSecret, payBy }, known.clientSecret !== clientSecret)
    } catch (error) {
      const { attempt = 1, ifDeclined } = known
      const refusal = asDecline(error, attempt)
      const mayWait = ifDeclined === 'wait' && attempt < mostAttempts
      if (!mayWait || !paymentDeclined.matches(refusal)) throw refusal
      const { payBy, leftMs } = await waitEnd()
      if (leftMs <= 0) throw refusal
      const { code, title } = refusal.body
      const declined = { attempt, problem: { code, title } }
      return new Wait<Checkout>(leftMs, { clientSecret: '', payBy, declined }, known.declined?.attempt !== attempt)
    }
  }

/** Where it took long to come to the payment, less is left of the time that the stock is held for. */
async function firstWaitEnd({ orderId }: Checkout, times: CheckoutTimes, { db, now }: Context): Promise<Date> {
  const [order] = await db.select({ createdAt: orders.createdAt }).from(orders).where(eq(orders.id, orderId))
  if (!order) throw new Error(`The order ${orderId} has vanished`)
  const { authenticateWithinMs } = times
  return new Date(Math.min(now().getTime() + authenticateWithinMs, order.createdAt.getTime() + giveUpAfterMs(times)))
}

/** A card that is not there at all, or not any more, takes the place of no other: that one stays declined. */
const asDecline = (error: unknown, attempt: number): unknown =>
  attempt > 1 && (notFound.matches(error) || paymentMethodMissing.matches(error))
    ? paymentDeclined('There is no such payment method')
    : error

/** What an order is paid with: without a name, with what is kept for its customer. */
function wishOf({ orderId, customerId, total, paymentMethod, offSession, captureOn, attempt = 1 }: Checkout) {
  const input = {
    orderId,
    customerId,
    amount: total,
    ...(paymentMethod !== undefined && { paymentMethod }),
    ...(offSession && { offSession }),
    ...(attempt > 1 && { attempt }),
    ...(captureOn === 'shipment' && { inParts: true as const }),
  }
  return { input, without: ['offSession', 'attempt', 'inParts'] } as const
}

import { and, eq, isNull } from 'drizzle-orm'
import { paymentCustomers, paymentMethods } from '#db/payments/schema.ts'
import type { PaymentRow } from './converge.ts'
import type { Keeping } from './provider.ts'
import { type PaymentsContext, settle } from './settle.ts'

/** A payment as it was found: the attempt tells whether somebody else has renewed its hold meanwhile. */
export type Ending = Pick<PaymentRow, 'orderId' | 'customerId' | 'paymentMethod' | 'attempt'>

/**
 * Has the bank hold the money anew, and lets go of the old hold once it does. False: it does not, or its holder would have to be
 * asked, and what is held is all there is.
 */
export async function renewHold(ending: Ending, context: PaymentsContext): Promise<boolean> {
  const { orderId, attempt } = ending
  const keeping = await cardOf(ending, context)
  const payment = keeping
    ? await settle(orderId, context, { renewing: { attempt, keeping }, patienceMs: 0 })
    : (await context.paymentStore.standingOf(orderId))?.payment
  return payment !== undefined && payment !== null && payment.attempt > attempt
}

/** Only a card that is kept may be charged while its holder is away. It is to be taken in parts again, if parcels leave. */
async function cardOf({ customerId, paymentMethod }: Ending, { db }: PaymentsContext): Promise<Keeping | null> {
  const [kept] = await db
    .select({ customer: paymentCustomers.providerId })
    .from(paymentMethods)
    .innerJoin(paymentCustomers, eq(paymentCustomers.customerId, paymentMethods.customerId))
    .where(
      and(
        eq(paymentMethods.providerId, paymentMethod ?? ''),
        eq(paymentMethods.customerId, customerId ?? ''),
        isNull(paymentMethods.detachedAt),
      ),
    )
  return kept?.customer ? { customer: kept.customer, offSession: true, inParts: true } : null
}

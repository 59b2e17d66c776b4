import { and, eq, sql } from 'drizzle-orm'
import { paymentMethods } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payment-methods.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../../actor.ts'
import type { PaymentsContext, PaymentsTools } from '../settle.ts'

/** Lets a card go: here at once, and at the provider as soon as it answers. */
export const detachPaymentMethod: Handler<typeof subject.detachPaymentMethod, PaymentsTools> = async (
  input,
  context,
) => {
  const { db, caller } = context
  const now = sql`clock_timestamp()`
  const [detached] = await db
    .update(paymentMethods)
    .set({
      detachedAt: sql`coalesce(${paymentMethods.detachedAt}, ${now})`,
      isDefault: false,
      // Once the provider was told, it stays told.
      nextAt: sql`case when ${paymentMethods.detachedAt} is null then ${now} + interval '10 seconds' else ${paymentMethods.nextAt} end`,
    })
    .where(and(eq(paymentMethods.id, input.paymentMethodId), eq(paymentMethods.customerId, caller.id)))
    .returning()
  if (!detached) throw notFound(`There is no payment method ${input.paymentMethodId}`)
  if (detached.nextAt) await tellProvider(detached, context)
  return null
}

/** Has the provider let a card go; a timer tries again where it does not answer. One that it has let go already is done. */
export async function tellProvider(card: { id: string; providerId: string }, context: PaymentsContext): Promise<void> {
  const { kind } = await context.provider.detach(card)
  const isDone = kind === 'detached' || kind === 'declined'
  const nextAt = isDone ? null : sql`clock_timestamp() + interval '1 minute'`
  await context.db.update(paymentMethods).set({ nextAt }).where(eq(paymentMethods.id, card.id))
}

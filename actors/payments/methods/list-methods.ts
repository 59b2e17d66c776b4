import { and, desc, eq, isNull } from 'drizzle-orm'
import { paymentMethods } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payment-methods.ts'
import type { Handler } from '../../actor.ts'
import { mustKeep, toMethod } from './method.ts'

/** The cards that are kept for whoever asks. */
export const listPaymentMethods: Handler<typeof subject.listPaymentMethods> = async (_input, { db, caller }) => {
  const kept = and(eq(paymentMethods.customerId, caller.id), isNull(paymentMethods.detachedAt))
  const rows = await db.select().from(paymentMethods).where(kept).orderBy(desc(paymentMethods.id))
  return { items: rows.map(toMethod) }
}

/** One of them. */
export const readPaymentMethod: Handler<typeof subject.readPaymentMethod> = async (input, { db, caller }) =>
  toMethod(await mustKeep(db, caller.id, input.paymentMethodId))

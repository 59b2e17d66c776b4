import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { paymentMethods } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payment-methods.ts'
import { notFound } from '#subjects/problem.ts'

export type MethodRow = typeof paymentMethods.$inferSelect

/** The card with this id, if it is kept for this customer: somebody else's looks like one that there never was. */
export const isKeptFor = (customerId: string, id: string): SQL | undefined =>
  and(eq(paymentMethods.id, id), eq(paymentMethods.customerId, customerId), isNull(paymentMethods.detachedAt))

/** Reads a card that is kept for a customer. */
export async function mustKeep(db: Db | Tx, customerId: string, id: string): Promise<MethodRow> {
  const [kept] = await db.select().from(paymentMethods).where(isKeptFor(customerId, id))
  if (!kept) throw notFound(`There is no payment method ${id}`)
  return kept
}

/** A card as its customer sees it. */
export function toMethod(row: MethodRow): Static<typeof subject.PaymentMethod> {
  const { id, brand, last4, expMonth, expYear, isDefault, createdAt } = row
  return { id, type: 'card', brand, last4, expMonth, expYear, isDefault, createdAt: createdAt.toISOString() }
}

import { and, asc, eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import { payments } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payments.ts'
import type { Handler } from '../actor.ts'
import type { PaymentRow } from './converge.ts'

/** The payments of an order: a customer sees their own, staff any. Somebody else's order looks like one without payments. */
export const listPayments: Handler<typeof subject.listPayments> = async ({ orderId }, { db, caller }) => {
  const ofOrder = eq(payments.orderId, orderId)
  const seen = caller.role === 'customer' ? and(ofOrder, eq(payments.customerId, caller.id)) : ofOrder
  const rows = await db.select().from(payments).where(seen).orderBy(asc(payments.createdAt))
  return { items: rows.map(toPayment) }
}

function toPayment(row: PaymentRow): Static<typeof subject.Payment> {
  const { id, orderId, status, amount, captured, refunded, currency, failure, createdAt, updatedAt } = row
  return {
    id,
    orderId,
    status,
    failure,
    amount: { amount, currency },
    captured: { amount: captured, currency },
    refunded: { amount: refunded, currency },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import { payments } from '#db/payments/schema.ts'
import type * as subject from '#subjects/payments.ts'
import type { Context, Handler } from '../actor.ts'
import type { PaymentRow } from './converge.ts'

/** The payments of an order: a customer sees their own, staff any. Somebody else's order looks like one without payments. */
export const listPayments: Handler<typeof subject.listPayments> = async ({ orderId }, context) =>
  paymentsOf([orderId], context)

/** The same of many orders. */
export const listPaymentsOfOrders: Handler<typeof subject.listPaymentsOfOrders> = async ({ orderIds }, context) =>
  paymentsOf(orderIds, context)

/** Customers and guests see what is theirs. */
export const isShopper = ({ role }: Context['caller']) => role === 'customer' || role === 'guest'

async function paymentsOf(orderIds: readonly string[], { db, caller }: Pick<Context, 'db' | 'caller'>) {
  // One parameter however many there are, so that it is always the same prepared statement.
  const ofOrders = sql`${payments.orderId} = any(${sql.param([...orderIds])}::text[])`
  const seen = isShopper(caller) ? and(ofOrders, eq(payments.customerId, caller.id)) : ofOrders
  const rows = await db.select().from(payments).where(seen).orderBy(asc(payments.createdAt))
  return { items: rows.map(toPayment) }
}

/** A payment as callers see it. */
export function toPayment(row: PaymentRow): Static<typeof subject.Payment> {
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

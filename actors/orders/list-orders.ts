import { eq } from 'drizzle-orm'
import { orders } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'
import type { Handler } from '../actor.ts'
import { pageOfOrders, placedWithin, toSummary } from './order-page.ts'

/** Lists the caller's orders, newest first. */
export const listOrders: Handler<typeof subject.listOrders> = async (input, { db, caller }) => {
  const { status } = input
  const fits = [eq(orders.customerId, caller.id), status && eq(orders.status, status), ...placedWithin(input)]
  const { rows, ...page } = await pageOfOrders(db, input, fits)
  return { ...page, items: rows.map(toSummary) }
}

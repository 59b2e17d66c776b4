import { and, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { orderItems, orders } from '#db/orders/schema.ts'
import { normalizeEmail } from '#subjects/common.ts'
import type * as subject from '#subjects/oversight.ts'
import type { InputOf } from '#subjects/subject.ts'
import { findByEmail } from '#subjects/users.ts'
import type { Handler } from '../../actor.ts'
import { pageOfOrders, placedWithin, toSummary } from '../order-page.ts'

type Input = InputOf<typeof subject.searchOrders>

/** Finds orders of anybody, newest first. */
export const searchOrders: Handler<typeof subject.searchOrders> = async (input, { db, request }) => {
  const email = input.email === undefined ? undefined : normalizeEmail(input.email)
  const { userId = null } = email === undefined ? {} : await request(findByEmail, { email })
  const { rows, ...page } = await pageOfOrders(db, input, fitting(db, input, { email, userId }))
  const items = rows.map((row) => ({
    ...toSummary(row),
    customerId: row.customerId,
    ...(row.email !== null && { email: row.email }),
  }))
  return { ...page, items }
}

/** Whoever writes from an address: a guest, who left it with the order, or the user whose account has it. */
type Writer = { readonly email?: string | undefined; readonly userId: string | null }

/** What an order must be to be found. */
export function fitting(db: Db, input: Input, { email, userId }: Writer): (SQL | undefined)[] {
  const { number, sku, status, customerId } = input
  const withSku = sku && db.select({ id: orderItems.orderId }).from(orderItems).where(eq(orderItems.sku, sku))
  return [
    number && numbered(number),
    email && or(eq(orders.email, email), userId === null ? undefined : eq(orders.customerId, userId)),
    withSku && inArray(orders.id, withSku),
    status && eq(orders.status, status),
    customerId && eq(orders.customerId, customerId),
    ...placedWithin(input),
  ].map((condition) => condition || undefined)
}

/** Read from a letter with its prefix, or told on the telephone without. */
function numbered(text: string): SQL | undefined {
  const [number, prefix] = text.split('-').toReversed()
  return and(eq(orders.number, Number(number)), prefix === undefined ? undefined : eq(orders.prefix, prefix))
}

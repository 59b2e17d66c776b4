import { asc, eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { orderItems, orders } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'

export type Order = Static<typeof subject.Order>
export type OrderLine = Static<typeof subject.OrderLine>
export type SoldLine = Omit<OrderLine, 'shipped' | 'returned'>
export type OrderRow = typeof orders.$inferSelect

/** What an event tells of an order: enough to act on, nothing personal. */
export const factOf = (row: OrderRow, lines: readonly SoldLine[]) => ({
  orderId: row.id,
  number: orderNumber(row),
  customerId: row.customerId,
  status: row.status,
  total: { amount: row.total, currency: row.currency },
  lines: [...lines],
  ...(row.exchangeOf !== null && { exchangeOf: row.exchangeOf }),
})

/** A line without what happened to it after it was sold. */
export const toSoldLine = ({ shipped: _shipped, returned: _returned, ...sold }: OrderLine): SoldLine => sold

/** The number that people read and say. */
export const orderNumber = ({ prefix, number }: Pick<OrderRow, 'prefix' | 'number'>) => `${prefix}-${number}`

/** An order as its customer sees it. */
export function toOrder(row: OrderRow, lines: readonly OrderLine[]): Order {
  const { clientSecret, problem, email, shippingMethod, couponCode, billingAddress, remark, exchangeOf, currency } = row
  const money = (amount: number) => ({ amount, currency })
  return {
    id: row.id,
    number: orderNumber(row),
    status: row.status,
    customerId: row.customerId,
    ...(email !== null && { email }),
    lines: [...lines],
    subtotal: money(row.subtotal),
    discount: money(row.discount),
    shipping: money(row.shipping),
    tax: money(row.tax),
    taxIncluded: row.taxIncluded,
    total: money(row.total),
    discounts: row.discounts as Order['discounts'],
    refunded: money(row.refunded),
    ...(shippingMethod && { shippingMethod: shippingMethod as NonNullable<Order['shippingMethod']> }),
    ...(couponCode !== null && { couponCode }),
    shippingAddress: row.shippingAddress as Order['shippingAddress'],
    ...(billingAddress && { billingAddress: billingAddress as NonNullable<Order['billingAddress']> }),
    ...(remark !== null && { remark }),
    ...(exchangeOf !== null && { exchangeOf }),
    ...(row.status === 'awaiting_payment' && { nextAction: actionFor(clientSecret) }),
    ...(problem && isHindered(row) && { problem: problem as NonNullable<Order['problem']> }),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** What its customer has to do: without a secret there is nothing to authenticate. */
const actionFor = (clientSecret: string | null): NonNullable<Order['nextAction']> =>
  clientSecret ? { type: 'authenticate', clientSecret } : { type: 'replace_payment_method' }

/** Whether what was wrong with it is so still: another card may have been taken since. */
const isHindered = ({ status, clientSecret }: OrderRow) =>
  status === 'awaiting_payment' ? !clientSecret : status === 'rejected' || status === 'payment_failed'

/** Reads one order with its lines. */
export async function findOrder(
  db: Db | Tx,
  orderId: string,
): Promise<{ row: OrderRow; lines: OrderLine[] } | undefined> {
  const found = await db
    .select({ row: orders, item: orderItems })
    .from(orders)
    .innerJoin(orderItems, eq(orderItems.orderId, orders.id))
    .where(eq(orders.id, orderId))
    .orderBy(asc(orderItems.position))
  const [first] = found
  return first && { row: first.row, lines: found.map(({ item }) => toLine(item, first.row.currency)) }
}

/** A line as it is kept, told. */
export function toLine(item: typeof orderItems.$inferSelect, currency: string): OrderLine {
  const { sku, productId, name, title, quantity, unitPrice, discount, taxRatePpm, tax, total, shipped, returned } = item
  const { backordered, expectedAt } = item
  const money = (amount: number) => ({ amount, currency })
  return {
    sku,
    productId,
    name,
    title,
    quantity,
    unitPrice: money(unitPrice),
    discount: money(discount),
    taxRatePpm,
    tax: money(tax),
    total: money(total),
    ...(backordered !== null && { backordered }),
    ...(expectedAt !== null && { expectedAt: expectedAt.toISOString() }),
    shipped,
    returned,
  }
}

import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { orderEvents, orderItems, orders, orderStatuses } from '#db/orders/schema.ts'
import { emit } from '#db/outbox.ts'
import type * as subject from '#subjects/orders.ts'
import { orderClosed } from '#subjects/orders.ts'
import type { EventSubject } from '#subjects/subject.ts'

export type Order = Static<typeof subject.Order>
export type OrderLine = Static<typeof subject.OrderLine>
export type OrderStatus = (typeof orderStatuses)[number]
export type OrderRow = typeof orders.$inferSelect

/** Where an order can go from where it is; every other move is refused. */
const transitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['awaiting_payment', 'confirmed', 'rejected', 'payment_failed', 'cancelled'],
  awaiting_payment: ['confirmed', 'rejected', 'payment_failed', 'cancelled'],
  confirmed: ['partially_shipped', 'shipped', 'cancelled'],
  partially_shipped: ['shipped'],
  shipped: ['delivered', 'returned'],
  delivered: ['returned'],
  rejected: [],
  payment_failed: [],
  cancelled: [],
  returned: [],
}

/** The states an order may be in before it becomes `to`. */
export const statesBefore = (to: OrderStatus): OrderStatus[] =>
  orderStatuses.filter((from) => transitions[from].includes(to))

/** Whether an order in this state can change no more. */
export const isFinal = (status: OrderStatus): boolean => transitions[status].length === 0

type Change = {
  readonly orderId: string
  readonly to: OrderStatus
  readonly event: EventSubject
  /** What the event says besides the order itself. */
  readonly details?: (row: OrderRow) => Readonly<Record<string, unknown>>
  readonly set?: Partial<OrderRow>
  readonly lines: readonly OrderLine[]
  readonly at: Date
}

/** Moves an order along, appends to its history and says so, all in one transaction; refused if it may not go there from where it is. */
export async function changeOrder(tx: Tx, { orderId, to, event, details, set, lines, at }: Change): Promise<OrderRow> {
  const [row] = await tx
    .update(orders)
    .set({ ...set, status: to, version: sql`${orders.version} + 1`, updatedAt: at })
    .where(and(eq(orders.id, orderId), inArray(orders.status, statesBefore(to))))
    .returning()
  if (!row) throw orderClosed(`The order cannot become ${to}`)
  await recordEvent(tx, row, { event, lines, at, details: details?.(row) ?? {} })
  return row
}

type Happened = Pick<Change, 'event' | 'lines' | 'at'> & { readonly details?: Readonly<Record<string, unknown>> }

/** Appends what happened to the history of an order and emits it; `row` is the order as it is afterwards. */
export async function recordEvent(tx: Tx, row: OrderRow, { event, details = {}, lines, at }: Happened): Promise<void> {
  const data = { ...factOf(row, lines), ...details }
  const happened = { orderId: row.id, seq: row.version, type: event.name, status: row.status, data: details, at }
  await Promise.all([
    tx.insert(orderEvents).values(happened),
    emit(tx, event, { id: row.id, version: row.version, data }),
  ])
}

/** What an event tells of an order: enough to act on, nothing personal. */
const factOf = (row: OrderRow, lines: readonly OrderLine[]) => ({
  orderId: row.id,
  number: orderNumber(row),
  customerId: row.customerId,
  status: row.status,
  total: { amount: row.total, currency: row.currency },
  lines: [...lines],
})

export const orderNumber = ({ number }: Pick<OrderRow, 'number'>) => `TW-${number}`

/** An order as its customer sees it. */
export function toOrder(row: OrderRow, lines: readonly OrderLine[]): Order {
  const { clientSecret, problem } = row
  return {
    id: row.id,
    number: orderNumber(row),
    status: row.status,
    customerId: row.customerId,
    lines: [...lines],
    total: { amount: row.total, currency: row.currency },
    shippingAddress: row.shippingAddress as Order['shippingAddress'],
    ...(row.status === 'awaiting_payment' &&
      clientSecret && { nextAction: { type: 'authenticate' as const, clientSecret } }),
    ...(problem ? { problem: problem as NonNullable<Order['problem']> } : {}),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

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

function toLine(item: typeof orderItems.$inferSelect, currency: string): OrderLine {
  const { sku, productId, name, title, quantity, unitPrice } = item
  return {
    sku,
    productId,
    name,
    title,
    quantity,
    unitPrice: { amount: unitPrice, currency },
    total: { amount: unitPrice * quantity, currency },
  }
}

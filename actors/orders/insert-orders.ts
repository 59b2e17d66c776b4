import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import type { Envelope } from '#subjects/envelope.ts'
import { orderCreated } from '#subjects/orders.ts'
import type { Begun, SagaRunner } from '../saga.ts'
import type { Checkout } from './checkout.ts'
import { foldedPart } from './fold.ts'
import { type Happened, recordEvents } from './history.ts'
import type { OrderLine, OrderRow, SoldLine } from './order.ts'
import type { Priced } from './pricing/price.ts'

type Row = Omit<OrderRow, 'number'>

/** An order that is about to be written. */
export type NewOrder = {
  readonly row: Row
  readonly lines: readonly SoldLine[]
  /** What its checkout has to know besides the order. */
  readonly known: Pick<Checkout, 'cartId' | 'cartVersion' | 'idempotencyKey' | 'captureOn' | 'ifDeclined'>
  /** Who placed it. */
  readonly actor: string
  readonly envelope: Envelope
}

export type Writing = { readonly checkout: SagaRunner<Checkout>; readonly at: Date }

/** Writes orders with their histories, their events and their checkouts. */
export async function insertOrders(
  tx: Tx,
  orders: readonly NewOrder[],
  { checkout, at }: Writing,
): Promise<ReadonlyMap<string, Begun>> {
  if (orders.length === 0) return new Map()
  const works = orders.map((order) => ({ id: order.row.id, data: checkoutOf(order), envelope: order.envelope }))
  const [placed, , begun] = await Promise.all([
    insertRows(tx, orders),
    insertItems(tx, orders),
    checkout.begin(tx, works),
  ])
  const happened = orders.flatMap((order): Happened[] => {
    const row = placed.get(order.row.id)
    const lines = order.lines.map(unsent)
    const { envelope, actor } = order
    return row ? [{ row, lines, actor, changes: { ...foldedPart(row), lines }, envelope }] : []
  })
  await recordEvents(tx, { event: orderCreated, at }, happened)
  return begun
}

type Given = Pick<
  Row,
  | 'id'
  | 'prefix'
  | 'customerId'
  | 'email'
  | 'cartId'
  | 'couponCode'
  | 'paymentMethod'
  | 'shippingAddress'
  | 'billingAddress'
  | 'remark'
  | 'exchangeOf'
  | 'toldPendingAt'
>

/** An order as it begins, at the prices it was given. */
export const newRow = (priced: Priced, given: Given, at: Date): Row => ({
  ...given,
  status: 'pending',
  currency: priced.total.currency,
  subtotal: priced.subtotal.amount,
  discount: priced.discount.amount,
  shipping: priced.shipping.amount,
  tax: priced.tax.amount,
  total: priced.total.amount,
  refunded: 0,
  taxIncluded: priced.taxIncluded,
  discounts: priced.discounts,
  shippingMethod: priced.shippingMethod ?? null,
  clientSecret: null,
  problem: null,
  version: 1,
  createdAt: at,
  updatedAt: at,
})

const unsent = (line: SoldLine): OrderLine => ({ ...line, shipped: 0, returned: 0 })

function checkoutOf({ row, lines, known }: NewOrder): Checkout {
  const { id: orderId, customerId, total: amount, currency, couponCode, paymentMethod, exchangeOf } = row
  const { country, region } = row.shippingAddress as NonNullable<Checkout['shipTo']>
  return {
    orderId,
    customerId,
    lines: lines.map(unsent),
    total: { amount, currency },
    shipTo: { country, ...(region !== undefined && { region }) },
    ...(couponCode !== null && { couponCode }),
    ...(paymentMethod !== null && { paymentMethod }),
    // Nobody is there when what came back is replaced.
    ...(exchangeOf !== null && { offSession: true }),
    ...known,
  }
}

async function insertRows(tx: Tx, orders: readonly NewOrder[]): Promise<ReadonlyMap<string, OrderRow>> {
  const rows = orders.map(({ row }) => row)
  const numbered = await tx.execute<{ id: string; number: number }>(sql`
    insert into orders (id, prefix, customer_id, email, cart_id, status, currency, subtotal, discount, shipping, tax, total,
      tax_included, discounts, shipping_method, coupon_code, payment_method, shipping_address, billing_address,
      remark, exchange_of, told_pending_at, version, created_at, updated_at)
    select id, prefix, "customerId", email, "cartId", status, currency, subtotal, discount, shipping, tax, total,
      "taxIncluded", discounts, "shippingMethod", "couponCode", "paymentMethod", "shippingAddress", "billingAddress",
      remark, "exchangeOf", "toldPendingAt", version, "createdAt", "updatedAt"
    from jsonb_to_recordset(${json(rows)}) as placed
      (id text, prefix text, "customerId" text, email text, "cartId" text, status text, currency text, subtotal bigint, discount bigint,
       shipping bigint, tax bigint, total bigint, "taxIncluded" boolean, discounts jsonb, "shippingMethod" jsonb,
       "couponCode" text, "paymentMethod" text, "shippingAddress" jsonb, "billingAddress" jsonb, remark text, "exchangeOf" text,
       "toldPendingAt" timestamptz, version int, "createdAt" timestamptz, "updatedAt" timestamptz)
    returning id, number`)
  const numbers = new Map(numbered.map(({ id, number }) => [id, number]))
  return new Map(rows.map((row) => [row.id, { ...row, number: numbers.get(row.id) ?? 0 }]))
}

async function insertItems(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  const items = orders.flatMap(({ row, lines }) =>
    lines.map((line, position) => ({
      ...line,
      orderId: row.id,
      position,
      unitPrice: line.unitPrice.amount,
      discount: line.discount.amount,
      tax: line.tax.amount,
      total: line.total.amount,
    })),
  )
  await tx.execute(sql`
    insert into order_items (order_id, position, sku, product_id, name, title, quantity, unit_price, discount, tax, total, tax_rate_ppm)
    select "orderId", position, sku, "productId", name, title, quantity, "unitPrice", discount, tax, total, "taxRatePpm"
    from jsonb_to_recordset(${json(items)}) as item
      ("orderId" text, position int, sku text, "productId" text, name text, title text, quantity int,
       "unitPrice" bigint, discount bigint, tax bigint, total bigint, "taxRatePpm" int)`)
}

import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { forget, recall, rememberAll } from '#db/idempotency.ts'
import { cartAlreadyOrdered, cartChanged, orderCreated } from '#subjects/orders.ts'
import { normalizeEmail } from '#subjects/common.ts'
import { Problem } from '#subjects/problem.ts'
import type { Begun, SagaRunner } from '../saga.ts'
import type { Accepted, Draft } from './accept-order.ts'
import type { Checkout } from './checkout.ts'
import { foldedPart } from './fold.ts'
import { type Happened, recordEvents } from './history.ts'
import type { OrderLine, OrderRow, SoldLine } from './order.ts'
import { lockCoupons, reserveCoupons, type Use } from './pricing/coupons.ts'

/**
 * Writes orders with their histories, their events and their checkouts: one transaction for all whose carts are still as they
 * were priced. If something about one of them breaks it, each is written by itself.
 */
export async function writeOrders(
  drafts: readonly Draft[],
  checkout: SagaRunner<Checkout>,
): Promise<readonly (Accepted | Error)[]> {
  const [first] = drafts
  if (!first) return []
  const { transaction, now } = first.context
  try {
    return await transaction((tx) => writeAll(tx, drafts, { checkout, at: now() }))
  } catch (error) {
    if (drafts.length === 1) throw error
    const alone = await Promise.allSettled(drafts.map((draft) => writeOrders([draft], checkout)))
    return alone.map((one) => (one.status === 'fulfilled' ? (one.value[0] ?? cartChanged()) : (one.reason as Error)))
  }
}

type Writing = { readonly checkout: SagaRunner<Checkout>; readonly at: Date }

/** The carts are locked first, so that of two orders for one cart the second finds the first. */
async function writeAll(tx: Tx, drafts: readonly Draft[], writing: Writing): Promise<(Accepted | Problem)[]> {
  const cartIds = [...new Set(drafts.map(({ cart }) => cart.id))]
  const carrying = drafts.map(({ command, orderId }) => ({ ...command, resourceId: orderId }))
  const [noted, carts, ordered, coupons] = await Promise.all([
    rememberAll(tx, carrying),
    lockCarts(tx, cartIds),
    liveOrdersOf(tx, cartIds),
    lockCoupons(tx, drafts.flatMap(usesOf)),
  ])
  const refusals = new Map<Draft, Problem | undefined>()
  for (const draft of drafts.filter(({ orderId }) => noted.has(orderId))) {
    const { cart, orderId } = draft
    const [use] = usesOf(draft)
    const refusal = refusalFor(cart, carts.get(cart.id), ordered.get(cart.id)) ?? (use && coupons.take(use))
    if (!refusal) ordered.set(cart.id, orderId)
    refusals.set(draft, refusal)
  }
  const refused = drafts.filter((draft) => refusals.get(draft)).map(({ command }) => command)
  const accepted = drafts.filter((draft) => refusals.has(draft) && !refusals.get(draft))
  const [begun] = await Promise.all([
    insertAll(tx, accepted, writing),
    forget(tx, refused),
    reserveCoupons(tx, coupons.taken, writing.at),
  ])
  return Promise.all(
    drafts.map(async (draft): Promise<Accepted | Problem> => {
      if (!refusals.has(draft)) return join(tx, draft)
      const { orderId } = draft
      return refusals.get(draft) ?? { orderId, isNew: true, begun: begun.get(orderId) }
    }),
  )
}

/** Somebody else has noted the same command, perhaps a neighbour whose cart has changed: then it is priced again, and so is this. */
async function join(tx: Tx, { command }: Draft): Promise<Accepted | Problem> {
  try {
    const known = await recall(tx, command)
    return known ? { orderId: String(known.resourceId), isNew: false } : cartChanged()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

const usesOf = ({ orderId, couponCode: code, context: { caller } }: Draft): Use[] =>
  code === undefined ? [] : [{ orderId, code, customerId: caller.id }]

type Cart = { readonly status: string; readonly version: number }

function refusalFor(priced: Draft['cart'], cart: Cart | undefined, orderId: string | undefined): Problem | undefined {
  if (orderId !== undefined) return cartAlreadyOrdered(undefined, { orderId })
  // One that was ordered and whose order came to an end, or that was merged into another.
  if (cart?.status !== 'open' || cart.version !== priced.version) return cartChanged()
  return undefined
}

/** Nobody changes these carts, or makes another order of them, before the transaction ends. */
async function lockCarts(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Cart>> {
  const rows = await tx.execute<Cart & { id: string }>(sql`
    select id, status, version from carts where ${among(ids)} order by id for no key update`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** A statement of its own after the lock: it sees what was committed by whoever held the carts before. */
async function liveOrdersOf(tx: Tx, cartIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.execute<{ cart_id: string; id: string }>(sql`
    select cart_id, id from orders
    where cart_id in (select jsonb_array_elements_text(${JSON.stringify(cartIds)}::jsonb))
      and status not in ('rejected', 'payment_failed', 'cancelled')`)
  return new Map(rows.map(({ cart_id, id }) => [cart_id, id]))
}

const among = (ids: readonly string[]) => sql`id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`

async function insertAll(tx: Tx, drafts: readonly Draft[], { checkout, at }: Writing) {
  if (drafts.length === 0) return new Map<string, Begun>()
  const works = drafts.map((draft) => ({
    id: draft.orderId,
    data: checkoutOf(draft),
    envelope: draft.context.envelope,
  }))
  const [placed, , begun] = await Promise.all([
    insertOrders(tx, drafts, at),
    insertItems(tx, drafts),
    checkout.begin(tx, works),
  ])
  const happened = drafts.flatMap((draft): Happened[] => {
    const row = placed.get(draft.orderId)
    const lines = draft.priced.lines.map(unsent)
    const { envelope, caller } = draft.context
    return row ? [{ row, lines, actor: caller.id, changes: { ...foldedPart(row), lines }, envelope }] : []
  })
  await recordEvents(tx, { event: orderCreated, at }, happened)
  return begun
}

const unsent = (line: SoldLine): OrderLine => ({ ...line, shipped: 0, returned: 0 })

function checkoutOf({ orderId, cart, priced, couponCode, command, input, context }: Draft): Checkout {
  return {
    orderId,
    customerId: context.caller.id,
    cartId: cart.id,
    cartVersion: cart.version,
    lines: priced.lines.map(unsent),
    total: priced.total,
    ...(couponCode !== undefined && { couponCode }),
    paymentMethod: input.paymentMethod,
    idempotencyKey: command.key,
  }
}

async function insertOrders(tx: Tx, drafts: readonly Draft[], at: Date): Promise<ReadonlyMap<string, OrderRow>> {
  const rows = drafts.map((draft) => rowOf(draft, at))
  const numbered = await tx.execute<{ id: string; number: number }>(sql`
    insert into orders (id, prefix, customer_id, email, cart_id, status, currency, subtotal, discount, shipping, tax, total,
      tax_included, discounts, shipping_method, coupon_code, payment_method, shipping_address, billing_address,
      remark, version, created_at, updated_at)
    select id, prefix, "customerId", email, "cartId", status, currency, subtotal, discount, shipping, tax, total,
      "taxIncluded", discounts, "shippingMethod", "couponCode", "paymentMethod", "shippingAddress", "billingAddress",
      remark, version, "createdAt", "updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as placed
      (id text, prefix text, "customerId" text, email text, "cartId" text, status text, currency text, subtotal bigint, discount bigint,
       shipping bigint, tax bigint, total bigint, "taxIncluded" boolean, discounts jsonb, "shippingMethod" jsonb,
       "couponCode" text, "paymentMethod" text, "shippingAddress" jsonb, "billingAddress" jsonb, remark text, version int,
       "createdAt" timestamptz, "updatedAt" timestamptz)
    returning id, number`)
  const numbers = new Map(numbered.map(({ id, number }) => [id, number]))
  return new Map(rows.map((row) => [row.id, { ...row, number: numbers.get(row.id) ?? 0 }]))
}

function rowOf(
  { orderId, cart, priced, couponCode, prefix, input, context: { caller } }: Draft,
  at: Date,
): Omit<OrderRow, 'number'> {
  return {
    id: orderId,
    prefix,
    customerId: caller.id,
    email: input.email === undefined ? null : normalizeEmail(input.email),
    cartId: cart.id,
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
    couponCode: couponCode ?? null,
    paymentMethod: input.paymentMethod,
    shippingAddress: input.shippingAddress,
    billingAddress: input.billingAddress ?? null,
    remark: input.remark ?? null,
    exchangeOf: null,
    clientSecret: null,
    problem: null,
    toldPendingAt: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
}

async function insertItems(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const items = drafts.flatMap(({ orderId, priced }) =>
    priced.lines.map((line, position) => ({
      ...line,
      orderId,
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
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item
      ("orderId" text, position int, sku text, "productId" text, name text, title text, quantity int,
       "unitPrice" bigint, discount bigint, tax bigint, total bigint, "taxRatePpm" int)`)
}

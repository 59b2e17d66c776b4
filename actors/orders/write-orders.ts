import { isLive } from '#db/orders/schema.ts'
import { anyOf } from '#db/parameters.ts'
import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { forget, recall, rememberAll } from '#db/idempotency.ts'
import { cartAlreadyOrdered, cartChanged } from '#subjects/orders.ts'
import { normalizeEmail } from '#subjects/common.ts'
import { Problem } from '#subjects/problem.ts'
import type { SagaRunner } from '../saga.ts'
import type { Accepted, Draft } from './accept-order.ts'
import { type Checkout, whenTaken } from './checkout.ts'
import { insertOrders, type NewOrder, newRow, type Writing } from './insert-orders.ts'
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
    insertOrders(
      tx,
      accepted.map((draft) => newOrderOf(draft, writing.at)),
      writing,
    ),
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

/** Nobody changes these carts, or makes another order of them, before the transaction ends. They are locked in one order everywhere. */
async function lockCarts(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Cart>> {
  const rows = await tx.execute<Cart & { id: string }>(sql`
    select id, status, version from carts where id in ${anyOf(ids)} order by customer_id, id for no key update`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** A statement of its own after the lock: it sees what was committed by whoever held the carts before. */
async function liveOrdersOf(tx: Tx, cartIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.execute<{ cart_id: string; id: string }>(sql`
    select cart_id, id from orders
    where cart_id in ${anyOf(cartIds)} and ${isLive}`)
  return new Map(rows.map(({ cart_id, id }) => [cart_id, id]))
}

function newOrderOf(draft: Draft, at: Date): NewOrder {
  const { orderId, cart, priced, couponCode, prefix, captureOn, command, input, context } = draft
  const { caller, envelope } = context
  const given = {
    id: orderId,
    prefix,
    customerId: caller.id,
    email: input.email === undefined ? null : normalizeEmail(input.email),
    cartId: cart.id,
    couponCode: couponCode ?? null,
    paymentMethod: input.paymentMethod ?? null,
    shippingAddress: input.shippingAddress,
    billingAddress: input.billingAddress ?? null,
    remark: input.remark ?? null,
    exchangeOf: null,
    toldPendingAt: null,
  }
  const known = {
    cartId: cart.id,
    cartVersion: cart.version,
    idempotencyKey: command.key,
    ...whenTaken(captureOn),
    ...(input.ifDeclined === 'wait' && { ifDeclined: input.ifDeclined }),
  }
  return { row: newRow(priced, given, at), lines: priced.lines, known, actor: caller.id, envelope }
}

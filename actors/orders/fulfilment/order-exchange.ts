import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { returnLines, returns } from '#db/orders/schema.ts'
import type { Envelope } from '#subjects/envelope.ts'
import * as subject from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { Problem } from '#subjects/problem.ts'
import type { EventSubject } from '#subjects/subject.ts'
import type { Context } from '../../actor.ts'
import type { Begun, SagaRunner, Work } from '../../saga.ts'
import { type Checkout, whenTaken } from '../checkout.ts'
import { moveOrders } from '../history.ts'
import { insertOrders, newRow } from '../insert-orders.ts'
import { findOrder, type Order, type OrderRow } from '../order.ts'
import { type PricedSight, type Pricing, priceSight } from '../price-sight.ts'
import { lockOrder } from './lines.ts'
import type { ReturnRow } from './return.ts'

/** What an exchange is ordered with. */
export type ExchangeTools = Pricing & { readonly checkout: SagaRunner<Checkout> }

type Ordering = Context & ExchangeTools

/**
 * Orders what a customer wants for what came back, if anything: at the prices of now, and paid for by itself. Whoever does so
 * once more finds it decided, for the return takes its order, or the reason why there is none, in the transaction that writes it.
 */
export async function orderExchange(returnId: string, context: Ordering): Promise<void> {
  const wish = await findWish(returnId, context)
  if (!wish) return
  const priced = await priceWish(wish, context)
  const begun = await context.transaction((tx) =>
    priced instanceof Problem
      ? giveUp(tx, wish, priced, { at: context.now(), envelope: context.envelope })
      : place(tx, wish, priced, context),
  )
  if (begun) void context.checkout.advance(begun.id, context, begun).catch(() => {})
}

type Exchange = {
  readonly returnId: string
  /** Of which pieces came back. */
  readonly orderId: string
}

/** An exchange that is still to be decided. */
type Wish = Exchange &
  NonNullable<ReturnRow['exchange']> & {
    readonly order: OrderRow
    /** Whether all of them did that were to be exchanged. */
    readonly isWhole: boolean
    readonly rulesVersion: number
  }

const undecided = and(isNull(returns.exchangeOrderId), isNull(returns.exchangeProblem))

const isUndecided = (returnId: string) => and(eq(returns.id, returnId), undecided)

async function findWish(returnId: string, { db }: Context): Promise<Wish | undefined> {
  const [asked] = await db.select().from(returns).where(isUndecided(returnId))
  if (!asked?.exchange) return undefined
  const missing = sql`${returnLines.restocked} + ${returnLines.writtenOff} < ${returnLines.quantity}`
  const [found, short, [store]] = await Promise.all([
    findOrder(db, asked.orderId),
    db.$count(returnLines, and(eq(returnLines.returnId, returnId), missing)),
    db.execute<{ rulesVersion: number }>(sql`select rules_version as "rulesVersion" from store`),
  ])
  if (!found || !store) throw new Error(`The order ${asked.orderId} or the store has vanished`)
  return { ...asked.exchange, returnId, orderId: asked.orderId, order: found.row, isWhole: short === 0, ...store }
}

/** What it costs, or why it is not ordered: nobody is charged for the whole of an exchange of which they did a part. */
async function priceWish({ lines, order, isWhole, rulesVersion }: Wish, context: Ordering) {
  if (!isWhole) return subject.exchangeIncomplete()
  const destination = order.shippingAddress as Order['shippingAddress']
  try {
    return await priceSight(
      { cart: { lines }, firstOrder: false, rulesVersion },
      { destination, sentFree: true },
      context,
    )
  } catch (error) {
    if (error instanceof Problem && error.body.status < 500) return error
    throw error
  }
}

async function place(
  tx: Tx,
  wish: Wish,
  { priced, rules }: PricedSight,
  context: Ordering,
): Promise<Begun | undefined> {
  const { returnId, order, paymentMethod } = wish
  const [at, id] = [context.now(), newId('ord')]
  const decision = { set: { exchangeOrderId: id }, event: subject.orderExchanged, details: { exchangeOrderId: id } }
  const { envelope, checkout } = context
  if (!(await decide(tx, wish, decision, { at, envelope }))) return undefined
  const { customerId, email, shippingAddress, billingAddress } = order
  const given = {
    id,
    prefix: rules.orderPrefix,
    customerId,
    email,
    cartId: null,
    couponCode: null,
    paymentMethod: paymentMethod ?? null,
    shippingAddress,
    billingAddress,
    remark: null,
    exchangeOf: returnId,
    // Its customer is not there to be answered, and so waits to hear of it.
    toldPendingAt: at,
  }
  const known = whenTaken(rules.captureOn)
  const exchange = { row: newRow(priced, given, at), lines: priced.lines, known, actor: 'orders', envelope }
  return (await insertOrders(tx, [exchange], { checkout, at })).get(id)
}

async function giveUp(
  tx: Tx,
  wish: Exchange,
  { body: { code, title } }: Problem,
  deciding: Deciding,
): Promise<undefined> {
  const set = { exchangeProblem: { code, title } }
  await decide(tx, wish, { set, event: subject.orderExchangeFailed, details: { reason: code } }, deciding)
}

/** Says of every exchange that was to be ordered by now, and was not, that there will be none: whoever skipped it has decided so. */
export async function endExchanges(tx: Tx, works: readonly Work<Exchange>[], at: Date): Promise<void> {
  const ids = works.map(({ data }) => data.returnId)
  const left = await tx
    .select({ id: returns.id })
    .from(returns)
    .where(and(inArray(returns.id, ids), isNotNull(returns.exchange), undecided))
  const skipped = new Set(left.map(({ id }) => id))
  // In one order everywhere, since each locks its order.
  const inOrder = works.toSorted((a, b) => (a.data.orderId < b.data.orderId ? -1 : 1))
  for (const { data, envelope } of inOrder.filter(({ data: { returnId } }) => skipped.has(returnId)))
    await giveUp(tx, data, subject.exchangeAbandoned(), { at, envelope })
}

type Decision = {
  readonly set: Partial<Pick<ReturnRow, 'exchangeOrderId' | 'exchangeProblem'>>
  readonly event: EventSubject
  readonly details: Readonly<Record<string, unknown>>
}

type Deciding = { readonly at: Date; readonly envelope: Envelope }

/** Notes what becomes of an exchange, with the return and in the history of the order. False if that was decided before. */
async function decide(
  tx: Tx,
  { returnId, orderId }: Exchange,
  { set, event, details }: Decision,
  { at, envelope }: Deciding,
): Promise<boolean> {
  const { lines } = await lockOrder(tx, orderId, envelope.caller)
  const decided = await tx
    .update(returns)
    .set({ ...set, version: sql`${returns.version} + 1`, updatedAt: at })
    .where(isUndecided(returnId))
    .returning({ id: returns.id })
  if (decided.length === 0) return false
  const move = { orderId, lines, actor: 'orders', envelope, details: () => ({ returnId, ...details }) }
  await moveOrders(tx, { event, at }, [move])
  return true
}

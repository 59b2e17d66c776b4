import type { Static } from 'typebox'
import { and, eq, inArray } from 'drizzle-orm'
import { keepReplies, type Reply } from '#db/idempotency.ts'
import type { Tx } from '#db/client.ts'
import { orders } from '#db/orders/schema.ts'
import { commitStock, releaseStock, reserveStock, secureStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, capturePayment, voidPayment } from '#subjects/payments.ts'
import { type ProblemBody, timedOut } from '#subjects/problem.ts'
import { askOlder } from '../ask-older.ts'
import type { Saga, Work } from '../saga.ts'
import { payWithin } from './checkout-payment.ts'
import { type CheckoutTimes, giveUpAfterMs } from './checkout-times.ts'
import { closeCarts, reopenCart } from './carts/cart.ts'
import { noteOwed, type Owed, owingOf, withOwed } from './owed-goods.ts'
import { type Move, moveOrders, type Transition } from './history.ts'
import { type OrderLine, type OrderRow, toOrder } from './order.ts'
import { confirmCoupons, releaseCoupons } from './pricing/coupons.ts'

/** What checkout knows of the order it carries through. */
export type Checkout = {
  readonly orderId: string
  readonly customerId: string
  /** None for an order that replaces what came back. */
  readonly cartId?: string
  /** The cart's when it was frozen into the order. */
  readonly cartVersion?: number
  readonly lines: readonly OrderLine[]
  readonly total: Static<typeof subject.Order>['total']
  /** Where it goes; a checkout of before does not say. */
  readonly shipTo?: { readonly country: string; readonly region?: string }
  /** One that the order uses. */
  readonly couponCode?: string
  /** None: the default among those that are kept for the customer. */
  readonly paymentMethod?: string
  /** Its customer is not there to be asked by a bank. */
  readonly offSession?: true
  /** Its money is not taken yet when it is confirmed. */
  readonly captureOn?: 'shipment'
  /** The caller's name for the command, under which its outcome is kept. */
  readonly idempotencyKey?: string
  /** What of it has yet to come. */
  readonly owed?: Owed
  /** Whether its customer wants to name another card where one is declined. */
  readonly ifDeclined?: 'wait'
  /** Which card is tried, the first if it does not say; and which was declined last, and why. */
  readonly attempt?: number
  readonly declined?: { readonly attempt: number; readonly problem: Pick<ProblemBody, 'code' | 'title'> }
  /** Set while the customer has to authenticate the payment or to name another card, and until when they may. */
  readonly clientSecret?: string
  readonly payBy?: string
}

/** How an order came out, as it is kept for whoever asks again with the same key. */
export type Outcome = { readonly order: Static<typeof subject.Order> } | { readonly problem: ProblemBody }

/** Turns a pending order into a confirmed one, or leaves no trace but a failed order. */
export const checkoutWithin = (times: CheckoutTimes): Saga<Checkout> => ({
  name: 'checkout',
  giveUpAfterMs: giveUpAfterMs(times),
  steps: [
    {
      name: 'reserve stock',
      asks: { run: reserveStock, undo: releaseStock },
      run: async (known, { request }) => {
        const input = reservationOf(known, times.holdSeconds)
        const { owed } = await askOlder(request, reserveStock, { input, without: 'shipTo' })
        return owed ? { owed } : null
      },
      undo: ({ orderId }, { request }) => request(releaseStock, { orderId }),
    },
    {
      name: 'authorize payment',
      asks: { run: authorizePayment, undo: voidPayment },
      run: payWithin(times),
      undo: async ({ orderId, total }, { request }) => {
        if (total.amount > 0) await request(voidPayment, { orderId })
      },
    },
    {
      // From here the hold can no longer expire. Whoever comes too late for it gives the money back.
      name: 'secure stock',
      asks: { run: secureStock },
      run: ({ orderId }, { request }) => request(secureStock, { orderId }),
    },
    { name: 'confirm order', write: confirm, pivot: true },
    {
      name: 'commit stock',
      asks: { run: commitStock },
      run: ({ orderId }, { request }) => request(commitStock, { orderId }),
    },
    {
      name: 'capture payment',
      asks: { run: capturePayment },
      run: async ({ orderId, total, captureOn }, { request }) => {
        if (total.amount > 0 && captureOn !== 'shipment') await request(capturePayment, { orderId })
        return null
      },
    },
  ],
  waits: awaitCustomers,
  failed: fail,
})

const reservationOf = ({ orderId, lines, shipTo }: Checkout, holdSeconds: number) => ({
  orderId,
  lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
  holdSeconds,
  ...(shipTo && { shipTo }),
})

/** What checkout knows of when the money is taken: what most stores do goes without saying. */
export const whenTaken = (captureOn: 'confirmation' | 'shipment') => (captureOn === 'shipment' ? { captureOn } : {})

/** Moves orders, all of them or none. */
async function mustMove(tx: Tx, how: Transition, moves: readonly Move[]) {
  const rows = await moveOrders(tx, how, moves)
  if (rows.size < moves.length) throw subject.orderClosed(`The order cannot become ${how.to}`)
  return rows
}

const moveOf = ({ data: { orderId, lines }, envelope }: Work<Checkout>) => ({
  orderId,
  lines,
  envelope,
  actor: 'orders',
})

async function awaitCustomers(tx: Tx, works: readonly Work<Checkout>[], at: Date): Promise<void> {
  const moves = works.map((work) => {
    const { clientSecret = '', declined } = work.data
    const isDeclined = clientSecret === '' && declined
    return { ...moveOf(work), changes: { clientSecret, ...(isDeclined && { problem: declined.problem }) } }
  })
  await mustMove(tx, { to: 'awaiting_payment', event: subject.orderAwaitingPayment, at }, moves)
}

async function confirm(tx: Tx, underway: readonly Work<Checkout>[], at: Date): Promise<void> {
  const works = underway.map((work) => ({ ...work, data: { ...work.data, lines: withOwed(work.data) } }))
  const all = works.map(({ data }) => data)
  const cartIds = all.flatMap(({ cartId }) => cartId ?? [])
  // The carts are locked before the orders, as by those who try to make another order of them.
  const [versions, rows] = await Promise.all([
    closeCarts(tx, cartIds, at),
    mustMove(tx, { to: 'confirmed', event: subject.orderConfirmed, at }, works.map(confirmationOf)),
    noteOwed(
      tx,
      works.map(({ data }) => data),
    ),
    confirmCoupons(tx, withCoupon(works), at),
  ])
  const changed = all.flatMap(({ orderId, customerId, cartId, cartVersion }) =>
    cartId !== undefined && versions.get(cartId) !== cartVersion ? [{ orderId, customerId, cartId }] : [],
  )
  const outcomes = all.flatMap((data) => {
    const row = rows.get(data.orderId)
    return row ? replyTo(data, { order: toOrder(row, data.lines) }) : []
  })
  await Promise.all([...changed.map((data) => reopenCart(tx, data, at)), keepReplies(tx, outcomes)])
}

const confirmationOf = (work: Work<Checkout>) => {
  const lines = work.data.lines.filter(({ backordered }) => backordered !== undefined).map(owingOf)
  return { ...moveOf(work), ...(lines.length > 0 && { changes: { lines } }) }
}

const withCoupon = (works: readonly Work<Checkout>[]) =>
  works.filter(({ data }) => data.couponCode !== undefined).map(({ data }) => data.orderId)

type Failed = Work<Checkout> & { readonly problem: ProblemBody }

async function fail(tx: Tx, works: readonly Failed[], at: Date): Promise<void> {
  const refused = works.map((work) => ({ ...work, problem: toldAs(work.problem) }))
  const isUnpaid = ({ problem }: Failed) => problem.code.startsWith('payment-')
  const unpaid = refused.filter(isUnpaid).map(failureOf)
  const rejected = refused.filter((work) => !isUnpaid(work)).map(failureOf)
  await Promise.all([
    endFailed(tx, { to: 'payment_failed', event: subject.orderFailed, at }, unpaid),
    endFailed(tx, { to: 'rejected', event: subject.orderFailed, at }, rejected),
    releaseCoupons(tx, withCoupon(works), at),
    keepReplies(
      tx,
      refused.flatMap(({ data, problem }) => replyTo(data, { problem: { ...problem, orderId: data.orderId } })),
    ),
  ])
}

/** Moves orders to their end, but for those that were cancelled meanwhile: theirs is written already. */
async function endFailed(tx: Tx, how: Transition, moves: readonly Move[]) {
  const rows = await moveOrders(tx, how, moves)
  const left = moves.map(({ orderId }) => orderId).filter((id) => !rows.has(id))
  if (left.length === 0) return
  const cancelled = await tx.$count(orders, and(inArray(orders.id, left), eq(orders.status, 'cancelled')))
  if (cancelled < left.length) throw subject.orderClosed(`The order cannot become ${how.to}`)
}

const toldAs = (refusal: ProblemBody) =>
  timedOut.code === refusal.code ? subject.checkoutAbandoned(refusal.detail).body : refusal

function failureOf({ problem: { code, title }, ...work }: Failed) {
  const details = ({ toldPendingAt, clientSecret }: OrderRow) => ({
    reason: code,
    customerWaited: toldPendingAt !== null || clientSecret !== null,
  })
  return { ...moveOf(work), changes: { problem: { code, title } }, details }
}

/** Nobody asked for an order that replaces what came back. */
const replyTo = ({ customerId: principal, idempotencyKey: key }: Checkout, reply: Outcome): Reply[] =>
  key === undefined ? [] : [{ principal, operation: subject.placeOrder.name, key, reply }]

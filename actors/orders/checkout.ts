import type { Static } from 'typebox'
import { keepReplies } from '#db/idempotency.ts'
import type { Tx } from '#db/client.ts'
import { commitStock, releaseStock, reserveStock, secureStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, capturePayment, paymentDeclined, voidPayment } from '#subjects/payments.ts'
import { type ProblemBody, timedOut } from '#subjects/problem.ts'
import { type Saga, Wait } from '../saga.ts'
import { closeCarts, reopenCart } from './cart.ts'
import { moveOrders } from './history.ts'
import { type OrderLine, type OrderRow, toOrder } from './order.ts'

/** What checkout knows of the order it carries through. */
export type Checkout = {
  readonly orderId: string
  readonly customerId: string
  readonly cartId: string
  /** The cart's when it was frozen into the order. */
  readonly cartVersion: number
  readonly lines: readonly OrderLine[]
  readonly total: Static<typeof subject.Order>['total']
  readonly paymentMethod: string
  /** The caller's name for the command, under which its outcome is kept. */
  readonly idempotencyKey: string
  /** Set while the customer has to authenticate the payment, and until when they may. */
  readonly clientSecret?: string
  readonly payBy?: string
}

/** How an order came out, as it is kept for whoever asks again with the same key. */
export type Outcome = { readonly order: Static<typeof subject.Order> } | { readonly problem: ProblemBody }

/** Longer than a customer may take to authenticate, so that what is held outlasts the wait for the money. */
const holdSeconds = 15 * 60
const authenticateWithinMs = 10 * 60_000

/** Turns a pending order into a confirmed one, or leaves no trace but a failed order. */
export const checkout: Saga<Checkout> = {
  name: 'checkout',
  giveUpAfterMs: 12 * 60_000,
  steps: [
    {
      name: 'reserve stock',
      run: async ({ orderId, lines }, { request }) => {
        await request(reserveStock, {
          orderId,
          lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
          holdSeconds,
        })
        return null
      },
      undo: ({ orderId }, { request }) => request(releaseStock, { orderId }),
    },
    {
      name: 'authorize payment',
      run: async ({ orderId, customerId, total, paymentMethod, payBy }, { request, now }) => {
        const payment = await request(authorizePayment, { orderId, customerId, amount: total, paymentMethod })
        if (payment.status === 'authorized') return null
        const until = payBy ? Date.parse(payBy) : now().getTime() + authenticateWithinMs
        if (until <= now().getTime()) throw paymentDeclined('The payment was not authenticated in time')
        const { clientSecret = '' } = payment
        return new Wait<Checkout>(until - now().getTime(), { clientSecret, payBy: new Date(until).toISOString() })
      },
      undo: ({ orderId }, { request }) => request(voidPayment, { orderId }),
    },
    {
      // From here the hold can no longer expire. Whoever comes too late for it gives the money back.
      name: 'secure stock',
      run: ({ orderId }, { request }) => request(secureStock, { orderId }),
    },
    { name: 'confirm order', write: (tx, data, at) => confirm(tx, [data], at), pivot: true },
    { name: 'commit stock', run: ({ orderId }, { request }) => request(commitStock, { orderId }) },
    { name: 'capture payment', run: ({ orderId }, { request }) => request(capturePayment, { orderId }) },
  ],
  waits: async (tx, { orderId, lines, clientSecret = '' }, at) => {
    const moves = [{ orderId, lines, actor: 'orders', changes: { clientSecret } }]
    await mustMove(tx, { to: 'awaiting_payment', event: subject.orderAwaitingPayment, at }, moves)
  },
  failed: fail,
}

/** Moves orders, all of them or none. */
async function mustMove(tx: Tx, how: Parameters<typeof moveOrders>[1], moves: Parameters<typeof moveOrders>[2]) {
  const rows = await moveOrders(tx, how, moves)
  if (rows.size < moves.length) throw subject.orderClosed(`The order cannot become ${how.to}`)
  return rows
}

async function confirm(tx: Tx, all: readonly Checkout[], at: Date): Promise<void> {
  const moves = all.map(({ orderId, lines }) => ({ orderId, lines, actor: 'orders' }))
  // The carts are locked before the orders, as by those who try to make another order of them.
  const [versions, rows] = await Promise.all([
    closeCarts(
      tx,
      all.map(({ cartId }) => cartId),
      at,
    ),
    mustMove(tx, { to: 'confirmed', event: subject.orderConfirmed, at }, moves),
  ])
  const changed = all.filter(({ cartId, cartVersion }) => versions.get(cartId) !== cartVersion)
  const outcomes = all.flatMap((data) => {
    const row = rows.get(data.orderId)
    return row ? [replyTo(data, { order: toOrder(row, data.lines) })] : []
  })
  await Promise.all([...changed.map((data) => reopenCart(tx, data, at)), keepReplies(tx, outcomes)])
}

async function fail(tx: Tx, data: Checkout, refusal: ProblemBody, at: Date): Promise<void> {
  const { orderId, lines } = data
  const problem = timedOut.code === refusal.code ? subject.checkoutAbandoned(refusal.detail).body : refusal
  const { code, title } = problem
  const to = code.startsWith('payment-') ? 'payment_failed' : 'rejected'
  const details = ({ toldPendingAt, clientSecret }: OrderRow) => ({
    reason: code,
    customerWaited: toldPendingAt !== null || clientSecret !== null,
  })
  const moves = [{ orderId, lines, actor: 'orders', changes: { problem: { code, title } }, details }]
  await mustMove(tx, { to, event: subject.orderFailed, at }, moves)
  await keepReplies(tx, [replyTo(data, { problem: { ...problem, orderId } })])
}

const replyTo = ({ customerId, idempotencyKey: key }: Checkout, reply: Outcome) => {
  return { principal: customerId, operation: subject.placeOrder.name, key, reply }
}

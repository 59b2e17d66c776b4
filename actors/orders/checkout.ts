import type { Static } from 'typebox'
import { keepReply } from '#db/idempotency.ts'
import type { Tx } from '#db/client.ts'
import { commitStock, releaseStock, reserveStock, secureStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, capturePayment, paymentDeclined, voidPayment } from '#subjects/payments.ts'
import { type ProblemBody, timedOut } from '#subjects/problem.ts'
import { type Saga, Wait } from '../saga.ts'
import { closeCart, reopenCart } from './cart.ts'
import { changeOrder, type OrderLine, toOrder } from './order.ts'

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
    { name: 'confirm order', write: confirm, pivot: true },
    { name: 'commit stock', run: ({ orderId }, { request }) => request(commitStock, { orderId }) },
    { name: 'capture payment', run: ({ orderId }, { request }) => request(capturePayment, { orderId }) },
  ],
  waits: async (tx, { orderId, lines, clientSecret = '' }, at) => {
    await changeOrder(tx, {
      orderId,
      to: 'awaiting_payment',
      event: subject.orderAwaitingPayment,
      set: { clientSecret },
      lines,
      at,
    })
  },
  failed: fail,
}

async function confirm(tx: Tx, data: Checkout, at: Date): Promise<void> {
  const { orderId, cartId, cartVersion, lines } = data
  // The cart is locked before the order, as by those who try to make another order of it.
  const [version, row] = await Promise.all([
    closeCart(tx, cartId, at),
    changeOrder(tx, { orderId, to: 'confirmed', event: subject.orderConfirmed, lines, at }),
  ])
  await Promise.all([
    version !== cartVersion && reopenCart(tx, data, at),
    keepOutcome(tx, data, { order: toOrder(row, lines) }),
  ])
}

async function fail(tx: Tx, data: Checkout, refusal: ProblemBody, at: Date): Promise<void> {
  const { orderId, lines } = data
  const problem = timedOut.code === refusal.code ? subject.checkoutAbandoned(refusal.detail).body : refusal
  const { code, title } = problem
  await changeOrder(tx, {
    orderId,
    to: code.startsWith('payment-') ? 'payment_failed' : 'rejected',
    event: subject.orderFailed,
    set: { problem: { code, title } },
    details: ({ toldPendingAt, clientSecret }) => ({
      reason: code,
      customerWaited: toldPendingAt !== null || clientSecret !== null,
    }),
    lines,
    at,
  })
  await keepOutcome(tx, data, { problem: { ...problem, orderId } })
}

const keepOutcome = (tx: Tx, { customerId, idempotencyKey: key }: Checkout, outcome: Outcome) =>
  keepReply(tx, { principal: customerId, operation: subject.placeOrder.name, key }, outcome)

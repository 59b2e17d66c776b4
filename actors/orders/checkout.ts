import { and, eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import { keepReply } from '#db/idempotency.ts'
import { carts } from '#db/orders/schema.ts'
import type { Tx } from '#db/client.ts'
import { commitStock, releaseStock, reserveStock, secureStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, capturePayment, paymentDeclined, voidPayment } from '#subjects/payments.ts'
import type { ProblemBody } from '#subjects/problem.ts'
import { type Saga, Wait } from '../saga.ts'
import { changeOrder, type OrderLine, type OrderStatus, toOrder } from './order.ts'

/** What checkout knows of the order it carries through. */
export type Checkout = {
  readonly orderId: string
  readonly customerId: string
  readonly cartId: string
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
  const { orderId, cartId, lines } = data
  const row = await changeOrder(tx, { orderId, to: 'confirmed', event: subject.orderConfirmed, lines, at })
  await Promise.all([
    tx
      .update(carts)
      .set({ status: 'ordered', updatedAt: at })
      .where(and(eq(carts.id, cartId), eq(carts.status, 'open'))),
    keepOutcome(tx, data, { order: toOrder(row, lines) }),
  ])
}

async function fail(tx: Tx, data: Checkout, problem: ProblemBody, at: Date): Promise<void> {
  const { orderId, lines, clientSecret } = data
  const to: OrderStatus = problem.code.startsWith('payment-') ? 'payment_failed' : 'rejected'
  const reason = { code: problem.code, title: problem.title }
  const details = { reason: problem.code, customerWaited: clientSecret !== undefined }
  await changeOrder(tx, { orderId, to, event: subject.orderFailed, set: { problem: reason }, details, lines, at })
  await keepOutcome(tx, data, { problem: { ...problem, orderId } })
}

const keepOutcome = (tx: Tx, { customerId, idempotencyKey: key }: Checkout, outcome: Outcome) =>
  keepReply(tx, { principal: customerId, operation: subject.placeOrder.name, key }, outcome)

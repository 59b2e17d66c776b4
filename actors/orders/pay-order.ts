import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { Replayed } from '#subjects/bus.ts'
import * as subject from '#subjects/order-payment.ts'
import { readPaymentMethod } from '#subjects/payment-methods.ts'
import { forbidden, notFound } from '#subjects/problem.ts'
import type { OutputOf } from '#subjects/subject.ts'
import type { Context, Handler } from '../actor.ts'
import { takenAway } from '../saga-store.ts'
import type { Checkout } from './checkout.ts'
import { moveOrders } from './history.ts'
import { findOrder, toOrder } from './order.ts'
import { endOfWait } from './place-order.ts'
import { visibleOrder } from './read-order.ts'
import type { OrdersTools } from './tools.ts'

type Paid = OutputOf<typeof subject.payOrder>

/**
 * Has an order that waits for another card go on with it: the same checkout, which is told what to pay with now. A card that is
 * not theirs is refused before that, and the order waits on.
 */
export const payOrder: Handler<typeof subject.payOrder, OrdersTools> = async (input, context) => {
  const { orderId, paymentMethod } = input
  const { db, caller, now, once } = context
  const until = endOfWait(subject.payOrder, context)
  const { row, lines } = await visibleOrder(db, orderId, caller)
  const refusal = await refusalOf(paymentMethod, row.customerId, context)
  const asked: unknown = await once(async (tx) => {
    // The command that is repeated was accepted when the card was still there.
    if (refusal) throw refusal
    // The saga is locked before the order, as by its own steps.
    const isTold = await tell(tx, input, now())
    const move = { orderId, lines, actor: caller.id, changes: { paymentMethod } }
    const moved =
      isTold && (await moveOrders(tx, { to: 'pending', event: subject.orderPaymentReplaced, at: now() }, [move]))
    if (!moved || moved.size === 0) throw await notAwaited(tx, orderId)
    return orderId
  })
  const order = await outcomeOf(orderId, until, context)
  return asked instanceof Replayed ? (new Replayed(order) as unknown as Paid) : order
}

/** Why a card that is kept cannot be named; of a token its bank alone can say. */
async function refusalOf(paymentMethod: string, customerId: string, { within, envelope }: Context) {
  if (!paymentMethod.startsWith('pmt_')) return null
  const customer = { id: customerId, role: 'customer', via: 'orders' } as const
  try {
    await within({ ...envelope, caller: customer }).request(readPaymentMethod, { paymentMethodId: paymentMethod })
    return null
  } catch (error) {
    // Payments of before answer orders nothing here: the checkout finds out by itself.
    if (forbidden.matches(error)) return null
    if (!notFound.matches(error)) throw error
    const errors = [{ pointer: '/paymentMethod', code: 'unknown', detail: 'is not a payment method that is kept' }]
    return notFound(`There is no payment method ${paymentMethod}`, { errors })
  }
}

/** Says to a checkout that waits for another card what it is. False: it does not wait for one, or not any more. */
async function tell(tx: Tx, { orderId, paymentMethod }: { orderId: string; paymentMethod: string }, at: Date) {
  const [row] = await tx.select().from(sagas).where(eq(sagas.id, orderId)).for('update')
  const known = row?.data as Checkout | undefined
  const { attempt = 1, declined, payBy = '' } = known ?? {}
  if (row?.state !== 'waiting' || declined?.attempt !== attempt || Date.parse(payBy) <= at.getTime()) return false
  // Whoever looks at it just now loses it: what they find is about the card before.
  await tx
    .update(sagas)
    .set({ state: 'running', data: { ...known, paymentMethod, attempt: attempt + 1 }, ...takenAway })
    .where(eq(sagas.id, orderId))
  return true
}

async function notAwaited(tx: Tx, orderId: string) {
  const status = (await findOrder(tx, orderId))?.row.status
  return subject.paymentNotAwaited(`The order is ${status}`, { orderStatus: status })
}

/** How the order stands once this card is decided, or as long as anybody waits for that. */
async function outcomeOf(orderId: string, until: number, context: Context & OrdersTools): Promise<Paid> {
  for (let pauseMs = 25; ; pauseMs = Math.min(pauseMs * 2, 500)) {
    const late = sleep(Math.max(until - performance.now(), 1), 'late' as const, { ref: false })
    const state = await Promise.race([context.checkout.decide(orderId, context), late])
    const undecided = state === 'running' || state === 'undoing'
    const found = await findOrder(context.db, orderId)
    if (!found) throw new Error(`The order ${orderId} has vanished`)
    const isOut = !undecided || found.row.status === 'confirmed'
    if (isOut || context.stopping.aborted || performance.now() + pauseMs > until) return toOrder(found.row, found.lines)
    await sleep(pauseMs)
  }
}

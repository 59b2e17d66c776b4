import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import { sqlState } from '#db/client.ts'
import { type Command, recall, remember } from '#db/idempotency.ts'
import { orderItems, orders } from '#db/orders/schema.ts'
import { Replayed } from '#subjects/bus.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/orders.ts'
import { idempotencyKeyMissing, Problem } from '#subjects/problem.ts'
import { quoteLines } from '#subjects/products.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import type { Context, Handler } from '../actor.ts'
import { readCartLines } from './cart.ts'
import type { Checkout, Outcome } from './checkout.ts'
import { findOrder, type Order, type OrderLine, recordEvent, toOrder } from './order.ts'
import type { OrdersTools } from './tools.ts'

/** Stops waiting a little before the caller does, so that a slow order is answered as pending and not as a time-out. */
const waitMs = 10_000

/** Freezes the caller's cart into an order and carries it through checkout; the key makes a second submit the same order. */
export const placeOrder: Handler<typeof subject.placeOrder, OrdersTools> = async (input, context) => {
  const { caller, envelope } = context
  if (!envelope.idempotencyKey) throw idempotencyKeyMissing()
  const command: Command = {
    principal: caller.id,
    operation: subject.placeOrder.name,
    key: envelope.idempotencyKey,
    input,
  }

  const earlier = await recall(context.db, command)
  if (earlier) return replay(await outcomeOf(String(earlier.resourceId), command, context))

  const cart = await priceCart(context)
  if (!cart) return joinOrRefuse(command, context)
  const { cartId, lines } = cart
  const orderId = newId('ord')
  const accepted = await accept({ orderId, cartId, lines, input, command }, context)
  const outcome = await outcomeOf(accepted, command, context)
  return accepted === orderId ? answer(outcome) : replay(outcome)
}

/** The cart as it is now at the prices of now; they are what the customer will be charged, whatever changes afterwards. */
async function priceCart({
  db,
  caller,
  request,
}: Context): Promise<{ cartId: string; lines: OrderLine[] } | undefined> {
  const cart = await readCartLines(db, caller.id)
  if (!cart || cart.lines.length === 0) return undefined
  const quote = await request(quoteLines, { lines: cart.lines })
  const lines = quote.lines.map((line) => ({
    ...line,
    total: { amount: line.unitPrice.amount * line.quantity, currency: quote.currency },
  }))
  return { cartId: cart.cartId, lines }
}

/** The cart is empty, or a request with the same key has made an order of it since the key was looked up. */
async function joinOrRefuse(command: Command, context: Context & OrdersTools) {
  const meanwhile = await recall(context.db, command)
  if (!meanwhile) throw subject.cartEmpty()
  return replay(await outcomeOf(String(meanwhile.resourceId), command, context))
}

type Accepted = {
  orderId: string
  cartId: string
  lines: OrderLine[]
  input: InputOf<typeof subject.placeOrder>
  command: Command
}

/** Writes the order, its history, its event and its checkout at once. Answers the id of the order this command stands for. */
async function accept(
  { orderId, cartId, lines, input, command }: Accepted,
  context: Context & OrdersTools,
): Promise<string> {
  const { caller, envelope, now, checkout } = context
  const at = now()
  const currency = lines[0]?.total.currency ?? ''
  const total = lines.reduce((sum, line) => sum + line.total.amount, 0)
  const row = {
    id: orderId,
    customerId: caller.id,
    cartId,
    status: 'pending' as const,
    currency,
    total,
    ...input,
    version: 1,
    createdAt: at,
    updatedAt: at,
  }
  const items = lines.map(({ sku, productId, name, title, quantity, unitPrice }, position) => ({
    sku,
    productId,
    name,
    title,
    quantity,
    orderId,
    position,
    unitPrice: unitPrice.amount,
  }))
  const { paymentMethod } = input
  const data: Checkout = {
    orderId,
    customerId: caller.id,
    cartId,
    lines,
    total: { amount: total, currency },
    paymentMethod,
    idempotencyKey: command.key,
  }
  try {
    return await context.transaction(async (tx) => {
      const seen = await remember(tx, command, orderId)
      if (seen) return String(seen.resourceId)
      const [placed] = await tx.insert(orders).values(row).returning()
      if (!placed) throw new Error('An inserted order did not come back')
      await Promise.all([
        tx.insert(orderItems).values(items),
        recordEvent(tx, placed, { event: subject.orderCreated, lines, at }),
        checkout.begin(tx, { id: orderId, data, envelope }),
      ])
      return orderId
    })
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw await alreadyOrdered(cartId, context)
    throw error
  }
}

const uniqueViolation = '23505'

/** Another submit of the same cart, under another key, came first. */
async function alreadyOrdered(cartId: string, { db, caller }: Context): Promise<Problem> {
  const [order] = await db
    .select({ orderId: orders.id })
    .from(orders)
    .where(and(eq(orders.cartId, cartId), eq(orders.customerId, caller.id)))
  return subject.cartAlreadyOrdered(undefined, { ...order })
}

/** How the order came out, or how it stands if that takes longer than anybody waits. */
async function outcomeOf(orderId: string, command: Command, context: Context & OrdersTools): Promise<Outcome> {
  const until = performance.now() + waitMs
  for (let pauseMs = 25; ; pauseMs = Math.min(pauseMs * 2, 500)) {
    const timeLeft = until - performance.now()
    const state = await Promise.race([
      context.checkout.decide(orderId, context),
      sleep(timeLeft, 'late' as const, { ref: false }),
    ])
    const known = await recall(context.db, command)
    if (known?.reply) return known.reply as Outcome
    const undecided = state === 'running' || state === 'undoing'
    if (!undecided || context.stopping.aborted || performance.now() + pauseMs > until)
      return { order: await orderAsItStands(orderId, context) }
    await sleep(pauseMs)
  }
}

async function orderAsItStands(orderId: string, { db }: Context): Promise<Order> {
  const found = await findOrder(db, orderId)
  if (!found) throw new Error(`The order ${orderId} has vanished`)
  return toOrder(found.row, found.lines)
}

function answer(outcome: Outcome): OutputOf<typeof subject.placeOrder> {
  if ('problem' in outcome) throw new Problem(outcome.problem)
  return outcome.order
}

const replay = (outcome: Outcome) => new Replayed(answer(outcome)) as unknown as OutputOf<typeof subject.placeOrder>

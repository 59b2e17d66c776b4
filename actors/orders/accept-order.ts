import { and, eq, sql } from 'drizzle-orm'
import { type Db, type Tx, violatedConstraint } from '#db/client.ts'
import { type Command, recall, remember } from '#db/idempotency.ts'
import { carts, isLive, orderItems, orders } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/orders.ts'
import type { Problem } from '#subjects/problem.ts'
import { quoteLines } from '#subjects/products.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Context } from '../actor.ts'
import { type OpenCart, readCartLines, withTotals } from './cart.ts'
import type { Checkout } from './checkout.ts'
import { type OrderLine, recordEvent } from './order.ts'
import type { OrdersTools } from './tools.ts'

type Placing = { readonly input: InputOf<typeof subject.placeOrder>; readonly command: Command }
type Accepted = { readonly orderId: string; readonly isNew: boolean }

const mostTries = 4

/** Makes an order of a cart at the prices of now, once for its command. A cart that changes meanwhile is priced again. */
export async function acceptOrder(
  cart: OpenCart | undefined,
  placing: Placing,
  context: Context & OrdersTools,
): Promise<Accepted> {
  const { db, caller } = context
  for (let [tries, current] = [1, cart]; ; tries += 1) {
    if (!current || current.lines.length === 0) return joinOrRefuse(placing.command, db)
    const lines = await priceLines(current, context)
    try {
      return await accept({ ...placing, cart: current, lines }, context)
    } catch (error) {
      if (violatedConstraint(error) === 'orders_cart') throw await alreadyOrdered(db, current.cartId)
      if (!subject.cartChanged.matches(error) || tries === mostTries) throw error
    }
    current = await readCartLines(db, caller.id)
  }
}

/** The cart is empty, or a request with the same key has made an order of it since the key was looked up. */
async function joinOrRefuse(command: Command, db: Db): Promise<Accepted> {
  const meanwhile = await recall(db, command)
  if (!meanwhile) throw subject.cartEmpty()
  return { orderId: String(meanwhile.resourceId), isNew: false }
}

/** These prices are what the customer will be charged, whatever changes afterwards. */
async function priceLines({ lines }: OpenCart, { request }: Context): Promise<OrderLine[]> {
  return withTotals(await request(quoteLines, { lines: [...lines] }))
}

type Priced = Placing & { readonly cart: OpenCart; readonly lines: readonly OrderLine[] }

/** Writes the order, its history, its event and its checkout at once, if the cart is still the one that was priced. */
function accept({ input, command, cart, lines }: Priced, context: Context & OrdersTools): Promise<Accepted> {
  const { caller, envelope, now, checkout } = context
  const [orderId, customerId, at] = [newId('ord'), caller.id, now()]
  const { cartId, version: cartVersion } = cart
  const amount = lines.reduce((sum, line) => sum + line.total.amount, 0)
  const currency = lines[0]?.total.currency ?? ''
  const data: Checkout = {
    orderId,
    customerId,
    cartId,
    cartVersion,
    lines,
    total: { amount, currency },
    paymentMethod: input.paymentMethod,
    idempotencyKey: command.key,
  }
  const identity = { id: orderId, customerId, cartId, status: 'pending' as const, version: 1 }
  const row = { ...identity, ...input, total: amount, currency, createdAt: at, updatedAt: at }
  return context.transaction(async (tx) => {
    const [seen, standing] = await Promise.all([remember(tx, command, orderId), lockCart(tx, cartId)])
    if (seen) return { orderId: String(seen.resourceId), isNew: false }
    if (standing?.status !== 'open') throw await alreadyOrdered(tx, cartId)
    if (standing.version !== cartVersion) throw subject.cartChanged()
    const [placed] = await tx.insert(orders).values(row).returning()
    if (!placed) throw new Error('An inserted order did not come back')
    await Promise.all([
      insertItems(tx, orderId, lines),
      recordEvent(tx, placed, { event: subject.orderCreated, lines, at }),
      checkout.begin(tx, { id: orderId, data, envelope }),
    ])
    return { orderId, isNew: true }
  })
}

/** Nobody changes the cart before the transaction ends. */
async function lockCart(tx: Tx, cartId: string) {
  const [cart] = await tx
    .select({ status: carts.status, version: carts.version })
    .from(carts)
    .where(eq(carts.id, cartId))
    .for('share')
  return cart
}

/** One parameter for any number of lines, so that the statement is prepared once. */
async function insertItems(tx: Tx, orderId: string, lines: readonly OrderLine[]): Promise<void> {
  const items = lines.map((line, position) => ({ ...line, position, unitPrice: line.unitPrice.amount }))
  await tx.execute(sql`
    insert into ${orderItems} (order_id, position, sku, product_id, name, title, quantity, unit_price)
    select ${orderId}, position, sku, "productId", name, title, quantity, "unitPrice"
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item
      (position int, sku text, "productId" text, name text, title text, quantity int, "unitPrice" bigint)`)
}

/** Another submit of the same cart, under another key, came first. */
async function alreadyOrdered(db: Db | Tx, cartId: string): Promise<Problem> {
  const [order] = await db
    .select({ orderId: orders.id })
    .from(orders)
    .where(and(eq(orders.cartId, cartId), isLive))
  return subject.cartAlreadyOrdered(undefined, { ...order })
}

import { and, asc, eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { cartItems, carts } from '#db/orders/schema.ts'
import type * as subject from '#subjects/orders.ts'
import { productUnavailable, quoteLines } from '#subjects/products.ts'
import type { Context } from '../actor.ts'

export type Cart = Static<typeof subject.Cart>
export type CartLine = { readonly sku: string; readonly quantity: number }
export type OpenCart = { readonly cartId: string; readonly version: number; readonly lines: readonly CartLine[] }

export const mostLines = 100

/** What a cart holds before anything was put in it. */
export const emptyCart: Cart = {
  id: null,
  lines: [],
  total: { amount: 0, currency: 'EUR' },
  unavailable: [],
  version: 0,
}

/** The customer's open cart in the order things were put in; undefined if they have none. */
export async function readCartLines(
  db: Db | Tx,
  customerId: string,
): Promise<(OpenCart & { lines: CartLine[] }) | undefined> {
  const rows = await db
    .select({ cartId: carts.id, version: carts.version, sku: cartItems.sku, quantity: cartItems.quantity })
    .from(carts)
    .leftJoin(cartItems, eq(cartItems.cartId, carts.id))
    .where(and(eq(carts.customerId, customerId), eq(carts.status, 'open')))
    .orderBy(asc(cartItems.addedAt), asc(cartItems.sku))
  const [first] = rows
  const lines = rows.flatMap(({ sku, quantity }) => (sku && quantity ? [{ sku, quantity }] : []))
  return first && { cartId: first.cartId, version: first.version, lines }
}

/** A cart at the prices of now. What is no longer sold is named beside the lines, so that it hinders nothing else. */
export async function priceCart({ cartId, version, lines }: OpenCart, request: Context['request']): Promise<Cart> {
  const { quote, unavailable } = await quoteAvailable(lines, request)
  const priced = quote.lines.map((line) => ({
    ...line,
    total: { amount: line.unitPrice.amount * line.quantity, currency: quote.currency },
  }))
  const amount = priced.reduce((sum, { total }) => sum + total.amount, 0)
  return { id: cartId, lines: priced, total: { amount, currency: quote.currency }, unavailable, version }
}

async function quoteAvailable(lines: readonly CartLine[], request: Context['request']) {
  const nothing = { currency: emptyCart.total.currency, lines: [] }
  if (lines.length === 0) return { quote: nothing, unavailable: [] }
  try {
    return { quote: await request(quoteLines, { lines: [...lines] }), unavailable: [] }
  } catch (error) {
    if (!productUnavailable.matches(error)) throw error
    const unavailable = error.body['skus'] as string[]
    const rest = lines.filter(({ sku }) => !unavailable.includes(sku))
    return { quote: rest.length > 0 ? await request(quoteLines, { lines: rest }) : nothing, unavailable }
  }
}

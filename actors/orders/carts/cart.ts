import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { cartItems, carts, orderItems, store } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import type * as subject from '#subjects/carts.ts'
import { productUnavailable, quoteLines } from '#subjects/products.ts'
import type { Context } from '../../actor.ts'
import { price } from '../pricing/price.ts'
import type { OrdersTools } from '../tools.ts'

export type Cart = Static<typeof subject.Cart>
export type CartLine = { readonly sku: string; readonly quantity: number }
export type OpenCart = { readonly cartId: string; readonly version: number; readonly lines: readonly CartLine[] }

export const mostLines = 100

/** The customer's open cart, if they have one, and the version of the rules that it is priced by. */
export type SeenCart = { readonly rulesVersion: number; readonly cart?: OpenCart }

/** The customer's open cart in the order things were put in. */
export async function readCartLines(db: Db | Tx, customerId: string): Promise<SeenCart> {
  const rows = await db
    .select({
      rulesVersion: store.rulesVersion,
      cartId: carts.id,
      version: carts.version,
      sku: cartItems.sku,
      quantity: cartItems.quantity,
    })
    .from(store)
    .leftJoin(carts, and(eq(carts.customerId, customerId), eq(carts.status, 'open')))
    .leftJoin(cartItems, eq(cartItems.cartId, carts.id))
    .orderBy(asc(cartItems.addedAt), asc(cartItems.sku))
  const [first] = rows
  if (!first) throw new Error('The store has no row')
  const { rulesVersion, cartId, version } = first
  const lines = rows.flatMap(({ sku, quantity }) => (sku && quantity ? [{ sku, quantity }] : []))
  return { rulesVersion, ...(cartId && { cart: { cartId, version: version ?? 0, lines } }) }
}

const nothing = { currency: 'EUR', lines: [] }

/** A cart at the prices of now. What is no longer sold is named beside the lines, so that it hinders nothing else. */
export async function priceCart(
  { rulesVersion, cart }: SeenCart,
  { request, rulebook, now }: Context & OrdersTools,
): Promise<Cart> {
  const [rules, { quote, unavailable }] = await Promise.all([
    rulebook.at(rulesVersion),
    quoteAvailable(cart?.lines ?? [], request),
  ])
  const { shippingMethod: _none, ...priced } = price({ ...quote, at: now() }, rules)
  return { id: cart?.cartId ?? null, ...priced, unavailable, version: cart?.version ?? 0 }
}

async function quoteAvailable(lines: readonly CartLine[], request: Context['request']) {
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

/** Locks the customer's open cart for a change of its lines, and answers its id; undefined if they have none, or none like this. */
export async function changeCart(
  tx: Tx,
  { customerId, at, like }: { customerId: string; at: Date; like?: SQL },
): Promise<string | undefined> {
  const change = () =>
    tx
      .update(carts)
      .set({ version: sql`${carts.version} + 1`, updatedAt: at })
      .where(and(eq(carts.customerId, customerId), eq(carts.status, 'open'), like))
      .returning({ id: carts.id })
  const [cart] = await change()
  // One that became an order while this waited for it may have left its rest in a new cart.
  return (cart ?? (await change())[0])?.id
}

/** Ends carts that became orders. Answers the versions at which they ended. */
export async function closeCarts(tx: Tx, cartIds: readonly string[], at: Date): Promise<ReadonlyMap<string, number>> {
  const closed = await tx.execute<{ id: string; version: number }>(sql`
    update carts set status = 'ordered', updated_at = ${at.toISOString()}::timestamptz
    where status = 'open' and id in (
      select id from carts where id in (select jsonb_array_elements_text(${JSON.stringify(cartIds)}::jsonb))
      order by id for no key update
    )
    returning id, version`)
  return new Map(closed.map(({ id, version }) => [id, version]))
}

/** Opens a cart with what was put into a closed one beyond what was ordered of it, if there is such a rest. */
export async function reopenCart(
  tx: Tx,
  { cartId, orderId, customerId }: { cartId: string; orderId: string; customerId: string },
  at: Date,
): Promise<void> {
  const time = at.toISOString()
  await tx.execute(sql`
    with rest as (
      select item.sku, item.quantity - coalesce(ordered.quantity, 0) as quantity, item.added_at
      from ${cartItems} item
      left join ${orderItems} ordered on ordered.order_id = ${orderId} and ordered.sku = item.sku
      where item.cart_id = ${cartId} and item.quantity > coalesce(ordered.quantity, 0)
    ), opened as (
      insert into ${carts} (id, customer_id, version, created_at, updated_at)
      select ${newId('crt')}, ${customerId}, version + 1, ${time}::timestamptz, ${time}::timestamptz
      from ${carts} where id = ${cartId} and exists (select from rest)
      returning id
    )
    insert into ${cartItems} (cart_id, sku, quantity, added_at)
    select opened.id, rest.sku, rest.quantity, rest.added_at from opened, rest`)
}

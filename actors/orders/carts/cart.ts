import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { cartItems, carts, orderItems } from '#db/orders/schema.ts'
import { anyOf } from '#db/parameters.ts'
import { newId } from '#subjects/id.ts'

export type CartLine = { readonly sku: string; readonly quantity: number }

/** How many lines a cart can have. */
export const mostLines = 100

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
      select id from carts where id in ${anyOf(cartIds)}
      order by customer_id, id for no key update
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

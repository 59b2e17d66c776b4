import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { cartItems, carts, isLive, orders } from '#db/orders/schema.ts'
import type * as subject from '#subjects/carts.ts'
import { newId } from '#subjects/id.ts'
import type { Handler } from '../../actor.ts'
import { mostLines } from './cart.ts'

/**
 * Puts a guest's cart into the caller's own and ends it. Of each SKU the larger quantity counts, so that it does not matter how
 * often the two meet; what finds no room any more, the last that was put in, is left behind.
 */
export const mergeCart: Handler<typeof subject.mergeCart> = async ({ guestId }, { db, transaction, caller, now }) => {
  const [guests] = await db.execute(sql`select from ${carts} where customer_id = ${guestId} and status = 'open'`)
  if (guests) await transaction((tx) => merge(tx, { guestId, customerId: caller.id, at: now().toISOString() }))
  return null
}

type Merge = { readonly guestId: string; readonly customerId: string; readonly at: string }

async function merge(tx: Tx, { guestId, customerId, at }: Merge): Promise<void> {
  // In the order in which all who need more than one cart lock them.
  const open = await tx.execute<{ id: string; customer_id: string }>(sql`
    select id, customer_id from ${carts}
    where customer_id in (${guestId}, ${customerId}) and status = 'open'
    order by customer_id, id for no key update`)
  const from = open.find(({ customer_id }) => customer_id === guestId)?.id
  // What is being ordered stays with its order: until that is decided nobody can tell what will be left of it.
  if (from === undefined || (await isBeingOrdered(tx, from))) return
  const [into] = await tx.execute<{ id: string }>(sql`
    insert into ${carts} as mine (id, customer_id, coupon_code, created_at, updated_at)
    select ${newId('crt')}, ${customerId}, coupon_code, ${at}::timestamptz, ${at}::timestamptz from ${carts} where id = ${from}
    on conflict (customer_id) where status = 'open' do update
    set version = mine.version + 1, updated_at = excluded.updated_at,
      coupon_code = coalesce(mine.coupon_code, excluded.coupon_code)
    returning id`)
  await tx.execute(sql`
    with theirs as (
      select item.*, mine.sku is not null as is_shared,
        row_number() over (partition by mine.sku is null order by item.added_at, item.sku) as place
      from ${cartItems} item
      left join ${cartItems} mine on mine.cart_id = ${into?.id} and mine.sku = item.sku
      where item.cart_id = ${from}
    )
    insert into ${cartItems} as mine (cart_id, sku, quantity, added_at, seen_price)
    select ${into?.id}, sku, quantity, added_at, seen_price from theirs
    where is_shared or place <= ${mostLines} - (select count(*) from ${cartItems} where cart_id = ${into?.id})
    on conflict (cart_id, sku) do update set quantity = greatest(mine.quantity, excluded.quantity)`)
  await tx.execute(sql`update ${carts} set status = 'merged', updated_at = ${at}::timestamptz where id = ${from}`)
}

/** A statement after the lock: it sees the order of whoever held the cart before. */
async function isBeingOrdered(tx: Tx, cartId: string): Promise<boolean> {
  const [order] = await tx.execute(sql`select from ${orders} where cart_id = ${cartId} and ${isLive}`)
  return order !== undefined
}

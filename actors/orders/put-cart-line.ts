import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { cartItems, carts } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/orders.ts'
import { productUnavailable } from '#subjects/products.ts'
import type { Handler } from '../actor.ts'
import { type CartLine, mostLines, priceCart, readCartLines } from './cart.ts'

/** Sets how many of a SKU are in the caller's cart, opening one if there is none. */
export const putCartLine: Handler<typeof subject.putCartLine> = async (line, { db, caller, request, now }) => {
  const open = await readCartLines(db, caller.id)
  const lines = withLine(open?.lines ?? [], line)
  const cart = await priceCart(
    { cartId: open?.cartId ?? newId('crt'), version: (open?.version ?? 0) + 1, lines },
    request,
  )
  if (cart.unavailable.includes(line.sku)) throw productUnavailable(`${line.sku} is not for sale`, { skus: [line.sku] })

  const put = await putLine(db, { cartId: cart.id ?? '', customerId: caller.id, line, at: now() })
  if (!put) throw subject.cartFull(`A cart holds ${mostLines} lines at most`)
  return { ...cart, id: put.cartId, version: put.version }
}

const withLine = (lines: readonly CartLine[], line: CartLine): CartLine[] =>
  lines.some(({ sku }) => sku === line.sku) ? lines.map((one) => (one.sku === line.sku ? line : one)) : [...lines, line]

type Put = { cartId: string; customerId: string; line: CartLine; at: Date }

/** One statement: two tabs that open a cart at once share it, and the row lock on it keeps the count of lines true. */
async function putLine(
  db: Db,
  { cartId, customerId, line, at }: Put,
): Promise<{ cartId: string; version: number } | undefined> {
  const time = at.toISOString()
  const [put] = await db.execute<{ cart_id: string; version: number }>(sql`
    with cart as (
      insert into ${carts} (id, customer_id, created_at, updated_at) values (${cartId}, ${customerId}, ${time}, ${time})
      on conflict (customer_id) where status = 'open'
      do update set version = ${carts.version} + 1, updated_at = excluded.updated_at
      returning id, version
    ), put as (
      insert into ${cartItems} (cart_id, sku, quantity, added_at)
      select cart.id, ${line.sku}, ${line.quantity}, ${time}::timestamptz from cart
      where (select count(*) from ${cartItems} other where other.cart_id = cart.id and other.sku <> ${line.sku}) < ${mostLines}
      on conflict (cart_id, sku) do update set quantity = excluded.quantity
      returning cart_id
    )
    select cart.id as cart_id, cart.version from cart join put on put.cart_id = cart.id`)
  return put && { cartId: put.cart_id, version: put.version }
}

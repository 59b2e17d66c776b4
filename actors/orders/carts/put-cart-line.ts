import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { cartItems, carts } from '#db/orders/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/carts.ts'
import { productUnavailable } from '#subjects/products.ts'
import type { Handler } from '../../actor.ts'
import { type CartLine, mostLines, priceCart, readCartLines } from './cart.ts'
import type { OrdersTools } from '../tools.ts'

/** Sets how many of a SKU are in the caller's cart, opening one if there is none. */
export const putCartLine: Handler<typeof subject.putCartLine, OrdersTools> = async (line, context) => {
  const { db, transaction, caller, now } = context
  const { cart: open, rulesVersion } = await readCartLines(db, caller.id)
  const lines = withLine(open?.lines ?? [], line)
  const fresh = newId('crt')
  const changed = { cartId: open?.cartId ?? fresh, version: (open?.version ?? 0) + 1, lines }
  const cart = await priceCart({ rulesVersion, cart: changed }, context)
  if (cart.unavailable.includes(line.sku)) throw productUnavailable(`${line.sku} is not for sale`, { skus: [line.sku] })

  const place = { cartId: fresh, customerId: caller.id, line, at: now() }
  const put = await transaction((tx) => putLine(tx, place))
  // The cart that was read became an order meanwhile, so this is another one; saying the number again is harmless.
  if (put.cartId !== cart.id) return putCartLine(line, context)
  return { ...cart, id: put.cartId, version: put.version }
}

const withLine = (lines: readonly CartLine[], line: CartLine): CartLine[] =>
  lines.some(({ sku }) => sku === line.sku) ? lines.map((one) => (one.sku === line.sku ? line : one)) : [...lines, line]

type Put = { cartId: string; customerId: string; line: CartLine; at: Date }

/**
 * Two tabs that open a cart at once share it. The lines are counted by a statement of its own, since one sees only what was
 * committed before it began: with the cart locked by the first, that is every line there is.
 */
async function putLine(
  tx: Tx,
  { cartId, customerId, line: { sku, quantity }, at }: Put,
): Promise<{ cartId: string; version: number }> {
  const [[cart], put] = await Promise.all([
    tx
      .insert(carts)
      .values({ id: cartId, customerId, createdAt: at, updatedAt: at })
      .onConflictDoUpdate({
        target: carts.customerId,
        targetWhere: sql`status = 'open'`,
        set: { version: sql`${carts.version} + 1`, updatedAt: at },
      })
      .returning({ cartId: carts.id, version: carts.version }),
    tx.execute(sql`
      insert into ${cartItems} (cart_id, sku, quantity, added_at)
      select cart.id, ${sku}, ${quantity}, ${at.toISOString()}::timestamptz
      from ${carts} cart
      where cart.customer_id = ${customerId} and cart.status = 'open' and ${mostLines} >
        (select count(*) from ${cartItems} other where other.cart_id = cart.id and other.sku <> ${sku})
      on conflict (cart_id, sku) do update set quantity = excluded.quantity
      returning sku`),
  ])
  if (!cart || put.length === 0) throw subject.cartFull(`A cart holds ${mostLines} lines at most`)
  return cart
}

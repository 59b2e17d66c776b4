import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import type { Command } from '#db/idempotency.ts'
import { isLive } from '#db/orders/schema.ts'
import { json } from '#db/parameters.ts'
import type { CartLine } from './carts/cart.ts'
import { type Coupon, couponInHand } from './pricing/coupons.ts'

/** What there is of a command and of its caller's cart, as of one moment. */
export type Sight = {
  /** The order that the command has made already. */
  readonly seen?: { readonly orderId: string; readonly fingerprint: string }
  readonly cart?: { readonly id: string; readonly version: number; readonly lines: readonly CartLine[] }
  /** The coupon of the cart: null if there is none of that code. */
  readonly coupon?: Coupon | null
  /** Whether its caller has ordered nothing yet that did not come to nothing. */
  readonly firstOrder: boolean
  /** Of the rules that prices depend on. */
  readonly rulesVersion: number
}

type Row = {
  readonly fingerprint: string | null
  readonly orderId: string | null
  readonly cartId: string | null
  readonly version: number
  readonly lines: readonly CartLine[] | null
  readonly couponCode: string | null
  readonly coupon: Coupon | null
  readonly firstOrder: boolean
  readonly rulesVersion: number
}

/**
 * Looks at the carts of those who order, and whether they have done so before: one statement, so that nobody is seen without
 * the order and without the cart that it was made of.
 */
export async function lookAtCarts(db: Db, commands: readonly Command[]): Promise<Sight[]> {
  const asked = commands.map(({ principal, operation, key }, place) => ({ place, principal, operation, key }))
  const rows = await db.execute<Row>(sql`
    select seen.fingerprint, seen.resource_id as "orderId", cart.id as "cartId", cart.version, (
      select jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity) order by added_at, sku)
      from cart_items where cart_id = cart.id
    ) as lines, cart.coupon_code as "couponCode", case when cart.coupon_code is not null
      then ${couponInHand(sql`cart.coupon_code`, sql`cart.customer_id`)} end as coupon, not exists (
      select from orders where customer_id = asked.principal and ${isLive}
    ) as "firstOrder", (select rules_version from store) as "rulesVersion"
    from jsonb_to_recordset(${json(asked)})
      as asked (place int, principal text, operation text, key text)
    left join idempotency seen using (principal, operation, key)
    left join carts cart on cart.customer_id = asked.principal and cart.status = 'open'
    order by place`)
  return rows.map(({ fingerprint, orderId, cartId, version, lines, couponCode, coupon, firstOrder, rulesVersion }) => ({
    ...(fingerprint !== null && { seen: { fingerprint, orderId: orderId ?? '' } }),
    ...(cartId !== null && { cart: { id: cartId, version, lines: lines ?? [] } }),
    ...(couponCode !== null && { coupon }),
    firstOrder,
    rulesVersion,
  }))
}

import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { isLive } from '#db/orders/schema.ts'
import { json } from '#db/parameters.ts'
import { type Coupon, couponInHand } from '../pricing/coupons.ts'

/** A line as its cart keeps it; `seenPrice` is what its customer was last shown of it. */
export type KeptLine = { readonly sku: string; readonly quantity: number; readonly seenPrice: number | null }

export type OpenCart = {
  readonly cartId: string
  readonly version: number
  readonly lines: readonly KeptLine[]
  readonly couponCode: string | null
  /** Null if there is none of that code. */
  readonly coupon: Coupon | null
}

/** A customer's open cart, if they have one, and what its price depends on besides. */
export type SeenCart = {
  readonly rulesVersion: number
  /** Whether the customer has ordered nothing yet that did not come to nothing. */
  readonly firstOrder: boolean
  readonly cart?: OpenCart
}

type Row = {
  readonly rulesVersion: number
  readonly firstOrder: boolean
  readonly cartId: string | null
  readonly version: number
  readonly lines: readonly KeptLine[] | null
  readonly couponCode: string | null
  readonly coupon: Coupon | null
}

/** Looks at the open carts of customers, one statement for all, in the order given and each with its lines as they were put in. */
export async function lookAtOpenCarts(db: Db, customerIds: readonly string[]): Promise<SeenCart[]> {
  const rows = await db.execute<Row>(sql`
    select (select rules_version from store) as "rulesVersion", not exists (
      select from orders where customer_id = asked.id and ${isLive}
    ) as "firstOrder", cart.id as "cartId", cart.version, (
      select jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity, 'seenPrice', seen_price) order by added_at, sku)
      from cart_items where cart_id = cart.id
    ) as lines, cart.coupon_code as "couponCode", case when cart.coupon_code is not null
      then ${couponInHand(sql`cart.coupon_code`, sql`cart.customer_id`)} end as coupon
    from jsonb_array_elements_text(${json(customerIds)}) with ordinality as asked (id, place)
    left join carts cart on cart.customer_id = asked.id and cart.status = 'open'
    order by place`)
  return rows.map(({ rulesVersion, firstOrder, cartId, version, lines, couponCode, coupon }) => ({
    rulesVersion,
    firstOrder,
    ...(cartId !== null && { cart: { cartId, version, lines: lines ?? [], couponCode, coupon } }),
  }))
}

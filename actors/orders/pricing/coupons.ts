import { sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { couponCustomers, coupons } from '#db/orders/schema.ts'
import { anyOf, json } from '#db/parameters.ts'
import * as subject from '#subjects/pricing.ts'
import type { Problem } from '#subjects/problem.ts'
import type { Basket } from './price.ts'
import { whyNotGiven } from './promotions.ts'
import type { Rules } from './rules.ts'

/** A coupon as a customer has it in hand: how often it was used, by all and by them. */
export type Coupon = {
  readonly code: string
  readonly promotionId: string
  readonly mostUses: number | null
  readonly mostUsesPerCustomer: number | null
  readonly used: number
  readonly usedByCustomer: number
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly active: boolean
}

/** Codes are typed by people, and stored in capitals. */
export const normalizeCode = (code: string): string => code.toUpperCase()

/** A coupon in the hand of a customer, as JSON; for a statement that reads it along with other things. */
export const couponInHand = (code: ReturnType<typeof sql>, customerId: ReturnType<typeof sql>) => sql`(
  select jsonb_build_object('code', coupon.code, 'promotionId', coupon.promotion_id, 'mostUses', coupon.most_uses,
    'mostUsesPerCustomer', coupon.most_uses_per_customer, 'used', coupon.used,
    'usedByCustomer', coalesce(theirs.used, 0), 'startsAt', coupon.starts_at, 'endsAt', coupon.ends_at,
    'active', coupon.active)
  from ${coupons} coupon
  left join ${couponCustomers} theirs on theirs.code = coupon.code and theirs.customer_id = ${customerId}
  where coupon.code = ${code}
)`

/** The coupon of a code, in the hand of a customer. */
export async function findCoupon(db: Db | Tx, code: string, customerId: string): Promise<Coupon | undefined> {
  const [row] = await db.execute<{ coupon: Coupon | null }>(
    sql`select ${couponInHand(sql`${normalizeCode(code)}`, sql`${customerId}`)} as coupon`,
  )
  return row?.coupon ?? undefined
}

/** Why a coupon cannot be used for a basket; undefined if it can. Whether there are uses left is decided for good when it is ordered. */
export function couponProblem(coupon: Coupon | undefined, basket: Basket, rules: Rules): Problem | undefined {
  if (!coupon) return subject.couponUnknown()
  const { code, active, endsAt, startsAt, promotionId } = coupon
  const promotion = rules.promotions.find(({ id }) => id === promotionId)
  const at = basket.at.getTime()
  const ended = [endsAt, promotion?.endsAt].some((end) => end && at >= Date.parse(end))
  if (!active || !promotion || ended) return subject.couponExpired(`${code} is no longer valid`)
  if (startsAt && at < Date.parse(startsAt)) return subject.couponNotApplicable(`${code} is not valid yet`)
  const why = whyNotGiven(promotion, basket)
  return exhausted(coupon) ?? (why === undefined ? undefined : subject.couponNotApplicable(why))
}

type Limits = Pick<Coupon, 'code' | 'mostUses' | 'mostUsesPerCustomer' | 'used' | 'usedByCustomer'>

function exhausted({ code, mostUses, mostUsesPerCustomer, used, usedByCustomer }: Limits): Problem | undefined {
  if (mostUses !== null && used >= mostUses) return subject.couponExhausted(`${code} has been used up`)
  if (mostUsesPerCustomer === null || usedByCustomer < mostUsesPerCustomer) return undefined
  return subject.couponExhausted(`${code} has been used by you as often as it may be`)
}

/** The use of a coupon by an order. */
export type Use = { readonly orderId: string; readonly code: string; readonly customerId: string }

/** What is left of coupons while they are locked; it is taken from as one order after another is accepted. */
export type Taking = {
  /** Takes a use, or says why there is none. */
  readonly take: (use: Use) => Problem | undefined
  readonly taken: Use[]
}

/**
 * Locks the coupons that orders want to use, in the order of their codes, so that nobody else takes from them before the
 * transaction ends. How often they were used is read by a statement of its own after the lock, so that it sees what whoever
 * held them before has taken.
 */
export async function lockCoupons(tx: Tx, wanted: readonly Use[]): Promise<Taking> {
  const taken: Use[] = []
  if (wanted.length === 0) return { take: () => undefined, taken }
  const uses = JSON.stringify(wanted)
  const [, rows] = await Promise.all([
    tx.execute(sql`
      select from coupons where code in (select code from jsonb_to_recordset(${uses}::jsonb) as wanted (code text))
      order by code for no key update`),
    tx.execute<{ order_id: string; coupon: Coupon | null }>(sql`
      select "orderId" as order_id, ${couponInHand(sql`wanted.code`, sql`wanted."customerId"`)} as coupon
      from jsonb_to_recordset(${uses}::jsonb) as wanted ("orderId" text, code text, "customerId" text)`),
  ])
  const inHand = new Map(rows.map(({ order_id, coupon }) => [order_id, coupon]))
  const take = (use: Use): Problem | undefined => {
    const coupon = inHand.get(use.orderId)
    if (!coupon?.active) return subject.couponExpired(`${use.code} is no longer valid`)
    const before = taken.filter(({ code }) => code === use.code)
    const theirs = before.filter(({ customerId }) => customerId === use.customerId)
    const { used, usedByCustomer } = coupon
    const refusal = exhausted({ ...coupon, used: used + before.length, usedByCustomer: usedByCustomer + theirs.length })
    if (!refusal) taken.push(use)
    return refusal
  }
  return { take, taken }
}

/** Writes down the uses that were taken of locked coupons. */
export async function reserveCoupons(tx: Tx, taken: readonly Use[], at: Date): Promise<void> {
  if (taken.length === 0) return
  await tx.execute(sql`
    with taken as (
      select * from jsonb_to_recordset(${json(taken)}) as taken ("orderId" text, code text, "customerId" text)
    ), counted as (
      update coupons set used = used + uses from (select code, count(*)::int as uses from taken group by code) more
      where coupons.code = more.code
    ), by_customer as (
      insert into coupon_customers as known (code, customer_id, used)
      select code, "customerId", count(*)::int from taken group by code, "customerId"
      on conflict (code, customer_id) do update set used = known.used + excluded.used
    )
    insert into coupon_uses (order_id, code, customer_id, status, at)
    select "orderId", code, "customerId", 'reserved', ${at.toISOString()}::timestamptz from taken`)
}

/** Makes the uses by orders final. */
export async function confirmCoupons(tx: Tx, orderIds: readonly string[], at: Date): Promise<void> {
  if (orderIds.length === 0) return
  await tx.execute(sql`
    update coupon_uses set status = 'confirmed', at = ${at.toISOString()}::timestamptz
    where ${amongOrders(orderIds)} and status = 'reserved'`)
}

/** Gives back what orders have used, of which nothing will come; once, however often it is said. Most have used none. */
export async function releaseCoupons(tx: Tx, orderIds: readonly string[], at: Date): Promise<void> {
  if (orderIds.length === 0) return
  await Promise.all([
    tx.execute(sql`
      select from coupons where code in (select code from coupon_uses where ${amongOrders(orderIds)})
      order by code for no key update`),
    tx.execute(sql`
      with released as (
        update coupon_uses set status = 'released', at = ${at.toISOString()}::timestamptz
        where ${amongOrders(orderIds)} and status <> 'released'
        returning code, customer_id
      ), counted as (
        update coupons set used = used - uses from (select code, count(*)::int as uses from released group by code) less
        where coupons.code = less.code
      )
      update coupon_customers theirs set used = used - uses
      from (select code, customer_id, count(*)::int as uses from released group by code, customer_id) less
      where (theirs.code, theirs.customer_id) = (less.code, less.customer_id)`),
  ])
}

const amongOrders = (ids: readonly string[]) => sql`order_id in ${anyOf(ids)}`

import { cartEmpty } from '#subjects/carts.ts'
import { quoteLines } from '#subjects/products.ts'
import type { Context } from '../actor.ts'
import { couponProblem } from './pricing/coupons.ts'
import { type Basket, price, type Priced } from './pricing/price.ts'
import type { Rulebook, Rules } from './pricing/rules.ts'
import type { TaxEngine } from './pricing/tax-engine.ts'
import type { Sight } from './sight.ts'

/** What prices are made with. */
export type Pricing = { readonly rulebook: Rulebook; readonly taxEngine: TaxEngine }

type Asked = Pick<Basket, 'destination' | 'shippingMethod' | 'sentFree'>

/** What is priced: goods, whether they come from a cart or not. */
type Goods = Pick<Sight, 'coupon' | 'firstOrder' | 'rulesVersion'> & {
  readonly cart?: Pick<NonNullable<Sight['cart']>, 'lines'>
}

/** What the cart that was seen costs, and all that this was reckoned from. */
export type PricedSight = {
  readonly priced: Priced
  readonly basket: Basket
  readonly rules: Rules
}

/** Prices a cart as it would be ordered now. Whoever has a coupon in it wants it used, or hears why it cannot be. */
export async function priceSight(
  { cart, coupon, firstOrder, rulesVersion }: Goods,
  asked: Asked,
  { request, now, rulebook, taxEngine }: Pick<Context, 'request' | 'now'> & Pricing,
): Promise<PricedSight> {
  if (!cart || cart.lines.length === 0) throw cartEmpty()
  const [quote, rules] = await Promise.all([request(quoteLines, { lines: [...cart.lines] }), rulebook.at(rulesVersion)])
  const basket: Basket = { ...quote, ...asked, at: now(), firstOrder, coupon: coupon ?? undefined }
  const refusal = coupon === undefined ? undefined : couponProblem(coupon ?? undefined, basket, rules)
  if (refusal) throw refusal
  const rates = await taxEngine.ratesFor(basket, rules)
  return { priced: price(basket, rules, rates), basket, rules }
}

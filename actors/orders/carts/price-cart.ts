import type { Static } from 'typebox'
import type * as subject from '#subjects/carts.ts'
import type { Problem } from '#subjects/problem.ts'
import { productUnavailable, type QuotedLine, quoteLines } from '#subjects/products.ts'
import type { Context } from '../../actor.ts'
import { couponProblem } from '../pricing/coupons.ts'
import { type Basket, price } from '../pricing/price.ts'
import type { Rules } from '../pricing/rules.ts'
import type { OrdersTools } from '../tools.ts'
import type { KeptLine, OpenCart, SeenCart } from './look-at-carts.ts'

export type Cart = Static<typeof subject.Cart>
type Notice = Static<typeof subject.CartNotice>
type Quoted = Static<typeof QuotedLine>

/** A cart as its customer is shown it, and what a piece of each line costs in it. */
export type PricedCart = { readonly cart: Cart; readonly prices: ReadonlyMap<string, number> }

/**
 * A cart at the prices of now, with what has changed since its customer last saw it. What is no longer sold is named beside the
 * lines, and a coupon that is good for nothing now stays for another time: neither hinders the rest.
 */
export async function priceCart(
  { rulesVersion, firstOrder, cart }: SeenCart,
  { request, rulebook, now }: Means,
): Promise<PricedCart> {
  const lines = cart?.lines ?? []
  const [rules, { quote, unavailable }] = await Promise.all([rulebook.at(rulesVersion), quoteAvailable(lines, request)])
  const { coupon, notices } = couponOf(cart, { ...quote, at: now(), firstOrder }, rules)
  const { shippingMethod: _none, ...priced } = price({ ...quote, at: now(), firstOrder, coupon }, rules)
  return {
    cart: {
      id: cart?.cartId ?? null,
      ...priced,
      toBeAdded: quote.lines.length > 0 ? ['shipping'] : [],
      ...(cart?.couponCode && { couponCode: cart.couponCode }),
      unavailable,
      notices: [...lines.flatMap((line) => noticesOf(line, quote.lines)), ...notices],
      version: cart?.version ?? 0,
    },
    prices: new Map(quote.lines.map(({ sku, unitPrice }) => [sku, unitPrice.amount])),
  }
}

/** Why the coupon of a cart is good for nothing in it; undefined if it is good. */
export async function refusedCoupon(
  { rulesVersion, firstOrder, cart }: SeenCart,
  means: Means,
): Promise<Problem | undefined> {
  const { request, rulebook, now } = means
  const [rules, { quote }] = await Promise.all([rulebook.at(rulesVersion), quoteAvailable(cart?.lines ?? [], request)])
  return couponProblem(cart?.coupon ?? undefined, { ...quote, at: now(), firstOrder }, rules)
}

type Means = Pick<Context, 'request' | 'now'> & Pick<OrdersTools, 'rulebook'>

/** The lines whose price is another one than their customer was shown before. */
export const unseenPrices = (lines: readonly KeptLine[], prices: PricedCart['prices']) =>
  lines.flatMap(({ sku, seenPrice }) => {
    const price = prices.get(sku)
    return price === undefined || price === seenPrice ? [] : [{ sku, price }]
  })

function couponOf(cart: OpenCart | undefined, basket: Basket, rules: Rules) {
  if (!cart?.couponCode || basket.lines.length === 0) return { coupon: undefined, notices: [] }
  const coupon = cart.coupon ?? undefined
  const refusal = couponProblem(coupon, basket, rules)
  if (!refusal) return { coupon, notices: [] }
  const { code: problem, detail, title } = refusal.body
  return {
    coupon: undefined,
    notices: [{ type: 'coupon-refused' as const, code: cart.couponCode, problem, detail: detail ?? title }],
  }
}

function noticesOf({ sku, quantity, seenPrice }: KeptLine, quoted: readonly Quoted[]): Notice[] {
  const line = quoted.find((one) => one.sku === sku)
  if (!line) return [{ type: 'unavailable', sku }]
  const { available, unitPrice } = line
  const from = seenPrice === null ? unitPrice : { ...unitPrice, amount: seenPrice }
  return [
    ...(from.amount === unitPrice.amount ? [] : [{ type: 'price-changed' as const, sku, from, to: unitPrice }]),
    ...(available === 0 ? [{ type: 'unavailable' as const, sku }] : []),
    ...(available > 0 && available < quantity ? [{ type: 'low-availability' as const, sku, available }] : []),
  ]
}

const nothing = { currency: 'EUR', lines: [] }

/** What can still be bought, and what cannot. More may go off sale while this asks again for the rest. */
async function quoteAvailable(kept: readonly KeptLine[], request: Context['request']) {
  const unavailable: string[] = []
  for (;;) {
    const wanted = kept.filter(({ sku }) => !unavailable.includes(sku))
    if (wanted.length === 0) return { quote: nothing, unavailable }
    try {
      const lines = wanted.map(({ sku, quantity }) => ({ sku, quantity }))
      return { quote: await request(quoteLines, { lines }), unavailable }
    } catch (error) {
      if (!productUnavailable.matches(error)) throw error
      unavailable.push(...(error.body['skus'] as string[]))
    }
  }
}

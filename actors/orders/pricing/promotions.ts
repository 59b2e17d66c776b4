import { isAbout, offLines, sumOf } from './benefits.ts'
import type { Basket } from './price.ts'
import type { Promotion, Rules } from './rules.ts'

/** A promotion that took effect, and what it took off. */
export type Given = { readonly promotion: Promotion; readonly appliesTo: 'goods' | 'shipping'; readonly amount: number }

/** What promotions make of a basket: how much comes off each line, in the order of the lines, and off the sending. */
export type Reduction = {
  readonly given: readonly Given[]
  readonly offLines: readonly number[]
  readonly offShipping: number
}

/**
 * The promotions that serve the customer best: all that may stand beside each other, or one that stands alone. Whatever is
 * equally good, the one that comes first by priority and id is given, so that nobody's order of writing them down matters.
 */
export function bestReduction(basket: Basket, rules: Pick<Rules, 'promotions'>, shipping: number): Reduction {
  const met = rules.promotions.filter((promotion) => isGiven(promotion, basket)).sort(byPriority)
  const together = met.filter(({ exclusive }) => !exclusive)
  const alone = met.filter(({ exclusive }) => exclusive)
  const choices = [together, ...alone.map((one) => [one])].map((some) => reduce(basket, some, shipping))
  return choices.reduce((best, choice) => (worth(choice) > worth(best) ? choice : best))
}

const byPriority = (a: Promotion, b: Promotion) => a.priority - b.priority || (a.id < b.id ? -1 : 1)

const worth = ({ given }: Reduction) => given.reduce((sum, { amount }) => sum + amount, 0)

function isGiven(promotion: Promotion, basket: Basket): boolean {
  if (promotion.couponOnly && basket.coupon?.promotionId !== promotion.id) return false
  return whyNotGiven(promotion, basket) === undefined
}

/** Which of its conditions a basket does not meet, for people to read; undefined if it meets them all. */
export function whyNotGiven(promotion: Promotion, basket: Basket): string | undefined {
  const { startsAt, endsAt, conditions } = promotion
  const { currency, at, firstOrder } = basket
  if (startsAt && at.getTime() < Date.parse(startsAt)) return 'It has not begun yet'
  if (endsAt && at.getTime() >= Date.parse(endsAt)) return 'It is over'
  if (conditions.firstOrder && !firstOrder) return 'It is for a first order only'
  const goods = basket.lines.filter((line) => isAbout(promotion, line))
  if (goods.length === 0) return 'It is for other goods than these'
  const asked = currencyOf(promotion)
  if (asked !== undefined && asked !== currency) return `It is for prices in ${asked}`
  const { minimum } = conditions
  if (minimum && sumOf(goods) < minimum.amount)
    return `It takes goods for ${minimum.amount} ${minimum.currency} in minor units, and there are ${sumOf(goods)}`
  return undefined
}

function currencyOf({ benefit, conditions }: Promotion): string | undefined {
  if (benefit.kind === 'fixed') return benefit.amount.currency
  return benefit.kind === 'tiers' ? benefit.currency : conditions.minimum?.currency
}

/** Takes promotions off one after another, each from what those before it have left. */
function reduce({ lines }: Basket, promotions: readonly Promotion[], shipping: number): Reduction {
  const left = lines.map(({ unitPrice, quantity }) => unitPrice.amount * quantity)
  const given: Given[] = []
  let toSend = shipping
  for (const promotion of promotions) {
    if (promotion.benefit.kind === 'free-shipping') {
      if (toSend > 0) given.push({ promotion, appliesTo: 'shipping', amount: toSend })
      toSend = 0
      continue
    }
    const parts = offLines(promotion, lines, left)
    parts.forEach((part, place) => (left[place] = (left[place] ?? 0) - part))
    const amount = parts.reduce((sum, part) => sum + part, 0)
    if (amount > 0) given.push({ promotion, appliesTo: 'goods', amount })
  }
  const offEach = lines.map(({ unitPrice, quantity }, place) => unitPrice.amount * quantity - (left[place] ?? 0))
  return { given, offLines: offEach, offShipping: shipping - toSend }
}

import { Type } from 'typebox'
import { Amount, Country, Currency, Exact, IdOf, Money, Sku, Text } from './common.ts'
import { problem } from './problem.ts'
import { Goods, Slug } from './products.ts'

export const PromotionId = IdOf('prm')
export const ShippingMethodId = IdOf('shm')
export const TaxRateId = IdOf('txr')

/** A code that people type: it is read without regard to case. */
export const CouponCode = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{1,39}$',
  description: 'Such as `SPRING-10`',
})

const Percent = Type.Integer({ minimum: 1, maximum: 100, description: 'Whole per cent' })
/** At which rate something is taxed. */
export const RatePpm = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description: 'Parts of a million: 190000 is 19 %',
})
const Count = Type.Integer({ minimum: 1, maximum: 999 })

/** What a promotion takes off the goods that meet its conditions, or off what it costs to send them. */
export const Benefit = Type.Union([
  Exact({ kind: Type.Literal('percentage'), percent: Percent }),
  Exact({ kind: Type.Literal('fixed'), amount: Money }),
  Exact(
    { kind: Type.Literal('buy-x-get-y'), buy: Count, get: Count, percent: Percent },
    { description: 'Of every `buy` + `get` units the `get` cheapest are so much cheaper' },
  ),
  Exact(
    {
      kind: Type.Literal('tiers'),
      currency: Currency,
      tiers: Type.Array(Exact({ from: Amount, percent: Percent }), { minItems: 1, maxItems: 20 }),
    },
    { description: 'The highest tier counts that the goods reach at the prices of the catalogue' },
  ),
  Exact({ kind: Type.Literal('free-shipping') }),
])

/** When a promotion is given, and for which goods. What is left out is no condition. */
export const Conditions = Exact({
  categories: Type.Optional(Type.Array(Slug, { minItems: 1, maxItems: 50 })),
  skus: Type.Optional(Type.Array(Sku, { minItems: 1, maxItems: 100 })),
  minimum: Type.Optional(
    Exact(Money.properties, { description: 'What the goods it is for must cost, at the prices of the catalogue' }),
  ),
  firstOrder: Type.Optional(Type.Boolean({ description: "Whether it must be the customer's first" })),
})

/** Somewhere goods are sent or taxed: a country, or a region of it. */
export const Zone = Exact({ country: Country, region: Type.Optional(Text(100)) })

/** What sending costs: the first tier that the parcel's weight in grams, or the price of its goods before discounts, does not exceed. */
export const ShippingRates = Exact({
  by: Type.Enum(['weight', 'price']),
  currency: Currency,
  tiers: Type.Array(
    Exact({
      upTo: Type.Union([Amount, Type.Null()], { description: 'Grams or minor units; null: whatever it is' }),
      amount: Type.Integer({ minimum: 0, maximum: 10_000_000_000, description: 'Integer minor units' }),
    }),
    { minItems: 1, maxItems: 50 },
  ),
})

/** A promotion as it took effect. */
export const Discount = Exact({
  promotionId: PromotionId,
  name: Text(100),
  code: Type.Optional(CouponCode),
  appliesTo: Type.Enum(['goods', 'shipping'], {
    description: "What became cheaper: `discount` is the sum of the goods'",
  }),
  amount: Money,
})

/** What an order sends its goods with. */
export const ChosenShipping = Exact({
  id: ShippingMethodId,
  name: Text(100),
  amount: Money,
  taxRatePpm: Type.Optional({ ...RatePpm, description: 'At which rate it is taxed; older orders do not say' }),
})

/** A line as it is sold: `total` is what the customer pays for it, with its part of every discount, and with its tax. */
export const SoldLine = {
  ...Goods,
  discount: Money,
  taxRatePpm: RatePpm,
  tax: Money,
  total: Money,
}

export const ruleInvalid = problem('rule-invalid', 422, 'The rule contradicts itself or what there is')

export const couponUnknown = problem('coupon-unknown', 422, 'There is no such coupon')
export const couponExpired = problem('coupon-expired', 409, 'The coupon is no longer valid')
export const couponExhausted = problem('coupon-exhausted', 409, 'The coupon has been used as often as it may be')
export const couponNotApplicable = problem('coupon-not-applicable', 422, 'The coupon is not for this cart')

/** What a coupon can be refused for. */
export const couponProblems = [couponUnknown, couponExpired, couponExhausted, couponNotApplicable]

export const taxUnavailable = problem('tax-unavailable', 503, 'Nobody can say right now how this is taxed')

export const shippingUnavailable = problem('shipping-unavailable', 422, 'The goods cannot be sent there that way', {
  members: { offered: Type.Array(ShippingMethodId, { description: 'The ways there are' }) },
})

/**
 * What it all comes to. `subtotal` is what the goods cost before discounts, at the prices of the catalogue; `discount` is what
 * came off the goods. The totals of the lines and `shipping`, both with their tax, make `total`.
 */
export const Sums = {
  subtotal: Money,
  discount: Money,
  shipping: Money,
  tax: Money,
  taxIncluded: Type.Boolean({ description: 'Whether the prices have the tax in them' }),
  total: Money,
}

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Priced, price } from './price.ts'
import { anyCase, at, basketOf, eur, methodOf, promotionOf, rulesOf } from './test-basket.ts'

const sum = (amounts: readonly { amount: number }[]) => amounts.reduce((total, { amount }) => total + amount, 0)

const always = (law: (priced: Priced) => void) =>
  fc.assert(
    fc.property(anyCase, ({ basket, rules }) => {
      law(price(basket, rules))
    }),
    { numRuns: 500 },
  )

test('the totals of the lines and the sending make the total, to the minor unit', () => {
  always(({ lines, shipping, total }) =>
    expect(sum(lines.map((line) => line.total)) + shipping.amount).toBe(total.amount),
  )
})

test('the taxes of the lines and of the sending make the tax, and none is more than what it is part of', () => {
  always(({ lines, shipping, tax }) => {
    const ofSending = tax.amount - sum(lines.map((line) => line.tax))
    expect(ofSending).toBeGreaterThanOrEqual(0)
    expect(ofSending).toBeLessThanOrEqual(shipping.amount)
    for (const line of lines) expect(line.tax.amount).toBeLessThanOrEqual(line.total.amount)
  })
})

test('nothing is negative, everything is whole, and no line is discounted by more than it costs', () => {
  always(({ lines, ...sums }) => {
    const amounts = [sums.subtotal, sums.discount, sums.shipping, sums.tax, sums.total]
    for (const { amount } of amounts) expect(amount).toSatisfy((one: number) => Number.isSafeInteger(one) && one >= 0)
    for (const { discount, quantity, unitPrice, total } of lines) {
      expect(discount.amount).toBeLessThanOrEqual(unitPrice.amount * quantity)
      expect(Math.min(discount.amount, total.amount)).toBeGreaterThanOrEqual(0)
    }
  })
})

test('the promotions that are named are the discount', () => {
  always(({ lines, discount, discounts, subtotal, total, shipping, tax, taxIncluded }) => {
    const offGoods = discounts.filter(({ appliesTo }) => appliesTo === 'goods').map(({ amount }) => amount)
    expect(sum(offGoods)).toBe(discount.amount)
    expect(sum(lines.map((line) => line.discount))).toBe(discount.amount)
    const beforeTax = subtotal.amount - discount.amount
    if (taxIncluded) expect(total.amount).toBe(beforeTax + shipping.amount)
    else expect(total.amount).toBeLessThanOrEqual(beforeTax + shipping.amount + tax.amount)
  })
})

test('the order in which rules are written down changes nothing', () => {
  const shuffled = anyCase.chain((one) =>
    fc.record({
      one: fc.constant(one),
      promotions: fc.shuffledSubarray([...one.rules.promotions], { minLength: one.rules.promotions.length }),
      shippingMethods: fc.shuffledSubarray([...one.rules.shippingMethods], {
        minLength: one.rules.shippingMethods.length,
      }),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ one: { basket, rules }, ...other }) => {
      expect(price(basket, { ...rules, ...other })).toEqual(price(basket, rules))
    }),
    { numRuns: 500 },
  )
})

test('promotions make no order dearer', () => {
  fc.assert(
    fc.property(anyCase, ({ basket, rules }) => {
      const without = price(basket, { ...rules, promotions: [] })
      expect(price(basket, rules).total.amount).toBeLessThanOrEqual(without.total.amount)
    }),
    { numRuns: 500 },
  )
})

test('goods that are sold without their tax come to a price that has just that tax in it', () => {
  fc.assert(
    fc.property(anyCase, ({ basket, rules }) => {
      const added = price(basket, { ...rules, pricesIncludeTax: false, promotions: [] })
      const lines = basket.lines.map((line, place) => ({
        ...line,
        quantity: 1,
        unitPrice: eur(added.lines[place]?.total.amount ?? 0),
      }))
      const included = price({ ...basket, lines }, { ...rules, pricesIncludeTax: true, promotions: [] })
      expect(included.lines.map(({ tax, total }) => [tax, total])).toEqual(
        added.lines.map(({ tax, total }) => [tax, total]),
      )
    }),
    { numRuns: 500 },
  )
})

test('a basket with everything in it comes to what somebody with a pencil gets', () => {
  const rules = rulesOf({
    promotions: [
      promotionOf({ id: 'prm_1', name: 'Ten off', priority: 1 }),
      promotionOf({
        id: 'prm_2',
        name: 'Voucher',
        priority: 2,
        benefit: { kind: 'fixed', amount: eur(100) },
        couponOnly: true,
      }),
    ],
    shippingMethods: [methodOf()],
  })
  const basket = basketOf(
    [
      { quantity: 3, unitPrice: eur(333) },
      { quantity: 1, unitPrice: eur(2_501), taxClass: 'reduced' },
    ],
    { destination: { country: 'DE' }, coupon: { code: 'VOUCHER', promotionId: 'prm_2' } },
  )
  // 9.99 + 25.01 = 35.00. Ten per cent: 3.50, of which 1.00 and 2.50. Of the 8.99 and 22.51 left the voucher takes 0.29 and 0.71.
  expect(price(basket, rules)).toMatchObject({
    subtotal: eur(3_500),
    discount: eur(450),
    shipping: eur(490),
    total: eur(3_540),
    // 8.70 × 19/119 = 1.389, 21.80 × 7/107 = 1.426, 4.90 × 19/119 = 0.782
    tax: eur(139 + 143 + 78),
    lines: [
      { discount: eur(129), total: eur(870), tax: eur(139), taxRatePpm: 190_000 },
      { discount: eur(321), total: eur(2_180), tax: eur(143), taxRatePpm: 70_000 },
    ],
    discounts: [
      { promotionId: 'prm_1', name: 'Ten off', appliesTo: 'goods', amount: eur(350) },
      { promotionId: 'prm_2', name: 'Voucher', appliesTo: 'goods', amount: eur(100), code: 'VOUCHER' },
    ],
    shippingMethod: { id: 'shm_standard', name: 'Standard', amount: eur(490), taxRatePpm: 190_000 },
  })
})

test('the dearest basket there can be is reckoned exactly', () => {
  const lines = Array.from({ length: 100 }, () => ({ quantity: 999, unitPrice: eur(10_000_000_000) }))
  const promotions = [promotionOf({ benefit: { kind: 'percentage', percent: 33 } })]
  const { discount, total, tax } = price(basketOf(lines), rulesOf({ promotions }))
  expect([discount.amount, total.amount]).toEqual([329_670_000_000_000, 669_330_000_000_000])
  expect(tax.amount).toBe(100 * Number((6_693_300_000_000n * 19n * 2n + 119n) / 238n))
})

test('where goods go decides their tax: a region before its country, and nothing where there is no rate', () => {
  const taxRates = [
    { country: 'US', region: 'California', taxClass: 'standard', ratePpm: 72_500 },
    { country: 'US', region: null, taxClass: 'standard', ratePpm: 10_000 },
    { country: 'DE', taxClass: 'standard', ratePpm: 190_000 },
  ]
  const rules = rulesOf({ taxRates, pricesIncludeTax: false })
  const taxAt = (destination?: { country: string; region?: string }) =>
    price(basketOf([{}], { destination, at }), rules).tax.amount
  expect(taxAt({ country: 'US', region: ' california' })).toBe(73)
  expect(taxAt({ country: 'US', region: 'Texas' })).toBe(10)
  expect(taxAt({ country: 'DE', region: 'California' })).toBe(190)
  expect(taxAt({ country: 'FR' })).toBe(0)
  expect(taxAt()).toBe(190)
})

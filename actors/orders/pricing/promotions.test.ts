import { expect, test } from 'vitest'
import { price } from './price.ts'
import type { Promotion } from './rules.ts'
import { basketOf, eur, methodOf, promotionOf, rulesOf } from './test-basket.ts'

const lines = [
  { quantity: 3, unitPrice: eur(1_000), category: 'kitchen' },
  { quantity: 1, unitPrice: eur(5_000), category: 'garden' },
]
const basket = basketOf(lines)

const discountOf = (benefit: Promotion['benefit'], conditions: Promotion['conditions'] = {}) =>
  price(basket, rulesOf({ promotions: [promotionOf({ benefit, conditions })] })).lines.map(
    ({ discount }) => discount.amount,
  )

test.each<[string, Promotion['benefit'], number[]]>([
  ['a percentage', { kind: 'percentage', percent: 15 }, [450, 750]],
  ['an amount, in proportion', { kind: 'fixed', amount: eur(1_000) }, [375, 625]],
  ['an amount, but no more than the goods cost', { kind: 'fixed', amount: eur(99_999) }, [3_000, 5_000]],
  ['an amount in a foreign currency', { kind: 'fixed', amount: { amount: 5, currency: 'USD' } }, [0, 0]],
  ['the cheapest of each full group', { kind: 'buy-x-get-y', buy: 1, get: 1, percent: 100 }, [2_000, 0]],
  ['half of the cheapest of three', { kind: 'buy-x-get-y', buy: 2, get: 1, percent: 50 }, [500, 0]],
  ['nothing of a group that is not full', { kind: 'buy-x-get-y', buy: 4, get: 1, percent: 100 }, [0, 0]],
  [
    'the highest tier that is reached',
    {
      kind: 'tiers',
      currency: 'EUR',
      tiers: [8_001, 8_000, 100].map((from, place) => ({ from, percent: 30 - 10 * place })),
    },
    [600, 1_000],
  ],
])('a promotion takes off %s', (_what, benefit, expected) => {
  expect(discountOf(benefit)).toEqual(expected)
})

test('a promotion is for the goods it names, and their price alone reaches its minimum', () => {
  const tenth = { kind: 'percentage' as const, percent: 10 }
  expect(discountOf(tenth, { categories: ['garden', 'books'] })).toEqual([0, 500])
  expect(discountOf(tenth, { skus: ['SKU-0'] })).toEqual([300, 0])
  expect(discountOf(tenth, { skus: ['SKU-0'], minimum: eur(3_000) })).toEqual([300, 0])
  expect(discountOf(tenth, { skus: ['SKU-0'], minimum: eur(3_001) })).toEqual([0, 0])
})

test('a promotion is given from its start until its end, and a first one to a first order', () => {
  const rules = (part: Partial<Promotion>) => rulesOf({ promotions: [promotionOf(part)] })
  const given = (part: Partial<Promotion>, firstOrder = false) =>
    price({ ...basket, firstOrder }, rules(part)).discounts.length === 1
  const [before, moment, after] = ['2026-05-01T11:59:59Z', '2026-05-01T12:00:00Z', '2026-05-01T12:00:01Z']
  expect([before, moment, after].map((startsAt) => given({ startsAt }))).toEqual([true, true, false])
  expect([before, moment, after].map((endsAt) => given({ endsAt }))).toEqual([false, false, true])
  expect([true, false].map((first) => given({ conditions: { firstOrder: true } }, first))).toEqual([true, false])
})

test('promotions come off one after another by priority, or one alone if that is better for the customer', () => {
  const half = { kind: 'percentage' as const, percent: 50 }
  const fixed = { kind: 'fixed' as const, amount: eur(1_000) }
  const stacked = [
    promotionOf({ id: 'prm_b', priority: 2, benefit: half }),
    promotionOf({ id: 'prm_c', priority: 1, benefit: fixed }),
  ]
  const alone = (amount: number) =>
    promotionOf({ id: 'prm_a', exclusive: true, benefit: { kind: 'fixed', amount: eur(amount) } })
  const given = (amount: number) =>
    price(basket, rulesOf({ promotions: [alone(amount), ...stacked] })).discounts.map((one) => one.promotionId)
  expect(price(basket, rulesOf({ promotions: stacked })).discount).toEqual(eur(1_000 + 3_500))
  expect(given(4_500)).toEqual(['prm_c', 'prm_b'])
  expect(given(4_501)).toEqual(['prm_a'])
})

test('free sending is named among the discounts, and is no discount of the goods', () => {
  const promotions = [promotionOf({ benefit: { kind: 'free-shipping' } })]
  const rules = rulesOf({ promotions, shippingMethods: [methodOf()] })
  const small = basketOf([{ unitPrice: eur(1_000) }], { destination: { country: 'DE' } })
  expect(price(small, rules)).toMatchObject({
    discount: eur(0),
    shipping: eur(0),
    total: eur(1_000),
    discounts: [{ appliesTo: 'shipping', amount: eur(490) }],
    shippingMethod: { amount: eur(0) },
  })
})

test('parcels are sent by their weight where the method says so, and only to its zones', () => {
  const rates = {
    by: 'weight' as const,
    currency: 'EUR',
    tiers: [
      { upTo: 600, amount: 300 },
      { upTo: 900, amount: 500 },
    ],
  }
  const zones = [{ country: 'US', region: 'Texas' }, { country: 'DE' }]
  const rules = rulesOf({ shippingMethods: [methodOf({ rates, zones })] })
  const sent = (quantity: number, destination: { country: string; region?: string }) =>
    price(basketOf([{ quantity }], { destination }), rules).shipping.amount
  expect([2, 3].map((quantity) => sent(quantity, { country: 'DE' }))).toEqual([300, 500])
  expect(sent(1, { country: 'US', region: 'texas' })).toBe(300)
  expect(() => sent(4, { country: 'DE' })).toThrow('Nothing is sent there')
  expect(() => sent(1, { country: 'US', region: 'Ohio' })).toThrow('Nothing is sent there')
})

import * as fc from 'fast-check'
import type { Basket } from './price.ts'
import type { Promotion, Rules, ShippingMethod } from './rules.ts'

export const at = new Date('2026-05-01T12:00:00Z')
export const eur = (amount: number) => ({ amount, currency: 'EUR' })

type Line = Basket['lines'][number]

/** A line of a basket, for a test that is about some of its members. */
export const lineOf = (part: Partial<Line> = {}): Line => ({
  sku: 'MUG',
  productId: 'prd_01jz0000000000000000000000',
  name: 'Mug',
  title: 'Blue',
  quantity: 1,
  unitPrice: eur(1_000),
  category: 'kitchen',
  taxClass: 'standard',
  weightGrams: 300,
  available: 10,
  ...part,
})

export const basketOf = (lines: readonly Partial<Line>[], part: Partial<Basket> = {}): Basket => ({
  currency: 'EUR',
  lines: lines.map((line, place) => lineOf({ sku: `SKU-${place}`, ...line })),
  at,
  ...part,
})

export const promotionOf = (part: Partial<Promotion> = {}): Promotion => ({
  id: 'prm_a',
  name: 'Spring',
  benefit: { kind: 'percentage', percent: 10 },
  conditions: {},
  priority: 0,
  exclusive: false,
  couponOnly: false,
  startsAt: null,
  endsAt: null,
  ...part,
})

export const methodOf = (part: Partial<ShippingMethod> = {}): ShippingMethod => ({
  id: 'shm_standard',
  name: 'Standard',
  zones: [],
  rates: {
    by: 'price',
    currency: 'EUR',
    tiers: [
      { upTo: 4_999, amount: 490 },
      { upTo: null, amount: 0 },
    ],
  },
  taxClass: 'standard',
  ...part,
})

export const rulesOf = (part: Partial<Rules> = {}): Rules => ({
  version: 1,
  pricesIncludeTax: true,
  place: { country: 'DE' },
  orderPrefix: 'TW',
  captureOn: 'confirmation',
  promotions: [],
  shippingMethods: [],
  taxRates: [
    { country: 'DE', taxClass: 'standard', ratePpm: 190_000 },
    { country: 'DE', taxClass: 'reduced', ratePpm: 70_000 },
  ],
  ...part,
})

const places = ['DE', 'AT', 'US'] as const
const categories = ['kitchen', 'garden', 'books'] as const
const classes = ['standard', 'reduced', 'zero'] as const
const skus = Array.from({ length: 12 }, (_, place) => `SKU-${place}`)
const percent = fc.integer({ min: 1, max: 100 })
const count = fc.integer({ min: 1, max: 5 })

const anyLine = fc.record({
  quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 999 })),
  unitPrice: fc
    .oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 10_000_000_000 }))
    .map((amount) => eur(amount)),
  category: fc.constantFrom(...categories),
  taxClass: fc.constantFrom(...classes),
  weightGrams: fc.integer({ min: 0, max: 1_000_000 }),
})

const anyBenefit: fc.Arbitrary<Promotion['benefit']> = fc.oneof(
  fc.record({ kind: fc.constant('percentage' as const), percent }),
  fc.record({ kind: fc.constant('fixed' as const), amount: fc.nat(5_000_000).map((amount) => eur(amount)) }),
  fc.record({ kind: fc.constant('buy-x-get-y' as const), buy: count, get: count, percent }),
  fc.record({
    kind: fc.constant('tiers' as const),
    currency: fc.constant('EUR'),
    tiers: fc.array(fc.record({ from: fc.nat(100_000), percent }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('free-shipping' as const) }),
)

const anyPromotions = fc
  .array(
    fc.record({
      benefit: anyBenefit,
      conditions: fc.record(
        {
          categories: fc.subarray([...categories], { minLength: 1 }),
          skus: fc.subarray(skus, { minLength: 1 }),
          minimum: fc.nat(50_000).map((amount) => eur(amount)),
          firstOrder: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      priority: fc.integer({ min: 0, max: 2 }),
      exclusive: fc.boolean(),
      couponOnly: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((some) => some.map((one, place) => promotionOf({ ...one, id: `prm_${place}` })))

const anyMethods = fc
  .array(
    fc.record({
      zones: fc.subarray(places.map((country) => ({ country }))),
      taxClass: fc.constantFrom(...classes),
      rates: fc.record({
        by: fc.constantFrom('weight' as const, 'price' as const),
        currency: fc.constant('EUR'),
        tiers: fc.tuple(fc.nat(10_000), fc.nat(100_000), fc.nat(10_000)).map(([amount, upTo, other]) => [
          { upTo, amount },
          { upTo: null, amount: other },
        ]),
      }),
    }),
    { maxLength: 3 },
  )
  .map((some) => [methodOf(), ...some.map((one, place) => methodOf({ ...one, id: `shm_${place}` }))])

const anyRates = fc.uniqueArray(
  fc.record({
    country: fc.constantFrom(...places),
    region: fc.constantFrom(null, 'CA'),
    taxClass: fc.constantFrom(...classes),
    ratePpm: fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(190_000, 70_000, 82_500)),
  }),
  { selector: ({ country, region, taxClass }) => `${country} ${region} ${taxClass}`, maxLength: 12 },
)

/** Any basket under any rules. */
export const anyCase: fc.Arbitrary<{ basket: Basket; rules: Rules }> = fc.record({
  basket: fc
    .record({
      lines: fc.array(anyLine, { maxLength: 12 }),
      destination: fc.option(
        fc.record({ country: fc.constantFrom(...places), region: fc.constantFrom('CA', undefined) }),
        { nil: undefined },
      ),
      firstOrder: fc.boolean(),
      coupon: fc.constantFrom(undefined, { code: 'SPRING', promotionId: 'prm_0' }),
    })
    .map(({ lines, ...part }) => basketOf(lines, part)),
  rules: fc
    .record({
      promotions: anyPromotions,
      shippingMethods: anyMethods,
      taxRates: anyRates,
      pricesIncludeTax: fc.boolean(),
    })
    .map(rulesOf),
})

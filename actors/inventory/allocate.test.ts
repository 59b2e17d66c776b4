import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate } from './allocate.ts'
import { type Ask, grant } from './grant.ts'
import { type Choice, type Place, rankPlaces } from './places.ts'
import type { Shelf } from './stocks.ts'

const places = ['loc_1', 'loc_2', 'loc_3']
const skus = ['A', 'B', 'C']
const shelves: fc.Arbitrary<Shelf[]> = fc.uniqueArray(
  fc
    .record({
      sku: fc.constantFrom(...skus),
      locationId: fc.constantFrom(...places),
      there: fc.integer({ min: 0, max: 12 }),
      more: fc.integer({ min: 0, max: 6 }),
    })
    .map(({ more, ...shelf }) => ({ ...shelf, available: shelf.there + more })),
  { selector: ({ sku, locationId }) => `${sku} ${locationId}` },
)
const asks: fc.Arbitrary<Ask[]> = fc.uniqueArray(
  fc.record({
    orderId: fc.nat(50).map(String),
    demand: fc
      .array(fc.tuple(fc.constantFrom(...skus), fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 3 })
      .map((entries) => new Map(entries)),
  }),
  { selector: ({ orderId }) => orderId },
)

const sums = (entries: readonly (readonly [string, number])[]) => {
  const result = new Map<string, number>()
  for (const [key, count] of entries) result.set(key, (result.get(key) ?? 0) + count)
  return result
}

test('whoever was granted gets exactly what was asked for, from where it is, and nothing twice', () => {
  fc.assert(
    fc.property(asks, shelves, fc.boolean(), (asks, shelves, fewestParcels) => {
      const { granted } = grant(asks, sums(shelves.map(({ sku, available }) => [sku, available])))
      const lines = allocate(granted, shelves, { rank: () => places, fewestParcels })
      const wanted = granted.flatMap(({ orderId, demand }) =>
        [...demand].map(([sku, quantity]) => [`${orderId} ${sku}`, quantity] as const),
      )
      expect(sums(lines.map(({ orderId, sku, quantity }) => [`${orderId} ${sku}`, quantity]))).toEqual(sums(wanted))
      const taken = sums(lines.map(({ sku, locationId, quantity }) => [`${sku} ${locationId}`, quantity]))
      for (const { sku, locationId, available } of shelves)
        expect(taken.get(`${sku} ${locationId}`) ?? 0).toBeLessThanOrEqual(available)
      expect(lines.every(({ quantity }) => quantity > 0)).toBe(true)
      const keys = lines.map(({ orderId, sku, locationId }) => `${orderId} ${sku} ${locationId}`)
      expect(new Set(keys).size).toBe(keys.length)
      const lying = sums(shelves.map(({ sku, there }) => [sku, there]))
      const all = sums(lines.map(({ sku, quantity }) => [sku, quantity]))
      const owed = sums(lines.map((line) => [line.sku, line.owed]))
      for (const [sku, quantity] of all) expect(owed.get(sku)).toBe(Math.max(0, quantity - (lying.get(sku) ?? 0)))
    }),
  )
})

const shelf = (sku: string, locationId: string, there: number, more = 0): Shelf => {
  return { sku, locationId, there, available: there + more }
}
const order = (demand: Readonly<Record<string, number>>): Ask => ({
  orderId: 'one',
  demand: new Map(Object.entries(demand)),
})
const sources = (ask: Ask, shelves: readonly Shelf[], fewestParcels: boolean) =>
  allocate([ask], shelves, { rank: () => places, fewestParcels }).map(
    ({ sku, locationId, quantity }) => `${quantity} ${sku} ${locationId}`,
  )

test('the fewest parcels: one location that has everything comes before one that is first', () => {
  const all = [shelf('A', 'loc_1', 2), shelf('A', 'loc_2', 5), shelf('B', 'loc_2', 5)]
  expect(sources(order({ A: 2, B: 1 }), all, true)).toEqual(['2 A loc_2', '1 B loc_2'])
  expect(sources(order({ A: 2, B: 1 }), all, false)).toEqual(['2 A loc_1', '1 B loc_2'])
})

test('what one location does not have comes from the next', () => {
  const all = [shelf('A', 'loc_3', 9), shelf('A', 'loc_1', 2), shelf('A', 'loc_2', 3)]
  expect(sources(order({ A: 7 }), all, false)).toEqual(['2 A loc_1', '3 A loc_2', '2 A loc_3'])
  expect(sources(order({ A: 7 }), all, true)).toEqual(['7 A loc_3'])
})

test.each([true, false])(
  'what lies somewhere comes before what has yet to come (fewest parcels: %s)',
  (fewestParcels) => {
    const all = [shelf('A', 'loc_1', 0, 9), shelf('A', 'loc_2', 1), shelf('A', 'loc_3', 1, 9)]
    expect(sources(order({ A: 2 }), all, fewestParcels)).toEqual(['1 A loc_2', '1 A loc_3'])
  },
)

test('what has yet to come is owed where the store takes from first, or where a parcel leaves from anyway', () => {
  const all = [shelf('A', 'loc_1', 0, 9), shelf('A', 'loc_2', 1, 9)]
  expect(sources(order({ A: 3 }), all, false)).toEqual(['1 A loc_2', '2 A loc_1'])
  expect(sources(order({ A: 3 }), all, true)).toEqual(['3 A loc_2'])
})

const place = (id: string, priority: number, zones: Place['zones'] = []): Place => ({ id, priority, zones })

test.each([
  ['priority', ['first', 'bavaria', 'germany', 'far']],
  ['nearest', ['bavaria', 'germany', 'first', 'far']],
] as const)('ranked by %s', (allocation, expected) => {
  const choice: Choice = {
    allocation,
    places: [
      place('far', 9, [{ country: 'US' }]),
      place('germany', 5, [{ country: 'DE' }]),
      place('first', 1),
      place('bavaria', 3, [{ country: 'DE', region: 'Bavaria' }]),
    ],
  }
  expect(rankPlaces(choice, { country: 'DE', region: 'Bavaria' })).toEqual(expected)
})

test('nobody knows where it goes: what is near to everywhere comes first', () => {
  const choice: Choice = { allocation: 'nearest', places: [place('us', 1, [{ country: 'US' }]), place('any', 9)] }
  expect(rankPlaces(choice, undefined)).toEqual(['any', 'us'])
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ask, grant, shortagesOf } from './grant.ts'

const skus = ['A', 'B', 'C', 'D']
const sku = fc.constantFrom(...skus)
const demand = fc
  .array(fc.tuple(sku, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 4 })
  .map((entries) => new Map(entries))
const ask: fc.Arbitrary<Ask> = fc.record({ orderId: fc.nat(12).map(String), demand })
const asks = fc.array(ask, { maxLength: 30 })
const available = fc
  .uniqueArray(fc.tuple(sku, fc.integer({ min: 0, max: 30 })), { selector: ([name]) => name })
  .map((entries) => new Map(entries))

const taken = (granted: readonly Ask[], name: string) =>
  granted.reduce((sum, { demand }) => sum + (demand.get(name) ?? 0), 0)

const after = (granted: readonly Ask[], stock: ReadonlyMap<string, number>) =>
  new Map([...stock].map(([name, count]) => [name, count - taken(granted, name)]))

test('never more is granted than is available, and nothing of what does not exist', () => {
  fc.assert(
    fc.property(asks, available, (asks, available) => {
      const { granted } = grant(asks, available)
      for (const name of skus) expect(taken(granted, name)).toBeLessThanOrEqual(available.get(name) ?? 0)
    }),
  )
})

test('every ask is granted whole, refused with the reason, or belongs to an order that was granted before', () => {
  fc.assert(
    fc.property(asks, available, (asks, available) => {
      const { granted, refused } = grant(asks, available)
      expect(new Set(granted.map(({ orderId }) => orderId)).size).toBe(granted.length)
      for (const [index, ask] of asks.entries()) {
        const earlier = granted.find(({ orderId }) => orderId === ask.orderId)
        if (earlier === ask) expect(refused.has(ask)).toBe(false)
        else if (earlier && asks.indexOf(earlier) < index) expect(refused.has(ask)).toBe(false)
        else expect(refused.get(ask)?.length).toBeGreaterThan(0)
      }
    }),
  )
})

test('who asks earlier is served first: each decision is the one that what was left before it allows', () => {
  fc.assert(
    fc.property(asks, available, (asks, available) => {
      const { granted, refused } = grant(asks, available)
      for (const [index, ask] of asks.entries()) {
        const before = granted.filter((other) => asks.indexOf(other) < index)
        const missing = shortagesOf(ask, after(before, available))
        if (granted.includes(ask)) expect(missing).toEqual([])
        if (refused.has(ask)) expect(refused.get(ask)).toEqual(missing)
      }
    }),
  )
})

test('where one batch ends and the next begins makes no difference', () => {
  const differentOrders = fc.uniqueArray(ask, { selector: ({ orderId }) => orderId })
  fc.assert(
    fc.property(differentOrders, available, fc.nat(12), (asks, available, cut) => {
      const first = grant(asks.slice(0, cut), available)
      const second = grant(asks.slice(cut), after(first.granted, available))
      const together = grant(asks, available)
      expect([...first.granted, ...second.granted]).toEqual(together.granted)
      expect([...first.refused, ...second.refused]).toEqual([...together.refused])
    }),
  )
})

test('deciding changes nothing', () => {
  fc.assert(
    fc.property(asks, available, (asks, available) => {
      const before = structuredClone({ asks, available })
      grant(asks, available)
      expect({ asks, available }).toEqual(before)
    }),
  )
})

test('if 3 of 200 do not fit, 197 go through', () => {
  const asks = Array.from({ length: 200 }, (_, index) => ({ orderId: `${index}`, demand: new Map([['A', 1]]) }))
  const { granted, refused } = grant(asks, new Map([['A', 197]]))
  expect(granted).toEqual(asks.slice(0, 197))
  expect([...refused.values()]).toEqual(asks.slice(197).map(() => [{ sku: 'A', requested: 1, available: 0 }]))
})

test('a large order that does not fit leaves the stock to the small one behind it', () => {
  const large = { orderId: 'large', demand: new Map(Object.entries({ A: 6, B: 1 })) }
  const small = { orderId: 'small', demand: new Map(Object.entries({ A: 5 })) }
  const { granted, refused } = grant([large, small], new Map(Object.entries({ A: 5, B: 9 })))
  expect(granted).toEqual([small])
  expect(refused.get(large)).toEqual([{ sku: 'A', requested: 6, available: 5 }])
})

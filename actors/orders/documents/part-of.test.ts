import { expect, test } from 'vitest'
import { lessened, partOf } from './part-of.ts'

const entries = [
  { label: 'Mug', quantity: 2, taxRatePpm: 190_000, tax: 476, total: 2_980 },
  { label: 'Book', quantity: 1, taxRatePpm: 70_000, tax: 65, total: 1_000 },
  { label: 'Sticker', quantity: 1, taxRatePpm: 190_000, tax: 16, total: 101 },
  { label: 'A present', quantity: 1, taxRatePpm: 0, tax: 0, total: 0 },
]
const sum = (some: readonly { tax: number; total: number }[]) => [
  some.reduce((all, { total }) => all + total, 0),
  some.reduce((all, { tax }) => all + tax, 0),
]

test.each([1, 2, 333, 2_041, 4_080, 4_081])(
  '%i of a sum carries of each tax what it carries of the whole',
  (amount) => {
    const part = partOf(entries, amount, 'A scratch')
    expect(sum(part)[0]).toBe(amount)
    for (const { taxRatePpm = 0, tax, total } of part) {
      const exact = total - total / (1 + taxRatePpm / 1_000_000)
      expect(Math.abs(tax - exact)).toBeLessThanOrEqual(1.01)
    }
    expect(sum([...lessened(entries, 4_081 - amount)])[0]).toBe(4_081 - amount)
  },
)

test('all of a sum carries all of its tax, and nothing of it is no entry', () => {
  expect(sum(partOf(entries, 4_081, 'Everything'))).toEqual([4_081, 557])
  expect(partOf(entries, 0, 'Nothing')).toEqual([])
  expect(lessened(entries, 4_081)).toEqual(entries)
  expect(sum([...lessened(entries, 0)])).toEqual([0, 0])
})

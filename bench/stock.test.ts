import { expect, test } from 'vitest'
import { stepsOf } from './stock.ts'

test('no adjustment is larger than one may be, and together they make the difference', () => {
  expect(stepsOf(-2_000_150)).toEqual([-1_000_000, -1_000_000, -150])
  expect(stepsOf(1_000_000)).toEqual([1_000_000])
  expect(stepsOf(-40)).toEqual([-40])
  expect(stepsOf(0)).toEqual([])
})

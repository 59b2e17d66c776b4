import { expect, test } from 'vitest'
import { closedLoop, openLoop } from './schedule.ts'

test('a closed loop begins at once, until its time is over', () => {
  const next = closedLoop(1_000)

  expect([0, 10.5, 999.9].map(next)).toEqual([0, 10.5, 999.9])
  expect([1_000, 1_001].map(next)).toEqual([undefined, undefined])
})

test('an open loop keeps to its rate, however late it is asked', () => {
  const next = openLoop(4, 1_000)

  expect([0, 5_000, 5_000, 5_000, 5_000].map(next)).toEqual([0, 250, 500, 750, undefined])
})

test('the slowest rate still begins one operation', () => {
  const next = openLoop(0.1, 1_000)

  expect([next(0), next(0)]).toEqual([0, undefined])
})

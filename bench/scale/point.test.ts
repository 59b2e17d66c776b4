import { expect, test } from 'vitest'
import { causedBetween } from './point.ts'

test('what timers would have done anyway is no part of it', () => {
  const before = { commits: 1_000, events: 10 }
  const after = { commits: 5_000, events: 70 }
  const later = { commits: 5_100, events: 70 }
  expect(causedBetween(before, after, { idle: [after, later], times: 4 })).toEqual({ commits: 3_600, events: 60 })
  expect(causedBetween(before, before, { idle: [after, later], times: 1 })).toEqual({ commits: 0, events: 0 })
})

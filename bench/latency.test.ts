import { expect, test } from 'vitest'
import { latency } from './latency.ts'

test('percentiles are those of what was recorded, to three digits', () => {
  const recorded = latency()
  for (let ms = 1; ms <= 1_000; ms++) recorded.record(ms)

  const { count, p50Ms, p99Ms, maxMs } = recorded.summary()

  expect(count).toBe(1_000)
  expect(p50Ms).toBeCloseTo(500, -1)
  expect(p99Ms).toBeCloseTo(990, -1)
  expect(maxMs).toBeCloseTo(1_000, -1)
})

test('nothing recorded is zero, and what is out of range counts as its end', () => {
  const recorded = latency()
  expect(recorded.summary()).toEqual({ count: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 })

  recorded.record(-1)
  recorded.record(10_000_000)

  expect(recorded.summary().count).toBe(2)
  expect(recorded.summary().p50Ms).toBe(0.001)
  expect(recorded.summary().maxMs).toBeCloseTo(120_000, -3)
})

import { expect, test } from 'vitest'
import type { CalibrationName } from './calibration.ts'
import type { Measured } from './load.ts'
import { loadOf, resultOf, resultOtherwise } from './result.ts'

const measured = (rate: number): Measured => ({
  operations: rate * 10,
  errors: 0,
  reasons: new Map(),
  elapsedS: 10,
  rate,
  latency: { count: rate * 10, p50Ms: 1.23456, p99Ms: 20, maxMs: 30 },
  parts: new Map(),
})

const taken = {
  scenario: 'checkout',
  unit: 'orders/s',
  connections: 32,
  measured: measured(200),
  calibrated: new Map<CalibrationName, Measured>([
    ['http', measured(40_000)],
    ['fastify', measured(50_000)],
    ['nats', measured(16_000)],
    ['jetstream', measured(20_000)],
    ['commit', measured(2_000)],
  ]),
  bare: { measured: measured(400) },
  cpuMs: 18_000,
  commitsPerOp: 12.345678,
}

test('the last line has the shape that scripts rely on, in its order', () => {
  expect(JSON.stringify(resultOf(taken))).toBe(
    '{"scenario":"checkout","rate":200,"unit":"orders/s","p50Ms":1.235,"p99Ms":20,"errors":0,"connections":32,' +
      '"durationS":10,"cpuMsPerOp":9,"commitsPerOp":12.35,' +
      '"calibration":{"http":40000,"fastify":50000,"nats":16000,"jetstream":20000,"commit":2000},' +
      '"ratios":{"http":0.005,"fastify":0.004,"nats":0.0125,"jetstream":0.01,"commit":0.1,"same":0.5}}',
  )
})

test('what could not be measured is null, and nothing done is no cost', () => {
  const { calibration, ratios, cpuMsPerOp, commitsPerOp, rate } = resultOf({
    ...taken,
    measured: { ...measured(0), errors: 5 },
    calibrated: new Map<CalibrationName, Measured>([['http', measured(40_000)]]),
    bare: undefined,
    commitsPerOp: undefined,
  })

  expect([rate, cpuMsPerOp, commitsPerOp]).toEqual([0, null, null])
  expect(calibration).toEqual({ http: 40_000, fastify: null, nats: null, jetstream: null, commit: null })
  expect(ratios).toEqual({ http: 0, fastify: null, nats: null, jetstream: null, commit: null })
})

test('what measures something else has the same shape, with what there is', () => {
  const { calibrated } = taken
  const other = resultOtherwise({
    scenario: 'scale',
    connections: 32,
    calibrated,
    ...loadOf('orders/s', measured(200)),
  })

  expect(Object.keys(other)).toEqual(Object.keys(resultOf({ ...taken, bare: undefined })))
  expect(other).toMatchObject({ rate: 200, p99Ms: 20, errors: 0, cpuMsPerOp: null, ratios: { commit: 0.1 } })
  expect(resultOtherwise({ scenario: 'start', connections: 32 })).toMatchObject({ rate: null, ratios: { http: null } })
})

import { expect, test } from 'vitest'
import { databases } from '#db/databases.ts'
import type { Remembered } from '../history.ts'
import { measurementsOf } from './measurements.ts'

const each = (prefix: string) => Object.fromEntries(databases.map((name) => [`${prefix}${name}`, 1]))

const scale: Remembered = {
  scenario: 'scale',
  at: 'today',
  machine: 'two cores',
  commit: 'commit abc1234',
  offered: null,
  rate: 50,
  unit: 'orders/s',
  p50Ms: 1,
  p99Ms: 2,
  errors: 0,
  connections: 32,
  durationS: 10,
  cpuMsPerOp: 50,
  commitsPerOp: 17,
  calibration: { http: 1, fastify: 1, nats: 8_000, jetstream: 12_000, commit: 3_000 },
  ratios: { http: 1, fastify: 1, nats: 1, jetstream: 1, commit: 1 },
  cpuMs: { ...each(''), gateway: 5, postgres: 11, nats: 3, redis: 1, 'stripe and mail': 4 },
  figures: {
    ...each('commits_'),
    ...each('events_'),
    walBytes: 1,
    requests: 11,
    streamBytes: 1,
    providerCalls: 2,
  },
}
const others = { reserve: undefined, events: undefined }

test('all that an order costs is taken from the run of scale, and a ceiling only from a run that found it', () => {
  const measured = measurementsOf(scale, others)

  expect(measured).toMatchObject({ requests: 11, bare: { nats: 8_000, jetstream: 12_000, commit: 3_000 } })
  expect(measured.cpuMs).toEqual(scale.cpuMs)
  expect(measured).not.toHaveProperty('hotRow')
  expect(measurementsOf(scale, { ...others, reserve: { ...scale, rate: 19_000 } }).hotRow).toBe(19_000)
})

test('a run in which something was not measured, or orders failed, is not reckoned with', () => {
  const { requests: _, ...figures } = scale.figures ?? {}

  expect(() => measurementsOf({ ...scale, figures }, others)).toThrow('not measured everything')
  expect(() => measurementsOf({ ...scale, cpuMs: { gateway: 5 } }, others)).toThrow('not measured everything')
  expect(() => measurementsOf({ ...scale, errors: 1 }, others)).toThrow('Orders failed')
  expect(() => measurementsOf({ ...scale, rate: 0 }, others)).toThrow('Orders failed')
})

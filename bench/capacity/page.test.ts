import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { databases } from '#db/databases.ts'
import { type Measurements, needsOf, stopsOf } from './model.ts'
import { capacityPage } from './page.ts'

const each = (figure: number) => Object.fromEntries(databases.map((name) => [name, figure])) as Measurements['commits']

const measured: Measurements = {
  cpuMs: { gateway: 2, orders: 3, postgres: 6, nats: 1, redis: 0.1, payments: 1, 'stripe and mail': 4 },
  commits: { ...each(1), orders: 5 },
  events: { ...each(0), orders: 2 },
  walBytes: 10_240,
  requests: 10,
  streamBytes: 4_096,
  providerCalls: 2,
  bare: { commit: 5_000, jetstream: 10_000, nats: 15_000 },
  hotRow: 20_000,
}

test('what is needed follows from what one order costs, with 40 % held back', () => {
  const needs = needsOf(1_000, measured)

  // Three cores' worth of work for orders, and five thousand commits, at 60 % each.
  expect(needs).toMatchObject({
    processes: { gateway: 4, orders: 5, payments: 2, users: 1 },
    shards: { orders: 2, payments: 1 },
    streams: { orders: 1, users: 1 },
    natsNodes: 2,
    postgresCores: 10,
    providerCallsPerS: 2_000,
  })
  expect(needs.walMiBPerS).toBeCloseTo(9.77, 2)
  expect(needsOf(10_000, measured).processes.orders).toBe(50)
})

test('what stops first is what has least to give for one order', () => {
  const stops = stopsOf(measured)

  expect(stops.slice(0, 3).map(({ what, perS }) => [what, Math.round(perS)])).toEqual([
    ['one process of payments: its 80 calls a second to the real provider', 40],
    ['one process of orders: its one core', 333],
    ['one process of gateway: its one core', 500],
  ])
  expect(stops.find(({ what }) => what.startsWith('one SKU'))?.perS).toBe(20_000)
  // What costs nothing stops nothing.
  expect(stops.some(({ what }) => what.includes('process of users'))).toBe(false)
})

test('the page says where its numbers are from, and has one for each rate', () => {
  const page = capacityPage(measured, [
    { scenario: 'scale', commit: 'commit abc1234', machine: 'two cores', at: 'today' },
  ])

  expect(page).toContain('| `scale` | today | commit abc1234 | two cores |')
  expect(page).toContain('| processes of orders | 5 | 50 | 500 |')
  expect(page).toContain('| together | 17.1 | 10 | 2 |')
})

test('the page that is kept says what this model assumes', () => {
  const assumptionsOf = (page: string) => page.slice(page.indexOf('## Assumptions'), page.indexOf('## What it takes'))
  const kept = readFileSync(resolve(import.meta.dirname, '../capacity.md'), 'utf8')

  expect(assumptionsOf(kept)).toBe(assumptionsOf(capacityPage(measured, [])))
})

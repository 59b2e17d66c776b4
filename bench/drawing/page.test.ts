import { expect, test } from 'vitest'
import type { Remembered } from '../history.ts'
import { drawPage } from './page.ts'

const none = { http: null, fastify: null, nats: null, jetstream: null, commit: null }
const run = (some: Partial<Remembered>): Remembered => ({
  scenario: 'checkout',
  rate: 100,
  unit: 'orders/s',
  p50Ms: 300,
  p99Ms: 900,
  errors: 0,
  connections: 64,
  durationS: 10,
  cpuMsPerOp: 20,
  commitsPerOp: 6,
  calibration: none,
  ratios: { ...none, fastify: 0.005 },
  at: '2026-11-30T12:00:00.000Z',
  machine: '2 × a processor',
  commit: 'abc1234',
  offered: null,
  cpuMs: { actors: 8, postgres: 5 },
  ...some,
})

/** The points of the first line of each chart, as pairs of numbers. */
const linesIn = (page: string) =>
  [...page.matchAll(/<polyline points="([^"]*)"/g)].map(([, points = '']) =>
    points.split(' ').map((pair) => pair.split(',').map(Number)),
  )

test('each scenario is drawn from its runs: the history, the load, the latency, and what an operation takes', () => {
  const page = drawPage([
    run({ at: '2026-11-29T12:00:00.000Z', commit: 'older12', ratios: { ...none, fastify: 0.01 } }),
    run({ connections: 8, rate: 50 }),
    run({ connections: 64, rate: 100 }),
  ])

  const [history = [], load = []] = linesIn(page)
  // Of the three one was under another load.
  expect(history).toHaveLength(2)
  // Twice as much is twice as high above the axis at 196.
  expect(196 - (history[0]?.[1] ?? 0)).toBeCloseTo(2 * (196 - (history[1]?.[1] ?? 0)), 0)
  expect(load.map(([, y = 0]) => 196 - y)).toEqual([expect.closeTo(90, 0), expect.closeTo(180, 0)])
  expect(page).toContain('actors 8 ms')
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)
})

test('what was offered is the load, where that was said', () => {
  const page = drawPage([run({ offered: 50, rate: 50 }), run({ offered: 100, rate: 80 }), run({ connections: 8 })])

  const [, load = []] = linesIn(page)
  expect(page).toContain('offered per s')
  expect(load.map(([, y = 0]) => 196 - y)).toEqual([expect.closeTo(112.5, 1), expect.closeTo(180, 1)])
})

test('where the milliseconds of an operation go is drawn for all that is known of them', () => {
  const page = drawPage([run({ partsMs: { 'PUT /cart/lines': 12, 'POST /orders': 70 } })])

  expect(page).toContain('POST /orders 70 ms')
  expect(drawPage([run({ rate: null })])).not.toContain('<section>')
})

test('what a machine is called says nothing to the page', () => {
  expect(drawPage([run({ machine: '<b>&"' })])).toContain('&lt;b&gt;&amp;&quot;')
})

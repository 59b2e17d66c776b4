import { expect, test } from 'vitest'
import { cpuBetween, parseStat, readCpu, sumByRoot } from './cpu.ts'

test('a stat line is read by its last bracket, with the time of children that have ended', () => {
  const line = '42 (node (x) 1) S 7 42 42 0 -1 4194560 9 0 0 0 100 20 3 1 20 0 11 0 555 1 2'

  expect(parseStat(line)).toEqual({ parent: 7, cpuMs: 1_240 })
})

test('each process counts for the nearest named one above it, and strangers for nobody', () => {
  const processes = new Map([
    [1, { parent: 0, cpuMs: 1_000 }],
    [10, { parent: 1, cpuMs: 1 }],
    [20, { parent: 10, cpuMs: 2 }],
    [21, { parent: 20, cpuMs: 4 }],
    [22, { parent: 21, cpuMs: 8 }],
    [30, { parent: 10, cpuMs: 16 }],
    [99, { parent: 1, cpuMs: 32 }],
  ])

  expect(sumByRoot({ host: 10, postgres: 20, gone: 77 }, processes)).toEqual({ host: 17, postgres: 14, gone: 0 })
})

test('the time this process uses is seen', () => {
  const before = readCpu({ self: process.pid })
  if (!before) return
  const until = performance.now() + 200
  while (performance.now() < until);

  const used = cpuBetween(before, readCpu({ self: process.pid }) ?? {})

  expect(used['self']).toBeGreaterThanOrEqual(50)
})

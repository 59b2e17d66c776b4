import { expect, test } from 'vitest'
import { parseStat, sumByRoot } from './processes.ts'

test('a stat line is read by its last bracket, with the time of children that have ended', () => {
  const line = '42 (node (x) 1) S 7 42 42 0 -1 4194560 9 0 0 0 100 20 3 1 20 0 11 0 555 1 2'

  expect(parseStat(line)).toEqual({ parent: 7, cpuMs: 1_240 })
})

test('each process counts for the nearest named one above it, and strangers for nobody', () => {
  const processes = new Map([
    [1, { parent: 0, amount: 1_000 }],
    [10, { parent: 1, amount: 1 }],
    [20, { parent: 10, amount: 2 }],
    [21, { parent: 20, amount: 4 }],
    [22, { parent: 21, amount: 8 }],
    [30, { parent: 10, amount: 16 }],
    [99, { parent: 1, amount: 32 }],
  ])

  expect(sumByRoot({ host: 10, postgres: 20, gone: 77 }, processes)).toEqual({ host: 17, postgres: 14, gone: 0 })
})

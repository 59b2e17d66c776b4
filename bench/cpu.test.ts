import { expect, test } from 'vitest'
import { cpuBetween, readCpu } from './cpu.ts'

test('the time this process uses is seen', () => {
  const before = readCpu({ self: process.pid })
  if (!before) return
  const until = performance.now() + 200
  while (performance.now() < until);

  const used = cpuBetween(before, readCpu({ self: process.pid }) ?? {})

  expect(used['self']).toBeGreaterThanOrEqual(50)
})

import { expect, test } from 'vitest'
import { leaks, readHeld } from './leaks.ts'

const held = (pid: number, mebibytes: number, handles: number) => new Map([['orders', { pid, mebibytes, handles }]])

test('whoever holds more and more is found, and not whoever was started again', () => {
  expect(leaks(held(1, 100, 30), held(1, 150, 60))).toEqual([])
  expect(leaks(held(1, 100, 30), held(2, 500, 300))).toEqual([])
  expect(leaks(held(1, 100, 30), held(1, 500, 300))).toEqual([
    'orders had 30 handles open, and has 300',
    'orders had 100 MiB, and has 500',
  ])
})

test.runIf(process.platform === 'linux')('whoever is gone holds nothing', () => {
  const gone = 2 ** 31 - 1
  expect([...readHeld({ here: process.pid, gone }).keys()]).toEqual(['here'])
})

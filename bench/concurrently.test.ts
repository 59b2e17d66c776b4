import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { concurrently } from './concurrently.ts'

test('results keep the order of the items, and no more than the limit are under way', async () => {
  let [underWay, most] = [0, 0]
  const results = await concurrently(2, [30, 1, 20, 2], async (ms) => {
    most = Math.max(most, ++underWay)
    await sleep(ms)
    underWay -= 1
    return ms * 2
  })

  expect(results).toEqual([60, 2, 40, 4])
  expect(most).toBe(2)
})

test('one failure fails the whole', async () => {
  await expect(
    concurrently(2, [1, 2, 3], async (n) => (n === 2 ? Promise.reject(new Error('two')) : n)),
  ).rejects.toThrow('two')
})

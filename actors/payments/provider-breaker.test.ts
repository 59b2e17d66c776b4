import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { throughBreaker } from './provider-breaker.ts'
import type { Failure } from './provider-port.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const away: Failure = { kind: 'unknown', error: 'socket hang up', pinned: false }

test('a provider that is away for ten minutes is asked once in a while, and as before once it answers', async () => {
  let isAway = true
  let asked = 0
  const ask = throughBreaker(() => away)
  const call = () =>
    ask('look', async (): Promise<Failure | { kind: 'seen' }> => {
      asked += 1
      return isAway ? away : { kind: 'seen' }
    })
  for (let seconds = 0; seconds < 600; seconds++) {
    const answers = await Promise.all([call(), call()])
    expect(answers.every(({ kind }) => kind !== 'seen')).toBe(true)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(asked, 'instead of 1,200 times').toBeLessThan(60)
  expect(await call()).toMatchObject({ kind: 'retry', error: 'The payment provider has stopped answering' })

  isAway = false
  await vi.advanceTimersByTimeAsync(31_000)
  asked = 0
  for (let count = 0; count < 20; count++) expect(await call()).toEqual({ kind: 'seen' })
  expect(asked).toBe(20)
})

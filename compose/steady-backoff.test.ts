import { setTimeout as sleep } from 'node:timers/promises'
import { BrokenCircuitError, ConsecutiveBreaker, ConstantBackoff, circuitBreaker, handleAll } from 'cockatiel'
import { expect, onTestFinished, test, vi } from 'vitest'
import { steadyBackoff } from './steady-backoff.ts'

test('a breaker tries again when its wait is over, whatever becomes of the time of day', async () => {
  const { now } = Date
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000)
  onTestFinished(() => clock.mockRestore())
  const halfOpenAfter = steadyBackoff(new ConstantBackoff(50))
  const breaker = circuitBreaker(handleAll, { halfOpenAfter, breaker: new ConsecutiveBreaker(1) })
  const fail = () => Promise.reject(new Error('away'))

  await expect(breaker.execute(fail)).rejects.toThrow('away')
  await expect(breaker.execute(fail)).rejects.toThrow(BrokenCircuitError)
  clock.mockRestore()
  await sleep(60)
  // It is still away, so there is another wait, and no longer one.
  await expect(breaker.execute(fail)).rejects.toThrow('away')
  await expect(breaker.execute(fail)).rejects.toThrow(BrokenCircuitError)
  await sleep(60)

  expect(await breaker.execute(() => 'back')).toBe('back')
})

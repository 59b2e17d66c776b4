import { expect, test } from 'vitest'
import { overloaded } from '#subjects/problem.ts'
import { openHashing } from './hashing.ts'

test('more passwords than can be checked in time are refused at once, and the others are checked', async () => {
  const hashing = await openHashing()
  const kept = await hashing.hash('correct horse battery')
  const start = performance.now()
  const refusals: number[] = []
  const attempts = Array.from({ length: 200 }, () =>
    hashing.verify(kept, 'correct horse battery').catch((error: unknown) => {
      refusals.push(performance.now() - start)
      return overloaded.matches(error) ? 'overloaded' : error
    }),
  )
  const outcomes = await Promise.all(attempts)
  expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(52)
  expect(outcomes.filter((outcome) => outcome === 'overloaded')).toHaveLength(148)
  expect(Math.max(...refusals)).toBeLessThan(500)
  expect(await hashing.verify(kept, 'another')).toBe(false)
})

test('an account that does not exist matches no password', async () => {
  const hashing = await openHashing()
  expect(await hashing.verify(undefined, 'correct horse battery')).toBe(false)
})

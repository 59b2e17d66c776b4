import { expect, test } from 'vitest'
import { overloaded } from '#subjects/problem.ts'
import { openHashing } from './hashing.ts'

test('more passwords than can be checked in time are refused at once, and the others are checked', async () => {
  const hashing = await openHashing()
  const kept = await hashing.hash('correct horse battery')
  const outcomes: unknown[] = []
  const attempt = () =>
    hashing.verify(kept, 'correct horse battery').then(
      (matches) => outcomes.push(matches),
      (error: unknown) =>
        outcomes.push(overloaded.matches(error) && error.body['retryAfter'] === 2 ? 'overloaded' : error),
    )
  await Promise.all(Array.from({ length: 200 }, attempt))
  expect(outcomes.slice(0, 148)).toEqual(Array.from({ length: 148 }, () => 'overloaded'))
  expect(outcomes.slice(148)).toEqual(Array.from({ length: 52 }, () => true))
  expect(await hashing.verify(kept, 'another')).toBe(false)
})

test('an account that does not exist matches no password', async () => {
  const hashing = await openHashing()
  expect(await hashing.verify(undefined, 'correct horse battery')).toBe(false)
})

import { expect, test } from 'vitest'
import { laws, lawsAtRest } from './laws.ts'

test('every law has a name of its own in its database', () => {
  const names = [...laws, ...lawsAtRest].map(({ database, what }) => `${database}: ${what}`)
  expect(new Set(names).size).toBe(names.length)
})

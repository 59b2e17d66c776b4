import { expect, test } from 'vitest'
import { openReturns, type Returns } from './returns.ts'

/** Ten seconds in which some are refused and `perSecond` are answered. */
function learn(returns: Returns, perSecond: number) {
  for (let quarter = 0; quarter < 40; quarter++) {
    returns.refuse('normal')
    for (let times = 0; times < perSecond / 4; times++) returns.answered('normal')
    returns.turn()
  }
}

/** A fresh one that has learnt this pace, and in whose queue nobody stands. */
function learnt(perSecond: number) {
  const returns = openReturns()
  learn(returns, perSecond)
  return returns
}

test('whoever comes back as told comes at the pace at which such as they are answered', () => {
  const returns = learnt(100)
  const seconds = Array.from({ length: 600 }, () => returns.refuse('normal'))
  expect(seconds[0]).toBeLessThanOrEqual(2)
  const each = Map.groupBy(seconds, (second) => second)
  for (const came of [...each.values()].slice(1, -1)) expect(came.length).toBeGreaterThan(80)
  for (const came of each.values()) expect(came.length).toBeLessThan(120)
})

test('those who are worth more do not wait for those who are worth less', () => {
  const returns = learnt(8)
  for (let times = 0; times < 100; times++) returns.refuse('normal')
  expect(returns.refuse('high')).toBeLessThan(3)
})

test('where nobody can know, they come back spread over a long time, and not after that', () => {
  const returns = learnt(0)
  const seconds = Array.from({ length: 500 }, () => returns.refuse('normal')).slice(50)
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(10)
  expect(Math.max(...seconds)).toBeLessThanOrEqual(30)
  expect(new Set(seconds).size).toBeGreaterThan(10)
})

test('quiet times do not make it forget what can be done', () => {
  const returns = learnt(100)
  for (let quarter = 0; quarter < 400; quarter++) returns.turn()
  for (let times = 0; times < 100; times++) returns.refuse('normal')
  expect(returns.refuse('normal')).toBeLessThan(5)
})

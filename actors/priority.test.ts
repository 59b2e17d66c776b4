import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { overloaded } from '#subjects/problem.ts'
import { request } from '#subjects/subject.ts'
import { actor } from './actor.ts'
import { customer, startWorld, type World } from './world.ts'

const Nothing = Type.Object({}, { additionalProperties: false })
const asked = { input: Nothing, output: Type.Null(), access: 'customer', callers: ['edge', 'orders'] } as const
const contracts = {
  browse: request('users.test-browse', { ...asked, summary: 'Looks around', priority: 'low' }),
  change: request('users.test-change', { ...asked, summary: 'Changes something' }),
  finish: request('users.test-finish', { ...asked, summary: 'Finishes something', priority: 'high' }),
}

const answerAfterMs = 400
const rest = () => sleep(answerAfterMs, null)
const slow = actor({ name: 'users', contracts, handlers: { browse: rest, change: rest, finish: rest } })

const ada = customer('usr_00000000000000000000000ada')

/** Asks many at once, and tells how many were taken; the others have to be told so long before those are done. */
async function taken(world: World, subject: (typeof contracts)[keyof typeof contracts], via = 'edge') {
  const asker = world.as({ ...ada, via })
  const startedAt = performance.now()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      asker.request(subject, {}).then(
        () => 'taken',
        (error: unknown) => {
          if (!overloaded.matches(error)) throw error
          expect(performance.now() - startedAt).toBeLessThan(answerAfterMs)
          return 'refused'
        },
      ),
    ),
  )
  return answers.filter((answer) => answer === 'taken').length
}

test('an instance refuses at once what it has no room for, and keeps some room for what matters more', async () => {
  await using world = await startWorld([slow], { maxInFlight: 10 })
  expect(await taken(world, contracts.browse)).toBe(5)
  expect(await taken(world, contracts.change)).toBe(8)
  expect(await taken(world, contracts.finish)).toBe(9)
})

test('an actor in the middle of something finds room where the edge is refused, whatever it asks', async () => {
  await using world = await startWorld([slow], { maxInFlight: 10 })
  const fromEdge = taken(world, contracts.finish)
  await sleep(answerAfterMs / 4)
  const fromActor = taken(world, contracts.browse, 'orders')
  expect([await fromEdge, await fromActor]).toEqual([9, 1])
})

test('an instance with room for one takes one, of any priority', async () => {
  await using world = await startWorld([slow], { maxInFlight: 1 })
  expect(await taken(world, contracts.browse)).toBe(1)
})

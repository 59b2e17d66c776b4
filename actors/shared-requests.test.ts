import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { withinEnvelope } from '#subjects/envelope.ts'
import { notFound, overloaded, Problem, timedOut } from '#subjects/problem.ts'
import { request } from '#subjects/subject.ts'
import { actor, batch } from './actor.ts'
import { customer, startWorld } from './world.ts'

const Word = Type.Object({ word: Type.String({ maxLength: 2_000 }) }, { additionalProperties: false })
const contracts = {
  echo: request('users.test-echo', {
    summary: 'Says it back, and to whom, and in how large a company',
    input: Word,
    output: Type.String(),
    access: 'customer',
    problems: [notFound],
    shared: true,
  }),
}

const speaker = actor({
  name: 'users',
  contracts,
  handlers: {
    echo: batch<typeof contracts.echo>(async (requests) => {
      if (requests.some(({ input }) => input.word === 'slow')) await sleep(400)
      return requests.map(({ input: { word }, envelope: { caller } }) =>
        word === 'missing' ? notFound() : `${word.slice(0, 10)} ${caller.id} ${requests.length}`,
      )
    }),
  },
})

const [ada, bob] = ['ada', 'bob'].map((name) => customer(`usr_00000000000000000000000${name}`))
const codeOf = (error: unknown) => (error instanceof Problem ? error.body.code : error)

test('those who ask at the same time share a message, and each is answered by name', async () => {
  await using world = await startWorld([speaker])
  const answers = [ada, bob, ada].map((who) =>
    world.as(who ?? customer('nobody')).request(contracts.echo, { word: 'hi' }),
  )
  expect(await Promise.all(answers)).toEqual([`hi ${ada?.id} 3`, `hi ${bob?.id} 3`, `hi ${ada?.id} 3`])
})

test("a request that is refused, or breaks its contract, is no other one's trouble", async () => {
  await using world = await startWorld([speaker])
  const ask = (word: string) => world.as(customer('usr_00000000000000000000000ada')).request(contracts.echo, { word })
  const words = ['good', 'missing', 'x'.repeat(2_001), 'nul \0', 'good']
  const outcomes = await Promise.allSettled(words.map(ask))
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value.split(' ')[0] : codeOf(one.reason)))).toEqual([
    'good',
    'not-found',
    'invalid-request',
    'invalid-request',
    'good',
  ])
})

test('more than a message holds are several', async () => {
  await using world = await startWorld([speaker])
  const asker = world.as(customer('usr_00000000000000000000000ada'))
  const answers = await Promise.all(
    Array.from({ length: 150 }, (_, index) => asker.request(contracts.echo, { word: `${index} ${'y'.repeat(1_500)}` })),
  )
  expect(answers.map((answer) => Number(answer.split(' ')[0]))).toEqual(
    Array.from({ length: 150 }, (_, index) => index),
  )
})

test('each counts as one of those in hand', async () => {
  await using world = await startWorld([speaker], { maxInFlight: 10 })
  const asker = world.as(customer('usr_00000000000000000000000ada'))
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, () => asker.request(contracts.echo, { word: 'slow' })),
  )
  const refused = outcomes.filter((one) => one.status === 'rejected' && overloaded.matches(one.reason))
  expect(refused.length).toBeGreaterThan(10)
  expect(refused.length).toBeLessThan(30)
})

test('one whose caller has stopped waiting is not carried out', async () => {
  await using world = await startWorld([speaker])
  const asker = world.as(customer('usr_00000000000000000000000ada'))
  const late = withinEnvelope({ caller: customer('edge'), correlationId: 'late', deadline: Date.now() - 5 }, () =>
    asker.request(contracts.echo, { word: 'late' }),
  )
  const [first, second] = await Promise.allSettled([late, asker.request(contracts.echo, { word: 'early' })])
  expect(first?.status === 'rejected' && timedOut.matches(first.reason)).toBe(true)
  expect(second).toMatchObject({ value: 'early usr_00000000000000000000000ada 1' })
})

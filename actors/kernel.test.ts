import { sql } from 'drizzle-orm'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { emit } from '#db/outbox.ts'
import { inbox, outbox, parkingLot } from '#db/messages.ts'
import { newId } from '#subjects/id.ts'
import { notFound, Problem } from '#subjects/problem.ts'
import { request } from '#subjects/subject.ts'
import { userRegistered } from '#subjects/users.ts'
import { actor, batch, on } from './actor.ts'
import { customer, startWorld } from './world.ts'

const Word = Type.Object({ word: Type.String({ maxLength: 20 }) }, { additionalProperties: false })
const contracts = {
  echo: request('users.test-echo', {
    summary: 'Says it back',
    input: Word,
    output: Word,
    access: 'customer',
    problems: [notFound],
    timeoutMs: 1_000,
  }),
  sum: request('users.test-sum', {
    summary: 'Counts together',
    input: Word,
    output: Type.Integer(),
    access: 'customer',
  }),
  announce: request('users.test-announce', {
    summary: 'Emits',
    input: Word,
    output: Type.String(),
    access: 'customer',
    idempotencyKey: true,
  }),
}

const speaker = actor({
  name: 'users',
  contracts,
  handlers: {
    echo: async ({ word }) => {
      if (word === 'missing') throw notFound()
      if (word === 'bug') throw new Error('a secret detail')
      return { word }
    },
    sum: batch<typeof contracts.sum>(async (requests) =>
      requests.map(({ input }) => (input.word === 'no' ? notFound() : requests.length)),
    ),
    announce: async ({ word }, { once }) =>
      once(async (tx) => {
        const userId = newId('usr')
        await emit(tx, userRegistered, { id: userId, version: 1, data: { userId } })
        if (word === 'fail') throw notFound()
        return userId
      }),
  },
})

const heard: string[] = []
const listener = actor({
  name: 'notifications',
  contracts: {},
  handlers: {},
  reactions: [
    on(userRegistered, async ({ data }, { tx, caller }) => {
      await tx.execute(sql`select 1`)
      heard.push(`${data.userId} ${caller.id}`)
    }),
  ],
})

const ada = customer('usr_00000000000000000000000ada')

test('a request is answered, a problem travels unchanged, and a bug tells nothing', async () => {
  await using world = await startWorld([speaker])
  expect(await world.as(ada).request(contracts.echo, { word: 'hello' })).toEqual({ word: 'hello' })
  await expect(world.as(ada).request(contracts.echo, { word: 'missing' })).rejects.toSatisfy(notFound.matches)
  const refusal: unknown = await world
    .as(ada)
    .request(contracts.echo, { word: 'bug' })
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Problem)
  expect(JSON.stringify(refusal)).not.toContain('secret')
  expect(world.bugs).toHaveLength(1)
  world.bugs.length = 0
  await expect(world.as(ada).request(contracts.echo, { word: 'x'.repeat(21) })).rejects.toMatchObject({
    body: { code: 'invalid-request', errors: [{ pointer: '/word', code: 'max-length' }] },
  })
})

test('requests that arrive together are handled together, each with its own answer', async () => {
  await using world = await startWorld([speaker])
  const words = ['a', 'b', 'no', 'c']
  const answers = await Promise.allSettled(words.map((word) => world.as(ada).request(contracts.sum, { word })))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(answers[0]).toMatchObject({ value: 4 })
})

test('an event is told once to whom it concerns, however often its command was sent', async () => {
  await using world = await startWorld([speaker, listener])
  const send = () => world.as(ada).request(contracts.announce, { word: 'a' }, { idempotencyKey: 'k1' })
  const [first, second] = await Promise.all([send(), send()])
  expect(second).toBe(first)
  await expect(
    world.as(ada).request(contracts.announce, { word: 'b' }, { idempotencyKey: 'k1' }),
  ).rejects.toMatchObject({
    body: { code: 'idempotency-key-reused', status: 422 },
  })
  await expect(world.as(ada).request(contracts.announce, { word: 'fail' }, { idempotencyKey: 'k2' })).rejects.toSatisfy(
    notFound.matches,
  )
  await world.settle()
  expect(await world.db('users').$count(outbox)).toBe(1)
  expect(await world.db('notifications').$count(inbox)).toBe(1)
  expect(heard.filter((line) => line.startsWith(first))).toEqual([`${first} ${ada.id}`])
  expect(await world.db('notifications').$count(parkingLot)).toBe(0)
})

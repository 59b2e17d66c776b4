import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { Type } from 'typebox'
import { expect, inject, test } from 'vitest'
import { emit } from '#db/outbox.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import { inbox, outbox, parkingLot } from '#db/messages.ts'
import { newId } from '#subjects/id.ts'
import { notFound, Problem, problem } from '#subjects/problem.ts'
import { request } from '#subjects/subject.ts'
import { userRegistered } from '#subjects/users.ts'
import { actor, batch, on } from './actor.ts'
import { startActor } from './host.ts'
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
    problems: [notFound],
  }),
  announce: request('users.test-announce', {
    summary: 'Emits',
    input: Word,
    output: Type.String(),
    access: 'customer',
    problems: [notFound],
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
      if (word === 'row') return { word, passwordHash: 'a secret detail' }
      if (word === 'strange') throw problem('strange', 418, 'Undeclared')()
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
  expect(world.bugs.splice(0)).toHaveLength(1)
  const row: unknown = await world
    .as(ada)
    .request(contracts.echo, { word: 'row' })
    .catch((error: unknown) => error)
  expect(row).toMatchObject({ body: { code: 'internal' } })
  expect(JSON.stringify(row)).not.toContain('secret')
  expect(world.bugs.splice(0)).toHaveLength(1)
  await expect(world.as(ada).request(contracts.echo, { word: 'strange' })).rejects.toMatchObject({
    body: { code: 'strange' },
  })
  expect(world.bugs.splice(0)).toHaveLength(1)
  await expect(world.as(ada).request(contracts.echo, { word: 'x'.repeat(21) })).rejects.toMatchObject({
    body: { code: 'invalid-request', errors: [{ pointer: '/word', code: 'max-length' }] },
  })
})

test('text that no database takes is refused at the door, wherever it stands', async () => {
  await using world = await startWorld([speaker])
  for (const word of ['a\ud800', '\udc00b', 'nul\0']) {
    await expect(world.as(ada).request(contracts.echo, { word })).rejects.toMatchObject({
      body: { code: 'invalid-request', errors: [{ pointer: '/word', code: 'text' }] },
    })
  }
  expect(await world.as(ada).request(contracts.echo, { word: 'ok 😀 \\u0000' })).toEqual({ word: 'ok 😀 \\u0000' })
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

test('an instance that is told to stop answers everything it has in hand', async () => {
  const slow = actor({
    name: 'users',
    contracts: { echo: contracts.echo },
    handlers: { echo: async ({ word }) => setTimeout(300, { word }) },
  })
  await using world = await startWorld([], { idle: [slow] })
  await using databases = await cloneDatabases(inject('postgresUrl'), ['users'])
  const options = {
    bus: world.bus,
    env: {},
    databaseUrl: databases.urls.users,
    log: { info() {}, warn() {}, error() {} },
  }
  const running = await startActor(slow, options)
  const asked = Array.from({ length: 20 }, () => world.as(ada).request(contracts.echo, { word: 'hello' }))
  await setTimeout(100)
  await running[Symbol.asyncDispose]()
  expect(await Promise.all(asked)).toHaveLength(20)
})

test('two instances share the work', async () => {
  const served: [number, number] = [0, 0]
  const counting = (index: 0 | 1) =>
    actor({
      name: 'users',
      contracts: { echo: contracts.echo },
      handlers: { echo: async ({ word }) => (served[index]++, { word }) },
    })
  await using world = await startWorld([counting(0)])
  await world.start(counting(1))
  for (let index = 0; index < 100; index++) await world.as(ada).request(contracts.echo, { word: 'hello' })
  expect(served[0]).toBeGreaterThan(20)
  expect(served[1]).toBeGreaterThan(20)
})

test('nobody may ask without saying who asks, nor what is not theirs to ask', async () => {
  await using world = await startWorld([speaker])
  await expect(world.bus.as({ ...ada, via: 'payments' }).request(contracts.echo, { word: 'x' })).rejects.toMatchObject({
    body: { code: 'forbidden' },
  })
  await expect(
    world.bus.as({ ...ada, role: '' as 'customer' }).request(contracts.echo, { word: 'x' }),
  ).rejects.toMatchObject({
    body: { code: 'unauthorized' },
  })
})

test('an event that cannot be handled is parked, and holds up none of the others', async () => {
  const handled: string[] = []
  const poison = newId('usr')
  const picky = actor({
    name: 'notifications',
    contracts: {},
    handlers: {},
    reactions: [
      on(userRegistered, async ({ data }) => {
        if (data.userId === poison) throw new Error('I can not stomach this')
        return () => void handled.push(data.userId)
      }),
    ],
  })
  await using world = await startWorld([picky], { retryDelaysMs: [10] })
  const good = Array.from({ length: 20 }, () => newId('usr'))
  await world.tell(userRegistered, { userId: poison }, 'evt_poison')
  await world.tell(userRegistered, { userId: 7 }, 'evt_malformed')
  await Promise.all(good.map((userId) => world.tell(userRegistered, { userId }, `evt_${userId}`)))
  await world.settle()

  expect(handled.sort()).toEqual(good.sort())
  const parked = await world.db('notifications').select().from(parkingLot).orderBy(parkingLot.messageId)
  expect(parked).toMatchObject([
    { messageId: 'evt_malformed', deliveries: 2, status: 'parked' },
    { messageId: 'evt_poison', deliveries: 8, error: 'Error: I can not stomach this' },
  ])
  world.bugs.length = 0
})

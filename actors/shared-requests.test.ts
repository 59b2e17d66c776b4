import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { notFound, overloaded, timedOut, unavailable } from '#subjects/problem.ts'
import { event, request } from '#subjects/subject.ts'
import { actor, type Asked, batch } from './actor.ts'
import { customer, startWorld, type World } from './world.ts'

const Word = Type.Object({ word: Type.String({ maxLength: 20 }) }, { additionalProperties: false })
const contracts = {
  say: request('users.test-say', {
    summary: 'Says it back, with whom it is for',
    input: Word,
    output: Type.Object({ word: Type.String(), for: Type.String(), key: Type.Optional(Type.String()) }),
    access: 'customer',
    problems: [notFound],
    priority: 'vital',
    timeoutMs: 1_500,
    shared: true,
  }),
  swell: request('users.test-swell', {
    summary: 'Says much',
    input: Word,
    output: Type.String(),
    access: 'customer',
    shared: true,
  }),
}
type Say = typeof contracts.say

const answerTo = ({ input: { word }, envelope }: Asked<Say>) => {
  const key = envelope.idempotencyKey
  return word === 'missing' ? notFound() : { word, for: envelope.caller.id, ...(key !== undefined && { key }) }
}

const speaker = actor({
  name: 'users',
  contracts,
  handlers: {
    say: batch<Say>(async (requests) => requests.map(answerTo)),
    swell: async ({ word }) => word.repeat(80_000),
  },
})

const ada = customer(newId('usr'))
const people = [ada, ...Array.from({ length: 7 }, () => customer(newId('usr')))]

/** What is said on the subject of a request, as it is on the wire. */
async function listen(world: World, { name }: { name: string }): Promise<unknown[]> {
  const said: unknown[] = []
  const wire = { ...event('test.said', { summary: 'Something', stream: 'users', data: Type.Null() }), name }
  world.bus.hear([wire], ({ data }) => said.push(data))
  // The broker hears the one before it answers the other.
  await world.bus.provisioner.streamState('users')
  return said
}

test('requests that are asked at once share a message, and each has its own name, answer and refusal', async () => {
  await using world = await startWorld([speaker])
  const said = await listen(world, contracts.say)
  const words = ['a', 'b', 'missing', 'x'.repeat(21), 'nul\0', 'c']
  const answers = await Promise.allSettled(
    words.map((word, index) =>
      world.as(people[index] ?? ada).request(contracts.say, { word }, { idempotencyKey: `key ${index}` }),
    ),
  )
  expect(answers).toMatchObject([
    { value: { word: 'a', for: people[0]?.id, key: 'key 0' } },
    { value: { word: 'b', for: people[1]?.id, key: 'key 1' } },
    { reason: { body: { code: 'not-found' } } },
    { reason: { body: { code: 'invalid-request', errors: [{ pointer: '/word', code: 'max-length' }] } } },
    { reason: { body: { code: 'invalid-request', errors: [{ pointer: '/word', code: 'text' }] } } },
    { value: { word: 'c', for: people[5]?.id, key: 'key 5' } },
  ])
  await expect.poll(() => said).toHaveLength(1)
  const [{ endpoints } = { endpoints: [] }] = await world.bus.services().then((all) => all.filter(isUsers))
  expect(endpoints.find(({ subject }) => subject === contracts.say.name)).toMatchObject({
    requests: 6,
    stats: { refused: 3, failed: 0, inFlight: 0 },
  })
})

const isUsers = ({ name }: { name: string }) => name === 'users'

test('a request that is asked alone is the plain message that any client sends', async () => {
  await using world = await startWorld([speaker])
  const said = await listen(world, contracts.say)
  await world.as(ada).request(contracts.say, { word: 'a' })
  await world.as(ada).request(contracts.say, { word: 'b' })
  await expect.poll(() => said).toEqual([{ word: 'a' }, { word: 'b' }])
})

test('a bug in a batch tells nothing, and a part for which there is no room is the only one turned away', async () => {
  const clumsy = actor({
    name: 'users',
    contracts: { say: contracts.say },
    handlers: {
      say: async ({ word }, { caller }) => {
        if (word === 'bug') throw new Error('a secret detail')
        await sleep(50)
        return { word, for: caller.id }
      },
    },
  })
  await using world = await startWorld([clumsy], { maxInFlight: 5 })
  const words = ['bug', 'a', 'b', 'c', 'd', 'e', 'f', 'g']
  const answers = await Promise.allSettled(
    words.map((word, index) => world.as(people[index] ?? ada).request(contracts.say, { word })),
  )
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(refusals).toMatchObject([{ body: { code: 'internal' } }, ...refusals.slice(1)])
  expect(JSON.stringify(refusals)).not.toContain('secret')
  expect(refusals.slice(1).every(overloaded.matches)).toBe(true)
  expect(refusals.length).toBeGreaterThan(1)
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(1)
  expect(world.bugs.splice(0)).toHaveLength(1)
})

test('who has no time left is told so alone, and nobody is told nothing', async () => {
  const slow = actor({
    name: 'users',
    contracts: { say: contracts.say },
    handlers: {
      say: async ({ word }, { caller }) =>
        sleep(word === 'never' ? 60_000 : 400, { word, for: caller.id }, { ref: false }),
    },
  })
  await using world = await startWorld([], { idle: [slow] })
  const ask = (word: string, index = 0, waitMs?: number) =>
    world.as(people[index] ?? ada).request(contracts.say, { word }, { waitMs })
  const none = await Promise.allSettled([ask('a'), ask('b')])
  expect(none.every((answer) => answer.status === 'rejected' && unavailable.matches(answer.reason))).toBe(true)

  await world.start(slow)
  const begun = performance.now()
  const [hasty, patient] = await Promise.allSettled([ask('a', 0, -1_300), ask('b', 1)])
  expect(hasty).toMatchObject({ status: 'rejected', reason: { body: { code: timedOut.code } } })
  expect(patient).toMatchObject({ value: { word: 'b' } })
  expect(performance.now() - begun).toBeLessThan(1_400)
})

test('answers that are larger together than any message all arrive', async () => {
  await using world = await startWorld([speaker])
  const letters = Array.from({ length: 40 }, (_, index) => String.fromCodePoint(97 + (index % 26)))
  const answers = await Promise.all(letters.map((word) => world.as(ada).request(contracts.swell, { word })))
  expect(answers).toEqual(letters.map((letter) => letter.repeat(80_000)))
})

test('more than a message brings are several, and one whose caller has stopped waiting is not carried out', async () => {
  await using world = await startWorld([speaker])
  const said = await listen(world, contracts.say)
  const ask = (word: string) => world.as(ada).request(contracts.say, { word })
  const gone = { caller: ada, correlationId: 'req_late', deadline: Date.now() - 5 }
  const late = withinEnvelope(gone, () => ask('late'))
  const words = Array.from({ length: 120 }, (_, index) => `word ${index}`)
  const [first, ...answers] = await Promise.allSettled([late, ...words.map(ask)])
  expect(first).toMatchObject({ status: 'rejected', reason: { body: { code: timedOut.code } } })
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.word : answer.reason))).toEqual(words)
  await expect.poll(() => said).toHaveLength(2)
})

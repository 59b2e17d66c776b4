import { Redis } from 'ioredis'
import { expect, inject, test } from 'vitest'
import { idempotency } from '#db/messages.ts'
import { apiKeys } from '#db/users/schema.ts'
import { hashApiKey, isApiKey, newApiKey } from '#subjects/api-key.ts'
import { type Caller, systemCaller } from '#subjects/envelope.ts'
import { Problem } from '#subjects/problem.ts'
import { deniedKey } from '#subjects/session.ts'
import type { InputOf } from '#subjects/subject.ts'
import * as subject from '#subjects/users.ts'
import { staff as admin, startWorld } from '../world.ts'
import { users } from './actor.ts'

const env = { SECRET_KEY: 'a secret for the tests, and a long one', REDIS_URL: inject('redisUrl') }
const edge: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }
const hour = 3_600_000

/** A shop with a clock that tests turn. */
async function openShop(variables: Record<string, string> = {}) {
  let at = Date.parse('2026-03-01T10:00:00.000Z')
  const world = await startWorld([users], { env: { ...env, ...variables }, now: () => new Date(at) })
  const create = (input: Partial<InputOf<typeof subject.createApiKey>> = {}, idempotencyKey = 'first') =>
    world
      .as(admin)
      .request(subject.createApiKey, { name: 'ERP', scopes: ['inventory:write'], ...input }, { idempotencyKey })
  return Object.assign(world, {
    create,
    pass: (ms: number) => (at += ms),
    verify: (secret: string) => world.as(edge).request(subject.verifyApiKey, { hash: hashApiKey(secret) }),
  })
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.body.code : error),
  )

test('a key has a form that scanners find, and a slip of the pen is not a key', () => {
  const keys = Array.from({ length: 100 }, () => newApiKey('live'))
  expect(new Set(keys).size).toBe(100)
  for (const key of keys) {
    expect(key).toMatch(/^tw_live_[0-9A-Za-z]{38}$/)
    expect(isApiKey(key)).toBe(true)
    const changed = `${key.slice(0, 12)}${key[12] === 'A' ? 'B' : 'A'}${key.slice(13)}`
    for (const other of [changed, key.slice(0, -1), `${key}0`, key.replace('live', 'test'), `x${key}`, ''])
      expect([other, isApiKey(other)]).toEqual([other, false])
  }
})

test('a key is shown once, kept as a hash, and says what it may do', async () => {
  await using world = await openShop({ API_KEY_MODE: 'live' })
  const { secret, ...made } = await world.create({ apiVersion: '2026-11-01', expiresAt: '2027-03-01T10:00:00.000Z' })

  expect(secret).toMatch(/^tw_live_/)
  expect(made).toMatchObject({ name: 'ERP', prefix: secret.slice(0, 12), createdBy: admin.id, lastUsedAt: null })
  expect(await world.as(admin).request(subject.readApiKey, { apiKeyId: made.id })).toEqual(made)
  const { id, scopes, apiVersion, expiresAt } = made
  expect(await world.verify(secret)).toEqual({ id, scopes, apiVersion, expiresAt })
  const rows = JSON.stringify([
    await world.db('users').select().from(apiKeys),
    await world.db('users').select().from(idempotency),
  ])
  expect(rows).not.toContain(secret.slice(12))
  expect(rows).toContain(hashApiKey(secret))
})

test('whoever did not get the answer and asks again gets the same secret, and there is one key', async () => {
  await using world = await openShop()
  const [first, second] = await Promise.all([world.create(), world.create()])
  expect(second).toEqual(first)
  world.pass(hour)
  expect(await world.create()).toEqual(first)
  expect(await world.db('users').$count(apiKeys)).toBe(1)
  expect(await codeOf(world.create({ name: 'Another' }))).toBe('idempotency-key-reused')
  expect((await world.create({ name: 'Another' }, 'second')).secret).not.toBe(first.secret)
})

test('a request for a key that has ended meanwhile is still answered as it was', async () => {
  await using world = await openShop()
  const first = await world.create({ expiresAt: '2026-03-01T10:30:00.000Z' })
  world.pass(hour)
  expect(await world.create({ expiresAt: '2026-03-01T10:30:00.000Z' })).toEqual(first)
})

test.each([
  ['an end in the past', { expiresAt: '2026-03-01T09:59:59.999Z' }, '/expiresAt', 'end-passed'],
  ['an end that is no time', { expiresAt: '2026-02-30T10:00:00.000Z' }, '/expiresAt'],
  ['no scopes', { scopes: [] }, '/scopes'],
  ['one scope twice', { scopes: ['orders:read', 'orders:read'] }, '/scopes'],
  ['a scope that does not exist', { scopes: ['orders:delete'] }, '/scopes/0'],
  ['a version that is no day', { apiVersion: 'latest' }, '/apiVersion'],
  ['a name that would break a log', { name: 'ERP\u0000' }, '/name'],
])('%s is refused, and nothing is made', async (_, input, pointer, code = 'invalid-request') => {
  await using world = await openShop()
  const refusal = await world.create(input as never).catch((error: Problem) => error.body)
  expect(refusal).toMatchObject({ code, errors: [{ pointer }] })
  expect(await world.db('users').$count(apiKeys)).toBe(0)
  await world.create()
})

test('a key that was revoked stops at once, for good, and the edge is told, also when it is revoked twice', async () => {
  await using world = await openShop()
  const { id, secret } = await world.create()
  const redis = new Redis(env.REDIS_URL)
  for (let time = 0; time < 2; time++) {
    expect(await world.as(admin).request(subject.revokeApiKey, { apiKeyId: id })).toBeNull()
    expect(await redis.getdel(deniedKey(id))).toBe('1')
    world.pass(hour)
  }
  redis.disconnect()
  expect(await codeOf(world.verify(secret))).toBe('api-key-invalid')
  const read = await world.as(admin).request(subject.readApiKey, { apiKeyId: id })
  expect(read.revokedAt).toBe('2026-03-01T10:00:00.000Z')
})

test('a Redis that was away is told of revoked keys as soon as it is back', async () => {
  await using world = await openShop({ REDIS_URL: 'redis://127.0.0.1:1' })
  const { id } = await world.create()
  await world.as(admin).request(subject.revokeApiKey, { apiKeyId: id })
  const redis = new Redis(env.REDIS_URL)
  expect(await redis.exists(deniedKey(id))).toBe(0)
  // The timer looks when an instance starts.
  await world.start(users, { env, now: () => new Date('2026-03-01T10:05:00.000Z') })
  await expect.poll(() => redis.getdel(deniedKey(id)), { timeout: 5_000 }).toBe('1')
  redis.disconnect()
})

test('a key ends when it was said to, and one that nobody made opens nothing', async () => {
  await using world = await openShop()
  const { secret } = await world.create({ expiresAt: '2026-03-01T10:30:00.000Z' })
  expect(await codeOf(world.verify(secret))).toBe('done')
  world.pass(hour / 2)
  expect(await codeOf(world.verify(secret))).toBe('api-key-invalid')
  expect(await codeOf(world.verify(newApiKey('test')))).toBe('api-key-invalid')
})

test('when a key was last used is known to the hour', async () => {
  await using world = await openShop()
  const { id, secret } = await world.create()
  const lastUsedAt = async () => (await world.as(admin).request(subject.readApiKey, { apiKeyId: id })).lastUsedAt
  expect(await lastUsedAt()).toBeNull()
  await world.verify(secret)
  world.pass(hour - 1)
  await world.verify(secret)
  expect(await lastUsedAt()).toBe('2026-03-01T10:00:00.000Z')
  world.pass(1)
  await world.verify(secret)
  expect(await lastUsedAt()).toBe('2026-03-01T11:00:00.000Z')
})

test('keys are listed newest first, a page at a time, and a missing one is not found', async () => {
  await using world = await openShop()
  const made = []
  for (const name of ['one', 'two', 'three']) made.unshift((await world.create({ name }, name)).id)
  const list = (input: object) => world.as(admin).request(subject.listApiKeys, input)
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, cursor: first.next ?? '' })
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made)
  expect(second.next).toBeNull()
  expect(await list({ limit: 1, include: 'total' })).toMatchObject({ total: 3, relation: 'eq' })
  expect(JSON.stringify(first)).not.toContain('secret')
  const nobody = { apiKeyId: 'key_00000000000000000000000000' }
  expect(await codeOf(world.as(admin).request(subject.readApiKey, nobody))).toBe('not-found')
  expect(await codeOf(world.as(admin).request(subject.revokeApiKey, nobody))).toBe('not-found')
})

test('keys are for administrators, and only the edge and tools may ask what one may do', async () => {
  await using world = await openShop()
  const staff: Caller = { ...admin, role: 'staff' }
  expect(await codeOf(world.as(staff).request(subject.listApiKeys, {}))).toBe('forbidden')
  const elsewhere = systemCaller('orders')
  expect(await codeOf(world.as(elsewhere).request(subject.verifyApiKey, { hash: 'x'.repeat(43) }))).toBe('forbidden')
})

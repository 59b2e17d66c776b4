import { Redis } from 'ioredis'
import { decodeJwt } from 'jose'
import { expect, inject, test } from 'vitest'
import { freePort } from '#compose/local/ports.ts'
import { sessions } from '#db/users/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { unauthorized } from '#subjects/problem.ts'
import { deniedKey } from '#subjects/session.ts'
import * as subject from '#subjects/users.ts'
import { startWorld, type World } from '../world.ts'
import { users } from './actor.ts'

const env = { SECRET_KEY: 'a secret for the tests, and a long one', REDIS_URL: inject('redisUrl') }
const anonymous: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }
const ada = { email: 'ada@example.com', password: 'correct horse battery' }
const second = 1_000
const day = 86_400 * second

/** A shop where Ada has just logged in, with a clock that tests turn. */
async function openShop(variables = env) {
  let at = Date.parse('2026-03-01T10:00:00.000Z')
  const now = () => new Date(at)
  const world = await startWorld([users], { env: variables, now })
  const edge = world.as(anonymous)
  await edge.request(subject.registerUser, { ...ada, name: 'Ada' })
  const login = await edge.request(subject.logIn, ada)
  const { sub = '', sid } = decodeJwt<{ sid: string }>(login.accessToken)
  return Object.assign(world, {
    login,
    sid,
    caller: { id: sub, role: 'customer', via: 'edge', session: sid } satisfies Caller,
    now,
    pass: (ms: number) => (at += ms),
    refresh: (refreshToken: string) => edge.request(subject.refreshSession, { refreshToken }),
  })
}

const refused = (promise: Promise<unknown>) => expect(promise).rejects.toSatisfy(subject.refreshTokenInvalid.matches)
const revokedAt = async (world: World) => (await world.db('users').select().from(sessions))[0]?.revokedAt

async function askRedis<T>(ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(env.REDIS_URL)
  try {
    return await ask(redis)
  } finally {
    redis.disconnect()
  }
}

const deniedFor = (sid: string) => askRedis((redis) => redis.ttl(deniedKey(sid)))

/** A login of Ada's as it stands in the database. */
const login = (userId: string, row: Partial<typeof sessions.$inferInsert>) => ({
  id: newId('ses'),
  userId,
  tokenHash: 'none',
  createdAt: new Date('2026-02-28T10:00:00.000Z'),
  expiresAt: new Date('2026-03-30T10:00:00.000Z'),
  ...row,
})

test('a refresh token gives the next one, and a fresh access token of the same login', async () => {
  await using world = await openShop()
  world.pass(60 * second)
  const next = await world.refresh(world.login.refreshToken)
  expect(next.refreshToken).not.toBe(world.login.refreshToken)
  expect(next.user).toEqual(world.login.user)
  const [before, after] = [decodeJwt(world.login.accessToken), decodeJwt(next.accessToken)]
  expect(after).toMatchObject({ sub: before.sub, sid: world.sid, iat: Number(before.iat) + 60 })
  expect(after.jti).not.toBe(before.jti)
  await world.refresh(next.refreshToken)
  expect(await deniedFor(world.sid)).toBe(-2)
})

test('two refreshes at once, on two instances, lead to one token and end nothing', async () => {
  await using world = await openShop()
  await world.start(users)
  const both = await Promise.all(Array.from({ length: 6 }, () => world.refresh(world.login.refreshToken)))
  expect(new Set(both.map(({ refreshToken }) => refreshToken)).size).toBe(1)
  world.pass(9 * second)
  const repeated = await world.refresh(world.login.refreshToken)
  expect(repeated.refreshToken).toBe(both[0]?.refreshToken)
  await world.refresh(repeated.refreshToken)
  expect(await revokedAt(world)).toBeNull()
})

test('a spent token ends the login for whoever holds a token of it', async () => {
  await using world = await openShop()
  const next = await world.refresh(world.login.refreshToken)
  world.pass(11 * second)
  await refused(world.refresh(world.login.refreshToken))
  await refused(world.refresh(next.refreshToken))
  expect(await deniedFor(world.sid)).toBeGreaterThan(600)
})

test('a token counts as spent however often the login was refreshed since', async () => {
  await using world = await openShop()
  let { refreshToken } = world.login
  for (let times = 0; times < 3; times++) refreshToken = (await world.refresh(refreshToken)).refreshToken
  world.pass(11 * second)
  await refused(world.refresh(world.login.refreshToken))
  await refused(world.refresh(refreshToken))
})

test('a copy of an older request that comes while the login is being refreshed is refused and ends nothing', async () => {
  await using world = await openShop()
  let { refreshToken } = world.login
  for (let times = 0; times < 3; times++) refreshToken = (await world.refresh(refreshToken)).refreshToken
  world.pass(9 * second)
  await refused(world.refresh(world.login.refreshToken))
  expect(await revokedAt(world)).toBeNull()
  await world.refresh(refreshToken)
})

test('whoever knows the id of a login but never had a token of it cannot end it', async () => {
  await using world = await openShop()
  const { sid, login } = world
  const [, secret = '', seal = ''] = login.refreshToken.split('.')
  const another = await openShop()
  const [, , foreignSeal = ''] = another.login.refreshToken.split('.')
  await another[Symbol.asyncDispose]()
  const x = 'x'.repeat(43)
  for (const forged of [x, `${x}.${x}`, `${x}.${seal}`, `${secret}.${x}`, `${secret}.${foreignSeal}`, secret]) {
    await refused(world.refresh(`${sid}.${forged}`))
  }
  expect(await revokedAt(world)).toBeNull()
  await world.refresh(login.refreshToken)
})

test.each([
  'x'.repeat(43),
  `ses_${'0'.repeat(26)}.${'x'.repeat(43)}`,
  "ses_'; drop table sessions; --.aaaaaaaaaaaaaaa",
])('a made-up token is refused: %s', async (token) => {
  await using world = await openShop()
  await refused(world.refresh(token))
  await world.refresh(world.login.refreshToken)
})

test('a login lasts thirty days without use', async () => {
  await using world = await openShop()
  world.pass(29 * day)
  const next = await world.refresh(world.login.refreshToken)
  world.pass(30 * day + second)
  await refused(world.refresh(next.refreshToken))
})

test('a login lasts ninety days, however much it is used', async () => {
  await using world = await openShop()
  let { refreshToken } = world.login
  for (let weeks = 0; weeks < 12; weeks++) {
    world.pass(7 * day)
    refreshToken = (await world.refresh(refreshToken)).refreshToken
  }
  world.pass(6 * day + second)
  await refused(world.refresh(refreshToken))
})

test('logging out ends the login at once, and once', async () => {
  await using world = await openShop()
  expect(await world.as(world.caller).request(subject.logOut, {})).toBeNull()
  const at = await revokedAt(world)
  world.pass(5 * second)
  expect(await world.as(world.caller).request(subject.logOut, {})).toBeNull()
  expect(await revokedAt(world)).toEqual(at)
  expect(await deniedFor(world.sid)).toBeGreaterThan(650)
  await refused(world.refresh(world.login.refreshToken))
  const { session: _, ...nowhere } = world.caller
  await expect(world.as(nowhere).request(subject.logOut, {})).rejects.toSatisfy(unauthorized.matches)
})

test('without Redis a logout ends the login all the same, and the edge is told as soon as there is one', async () => {
  await using world = await openShop({ ...env, REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
  expect(await world.as(world.caller).request(subject.logOut, {})).toBeNull()
  expect(await revokedAt(world)).not.toBeNull()
  await refused(world.refresh(world.login.refreshToken))
  expect(await deniedFor(world.sid)).toBe(-2)
  await world.start(users, { env, now: world.now })
  await expect.poll(() => deniedFor(world.sid), { timeout: 5_000 }).toBeGreaterThan(650)
})

test('a Redis that has lost everything is told again who has logged out, as long as their access tokens last', async () => {
  await using world = await openShop()
  await world.as(world.caller).request(subject.logOut, {})
  const lose = () => askRedis((redis) => redis.del(deniedKey(world.sid)))
  await lose()
  world.pass(650 * second)
  const again = await world.start(users)
  await expect.poll(() => deniedFor(world.sid), { timeout: 5_000 }).toBeGreaterThan(650)
  await again[Symbol.asyncDispose]()
  await lose()
  world.pass(20 * second)
  await (await world.start(users))[Symbol.asyncDispose]()
  expect(await deniedFor(world.sid)).toBe(-2)
})

test('a login that is over is refused, and nothing is written for it', async () => {
  await using world = await openShop()
  await world.as(world.caller).request(subject.logOut, {})
  await askRedis((redis) => redis.del(deniedKey(world.sid)))
  const [before] = await world.db('users').select().from(sessions)
  world.pass(31 * day)
  await refused(world.refresh(world.login.refreshToken))
  expect((await world.db('users').select().from(sessions))[0]).toEqual(before)
  expect(await deniedFor(world.sid)).toBe(-2)

  const { refreshToken } = await world.as(anonymous).request(subject.logIn, ada)
  world.pass(31 * day)
  await refused(world.refresh(refreshToken))
  expect((await world.db('users').select().from(sessions)).filter((row) => row.revokedAt)).toHaveLength(1)
})

test('of more logins than fifty the oldest ends, and those that are over do not count', async () => {
  await using world = await openShop()
  const db = world.db('users')
  const { id: userId } = world.login.user
  const expired = login(userId, { expiresAt: new Date('2026-02-28T12:00:00.000Z') })
  const others = Array.from({ length: 49 }, () => login(userId, {}))
  await db.insert(sessions).values([expired, ...others])
  const { accessToken } = await world.as(anonymous).request(subject.logIn, ada)
  const revoked = (await db.select().from(sessions)).filter((row) => row.revokedAt)
  expect(revoked.map(({ id }) => id)).toEqual([world.sid])
  expect(await deniedFor(world.sid)).toBeGreaterThan(650)
  expect(await deniedFor(decodeJwt<{ sid: string }>(accessToken).sid)).toBe(-2)
})

test('logins that ended long ago are forgotten, and no others', async () => {
  await using world = await openShop()
  const db = world.db('users')
  const { id: userId } = world.login.user
  const ninetyDaysAgo = new Date(world.now().getTime() - 90 * day)
  const kept = [
    login(userId, { createdAt: ninetyDaysAgo }),
    login(userId, { revokedAt: new Date(world.now().getTime() - 23 * 3_600 * second) }),
  ]
  const forgotten = [
    login(userId, { createdAt: new Date(ninetyDaysAgo.getTime() - second) }),
    login(userId, { revokedAt: new Date(world.now().getTime() - 25 * 3_600 * second) }),
  ]
  await db.insert(sessions).values([...kept, ...forgotten])
  await world.start(users)
  const ids = async () => (await db.select().from(sessions)).map(({ id }) => id)
  await expect.poll(ids, { timeout: 5_000 }).toHaveLength(3)
  expect(new Set(await ids())).toEqual(new Set([world.sid, ...kept.map(({ id }) => id)]))
})

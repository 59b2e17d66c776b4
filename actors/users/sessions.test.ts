import { Redis } from 'ioredis'
import { decodeJwt } from 'jose'
import { expect, inject, test } from 'vitest'
import { freePort } from '#compose/local/ports.ts'
import { sessions } from '#db/users/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { unauthorized, unavailable } from '#subjects/problem.ts'
import { deniedSessionKey } from '#subjects/session.ts'
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
  const world = await startWorld([users], { env: variables, now: () => new Date(at) })
  const edge = world.as(anonymous)
  await edge.request(subject.registerUser, { ...ada, name: 'Ada' })
  const login = await edge.request(subject.logIn, ada)
  const { sub = '', sid } = decodeJwt<{ sid: string }>(login.accessToken)
  return Object.assign(world, {
    login,
    sid,
    caller: { id: sub, role: 'customer', via: 'edge', session: sid } satisfies Caller,
    pass: (ms: number) => (at += ms),
    refresh: (refreshToken: string) => edge.request(subject.refreshSession, { refreshToken }),
  })
}

const refused = (promise: Promise<unknown>) => expect(promise).rejects.toSatisfy(subject.refreshTokenInvalid.matches)
const revokedAt = async (world: World) => (await world.db('users').select().from(sessions))[0]?.revokedAt

async function deniedFor(sid: string): Promise<number> {
  const redis = new Redis(env.REDIS_URL)
  try {
    return await redis.ttl(deniedSessionKey(sid))
  } finally {
    redis.disconnect()
  }
}

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
  await refused(world.refresh(world.login.refreshToken))
  await refused(world.refresh(refreshToken))
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

test('without Redis a logout is answered as not done yet, but the login is over', async () => {
  await using world = await openShop({ ...env, REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
  await expect(world.as(world.caller).request(subject.logOut, {})).rejects.toSatisfy(unavailable.matches)
  expect(await revokedAt(world)).not.toBeNull()
  await expect(world.refresh(world.login.refreshToken)).rejects.toSatisfy(unavailable.matches)
  await world.start(users, { env })
  const attempts = Array.from({ length: 10 }, () => world.as(world.caller).request(subject.logOut, {}))
  expect((await Promise.allSettled(attempts)).some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await deniedFor(world.sid)).toBeGreaterThan(650)
})

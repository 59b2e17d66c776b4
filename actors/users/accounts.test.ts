import { hash } from '@node-rs/argon2'
import { eq } from 'drizzle-orm'
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, inject, test } from 'vitest'
import { CannotStart } from '#compose/run.ts'
import { outbox } from '#db/messages.ts'
import { sessions, signingKeys, users as accounts } from '#db/users/schema.ts'
import { newId } from '#subjects/id.ts'
import { overloaded, Problem } from '#subjects/problem.ts'
import * as subject from '#subjects/users.ts'
import type { Caller } from '#subjects/envelope.ts'
import type { Actor } from '../actor.ts'
import { customer, startWorld } from '../world.ts'
import { users } from './actor.ts'
import type { Tools } from './tools.ts'

const env = { SECRET_KEY: 'a secret for the tests, and a long one', REDIS_URL: inject('redisUrl') }
const anonymous: Caller = { id: 'anonymous', role: 'anonymous', via: 'edge' }
const ada = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada Lovelace' }

const openShop = async () => {
  const world = await startWorld([users], { env })
  const edge = world.as(anonymous)
  return Object.assign(world, {
    register: (input: Partial<typeof ada> = {}) => edge.request(subject.registerUser, { ...ada, ...input }),
    logIn: (email = ada.email, password = ada.password) => edge.request(subject.logIn, { email, password }),
    keys: () => edge.request(subject.readKeys, {}),
  })
}

const bodyOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof Problem ? error.body : error),
  )

test('registering makes one account and tells of it once, even when one address is wanted by many at once', async () => {
  await using world = await openShop()
  const spellings = ['Ada@Example.com', 'ada@example.com', 'ADA@EXAMPLE.COM']
  const outcomes = await Promise.allSettled(spellings.map((email) => world.register({ email })))
  const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))

  expect(made).toMatchObject([{ email: 'ada@example.com', name: 'Ada Lovelace', role: 'customer' }])
  expect(refused.map(subject.emailTaken.matches)).toEqual([true, true])
  const told = await world.db('users').select().from(outbox)
  expect(told).toMatchObject([{ subject: 'user.registered', body: { userId: made[0]?.id } }])
  const [account] = await world.db('users').select().from(accounts)
  expect(account?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test.each([
  ['12345678', 'common'],
  ['PassWord', 'common'],
  ['zzzzzzzzzzzz', 'repeated'],
  ['my Tradewind password', 'shop-name'],
  ['ADA.lovelace 1815', 'email'],
  ['cafe\u0301 e\u0301e', 'too-short'],
])('the password "%s" is refused as %s', async (password, code) => {
  await using world = await openShop()
  expect(await bodyOf(world.register({ email: 'ada.lovelace+shop@example.com', password }))).toMatchObject({
    code: 'password-too-weak',
    status: 422,
    errors: [{ pointer: '/password', code }],
  })
  expect(await world.db('users').$count(accounts)).toBe(0)
})

test('a name is one line of text, and blanks are no name', async () => {
  await using world = await openShop()
  expect(await bodyOf(world.register({ name: ' \n ' }))).toMatchObject({ code: 'invalid-request', status: 400 })
  expect(await world.register({ name: ' Ada\r\nBcc: all@example.com ' })).toMatchObject({
    name: 'Ada Bcc: all@example.com',
  })
})

test('a login gives a token that the published keys vouch for', async () => {
  await using world = await openShop()
  const user = await world.register()
  const session = await world.logIn('ADA@example.com')
  expect(session).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, user })

  const keys = await world.keys()
  const { payload, protectedHeader } = await jwtVerify(session.accessToken, createLocalJWKSet(keys), {
    issuer: 'tradewind',
    audience: 'tradewind-api',
    algorithms: ['EdDSA'],
    typ: 'at+jwt',
  })
  const [row] = await world.db('users').select().from(sessions)
  expect(payload).toMatchObject({ sub: user.id, role: 'customer', sid: row?.id, jti: expect.any(String) })
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600)
  expect(protectedHeader.kid).toBe(keys.keys[0]?.kid)
  expect(row?.tokenHash).not.toContain(session.refreshToken.split('.')[1])
  expect(JSON.stringify(keys)).not.toContain('"d"')
  expect(await world.as(customer(user.id)).request(subject.readMe, {})).toEqual(user)
})

test('whether an address has an account shows neither in the answer to a wrong password nor in the work it takes', async () => {
  await using world = await openShop()
  await world.register()
  // Processor time and not the clock's: other programs on the machine do not count.
  const attempt = async (email: string) => {
    const before = process.cpuUsage()
    const body = await bodyOf(world.logIn(email, 'not the password'))
    const { user, system } = process.cpuUsage(before)
    return { body, cost: user + system }
  }
  const costs: { known: number; unknown: number }[] = []
  for (let round = 0; round < 9; round++) {
    const [known, unknown] = [await attempt(ada.email), await attempt('nobody@example.com')]
    expect(unknown.body).toEqual(known.body)
    expect(known.body).toMatchObject({ code: 'wrong-credentials', status: 401 })
    costs.push({ known: known.cost, unknown: unknown.cost })
  }
  const least = (costs: number[]) => Math.min(...costs)
  const ratio = least(costs.map(({ unknown }) => unknown)) / least(costs.map(({ known }) => known))
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('a password that was hashed in cheaper days is hashed anew at the next login', async () => {
  await using world = await openShop()
  const { id } = await world.register()
  const db = world.db('users')
  const hashOf = async () => (await db.select().from(accounts).where(eq(accounts.id, id)))[0]?.passwordHash
  await db.update(accounts).set({ passwordHash: await hash(ada.password, { memoryCost: 8_192, timeCost: 1 }) })
  await world.logIn()
  expect(await hashOf()).toContain('m=19456,t=2,p=1')
  await world.logIn()
})

test('when too many passwords wait to be hashed, a hash from cheaper days does for one more login', async () => {
  const crowded: Actor = {
    ...users,
    tools: async (...given) => {
      const tools = (await users.tools(...given)) as Tools
      return { ...tools, hashing: { ...tools.hashing, hash: () => Promise.reject(overloaded()) } }
    },
  }
  await using world = await startWorld([crowded], { env })
  const passwordHash = await hash(ada.password, { memoryCost: 8_192, timeCost: 1 })
  const at = new Date()
  const account = { id: newId('usr'), email: ada.email, name: ada.name, passwordHash, createdAt: at, updatedAt: at }
  await world.db('users').insert(accounts).values(account)
  const { email, password } = ada
  expect(await world.as(anonymous).request(subject.logIn, { email, password })).toMatchObject({ expiresIn: 600 })
  expect((await world.db('users').select().from(accounts))[0]?.passwordHash).toBe(passwordHash)
})

test('instances that start together sign with one key, which is nowhere in the clear', async () => {
  await using world = await openShop()
  await Promise.all([world.start(users, { env }), world.start(users, { env })])
  await world.register()
  const logins = await Promise.all(Array.from({ length: 12 }, () => world.logIn()))
  const [key, ...others] = await world.db('users').select().from(signingKeys)
  expect(others).toEqual([])
  const kids = logins.map(({ accessToken }) => decodeProtectedHeader(accessToken).kid)
  expect(new Set(kids)).toEqual(new Set([key?.kid]))
  expect(new Set(logins.map(({ accessToken }) => decodeJwt(accessToken).jti)).size).toBe(12)
  expect(() => JSON.parse(Buffer.from(key?.privateKey ?? '', 'base64url').toString()) as unknown).toThrow()
  expect((await world.keys()).keys).toEqual([key?.publicJwk])
})

test('a process with another SECRET_KEY says so and does not start', async () => {
  await using world = await openShop()
  const other = world.start(users, { env: { ...env, SECRET_KEY: 'another secret, just as long as it' } })
  await expect(other).rejects.toThrow(CannotStart)
  await expect(other).rejects.toThrow(/^SECRET_KEY is not the one/)
  expect(await world.db('users').$count(signingKeys)).toBe(1)
})

test('addresses are told to those who write to people, and to nobody else', async () => {
  await using world = await openShop()
  const { id } = await world.register()
  const gone = customer('usr_00000000000000000000000000')
  const contacts = { contacts: [{ userId: id, email: ada.email, name: ada.name }] }
  expect(await world.tools.request(subject.readContacts, { userIds: [gone.id, id] })).toEqual(contacts)
  expect(await bodyOf(world.bus.as(customer(id)).request(subject.readContacts, { userIds: [id] }))).toMatchObject({
    code: 'forbidden',
  })
  expect(await bodyOf(world.as(gone).request(subject.readMe, {}))).toMatchObject({ code: 'unauthorized' })
})

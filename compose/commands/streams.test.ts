import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { actor, on } from '#actors/actor.ts'
import { startWorld } from '#actors/world.ts'
import { emit } from '#db/outbox.ts'
import { systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { notificationSend } from '#subjects/notifications.ts'
import { unavailable } from '#subjects/problem.ts'
import { userRegistered } from '#subjects/users.ts'
import { tradewind, urlsOf } from '../test-command.ts'

const effects: string[] = []
const speaker = actor({ name: 'users', contracts: {}, handlers: {} })
const listener = actor({
  name: 'notifications',
  contracts: {},
  handlers: {},
  reactions: [
    on(userRegistered, async ({ id }) => void effects.push(id)),
    on(notificationSend, async ({ id }) => void effects.push(id)),
  ],
})

async function startSmallWorld(registrations: number) {
  effects.length = 0
  const world = await startWorld([speaker, listener])
  const envelope = { caller: systemCaller('users'), correlationId: newId('run') } as const
  const facts = Array.from({ length: registrations }, () => newId('usr')).map((userId) => ({
    id: userId,
    version: 1,
    data: { userId },
  }))
  await withinEnvelope(envelope, () => world.db('users').transaction((tx) => emit(tx, userRegistered, ...facts)))
  await world.settle()
  return world
}

const reluctant = actor({
  name: 'notifications',
  contracts: {},
  handlers: {},
  reactions: [
    on(notificationSend, async () => {
      throw unavailable()
    }),
  ],
})

type Report = {
  streams: { owner: string; messages: number; epoch: string; consumers: { name: string; pending: number }[] }[]
  outboxes: { outbox: string; unpublished: number }[]
}

test('streams are told with who reads them, and the outboxes that are known', async () => {
  await using world = await startSmallWorld(3)
  const { code, stdout } = await tradewind(['streams', '--json'], urlsOf(world))
  const { streams, outboxes } = JSON.parse(stdout) as Report
  expect(code).toBe(0)
  const users = streams.find(({ owner }) => owner === 'users')
  expect(users).toMatchObject({ messages: 3, consumers: [{ name: 'notifications_user-registered', pending: 0 }] })
  expect(outboxes.map(({ outbox, unpublished }) => `${outbox} ${unpublished}`)).toEqual(['users 0', 'notifications 0'])
  const table = await tradewind(['streams'], world.natsVariables('tools'))
  expect(table.stdout).toMatch(/^users +3 /m)
  expect(table.stdout).not.toContain('OUTBOX')
})

test('a rebuilt stream has all its events again, those of tools among them, and none takes effect twice', async () => {
  await using world = await startSmallWorld(700)
  const words = JSON.stringify({ userId: newId('usr'), subject: 'Hello', text: 'How are you?' })
  await tradewind(['publish', 'notification.send', words, '--id', 'from-tools'], urlsOf(world))
  await world.settle()
  const epochs = async () => {
    const { stdout } = await tradewind(['streams', '--json'], urlsOf(world))
    return (JSON.parse(stdout) as Report).streams.map(({ owner, epoch }) => `${owner} ${epoch}`)
  }
  const before = await epochs()

  const rebuilt = await tradewind(['streams', 'rebuild', 'users', 'notifications', '--yes', '--json'], urlsOf(world))

  expect(rebuilt).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(rebuilt.stdout)).toMatchObject([
    { stream: 'users', events: 700, fromTools: 0 },
    { stream: 'notifications', events: 1, fromTools: 1 },
  ])
  const changed = (await epochs()).filter((epoch) => !before.includes(epoch)).map((epoch) => epoch.split(' ')[0])
  expect(new Set(changed)).toEqual(new Set(['notifications', 'users']))
  await world.settle()
  expect(effects).toHaveLength(701)
  expect(new Set(effects).size).toBe(701)
}, 60_000)

test('a stream is kept while it alone has what an actor has yet to handle', async () => {
  await using world = await startWorld([reluctant])
  const words = JSON.stringify({ userId: newId('usr'), subject: 'Hello', text: 'How are you?' })
  await tradewind(['publish', 'notification.send', words], urlsOf(world))
  const rebuilt = await tradewind(['streams', 'rebuild', 'notifications', '--yes'], urlsOf(world))
  expect(rebuilt).toMatchObject({ code: 1, stdout: '' })
  expect(rebuilt.stderr).toContain('notifications has not handled every notification.send yet')
  world.bugs.length = 0
})

test('a rebuild is refused before anything is forgotten', async () => {
  await using world = await startSmallWorld(1)
  const rebuild = (words: readonly string[], variables = urlsOf(world)) =>
    tradewind(['streams', 'rebuild', ...words], variables)
  const refused = async (words: readonly string[], variables?: Readonly<Record<string, string>>) => {
    const { code, stdout, stderr } = await rebuild(words, variables)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    return stderr
  }
  expect(await refused(['users'])).toContain('Nobody is here to answer that: say --yes')
  expect(await refused(['user', '--yes'])).toContain('There is no stream of user; did you mean users?')
  expect(await refused(['users', '--yes'], world.natsVariables('tools'))).toContain('No database is known')
  expect(await refused(['orders', '--yes'])).toContain('set ORDERS_DATABASE_URL')
  const { USERS_DATABASE_URL: url = '' } = urlsOf(world)
  const idle = { ...urlsOf(world), ORDERS_DATABASE_URL: url }
  expect(await refused(['orders', '--yes'], idle)).toContain('No process hosts orders')
  await world.db('users').transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_lock(hashtext('rebuild'))`)
    expect(await refused(['users', '--yes'])).toContain('Somebody is rebuilding the stream of users already')
    await tx.execute(sql`select pg_advisory_unlock(hashtext('rebuild'))`)
  })
  const { stdout } = await tradewind(['streams', '--json'], urlsOf(world))
  expect((JSON.parse(stdout) as Report).streams.find(({ owner }) => owner === 'users')).toMatchObject({ messages: 1 })
})

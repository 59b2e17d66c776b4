import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { actor, on } from '#actors/actor.ts'
import { startWorld, type World } from '#actors/world.ts'
import { databases, urlVariable } from '#db/databases.ts'
import { parkingLot } from '#db/messages.ts'
import { actorNames, events, requests } from '#subjects/contracts.ts'
import { newId } from '#subjects/id.ts'
import { request } from '#subjects/subject.ts'
import { userRegistered } from '#subjects/users.ts'
import { Type } from 'typebox'

test('every contract is listed, with who may say it', async () => {
  const { stdout, code } = await tradewind(['subjects', '--json'])
  expect(code).toBe(0)
  const listed = JSON.parse(stdout) as { subject: string; saidBy: string }[]
  expect(listed.map(({ subject }) => subject).sort()).toEqual([...requests, ...events].map(({ name }) => name).sort())
  expect(listed.find(({ subject }) => subject === 'req.inventory.reserve')?.saidBy).toBe('orders, tools')
  expect((await tradewind(['subjects', 'orders'])).stdout.split('\n')[1]).toMatch(/^req\.orders\./)
})

test('a contract is shown with its schemas and problems', async () => {
  const { stdout } = await tradewind(['subjects', 'show', 'orders.place', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'req.orders.place',
    input: { type: 'object', additionalProperties: false },
    output: { type: 'object' },
    problems: expect.arrayContaining([{ code: 'cart-empty', status: 422, title: 'The cart is empty' }]),
  })
  const page = await tradewind(['subjects', 'show', 'order.confirmed'])
  expect(page.stdout).toContain('emitted by  orders')
})

test.each([
  [['subject'], 2, 'Did you mean subjects?'],
  [['subjects', '--jsn'], 2, 'Did you mean --json?'],
  [['subjects', 'ordrs'], 1, 'did you mean orders?'],
  [['subjects', 'show', 'orders.plaec'], 1, 'did you mean orders.place?'],
  [['parked'], 1, 'No database is known: set USERS_DATABASE_URL'],
  [['subjects', 'ping'], 1, 'NATS does not answer at 127.0.0.1:9;'],
])('tradewind %j explains what is wrong with it', async (words, exitCode, explanation) => {
  const { code, stdout, stderr } = await tradewind(words, { NATS_URL: 'nats://someone:secret@127.0.0.1:9' })
  expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' })
  expect(stderr).toContain(explanation)
  expect(stderr).not.toMatch(/secret|\n {4}at /)
})

test('ping counts instances and what each has answered, and fails while an actor has none', async () => {
  await using world = await startWorld([greeter])
  await world.start(greeter)
  for (let count = 0; count < 5; count++) await world.tools.request(greet, {})
  const { stdout, stderr, code } = await tradewind(['subjects', 'ping', '--json'], { NATS_URL: world.natsUrl })
  const instances = JSON.parse(stdout) as { service: string; requests: number }[]
  expect(instances.map(({ service }) => service)).toEqual(['users', 'users'])
  expect(instances.reduce((sum, { requests: count }) => sum + count, 0)).toBe(5)
  expect(code).toBe(1)
  expect(stderr).toContain(`Nobody answers for ${actorNames.filter((name) => name !== 'users').join(', ')}`)
})

test('a replayed event takes effect where it was parked and nowhere else', async () => {
  heard.length = 0
  await using world = await startWorld([listenerOf('notifications'), listenerOf('orders')])
  const [id, userId] = [newId('evt'), newId('usr')]
  await parkedIn(world, 'notifications', id, { userId })
  await world
    .db('orders')
    .execute(sql`insert into inbox (consumer, message_id) values ('orders_user-registered', ${id})`)

  const listed = await tradewind(['parked', '--json'], urlsOf(world))
  expect(JSON.parse(listed.stdout)).toMatchObject([{ id, status: 'parked', error: 'Error: not today' }])
  expect(await tradewind(['parked', 'replay', id], urlsOf(world))).toMatchObject({ code: 0, stderr: '' })
  await world.settle()
  expect(heard).toEqual([`notifications ${userId}`])
  expect((await tradewind(['parked'], urlsOf(world))).stdout).toBe('Nothing is parked\n')
  expect((await tradewind(['parked', 'show', id], urlsOf(world))).stdout).toContain('"status": "replayed"')

  const again = await tradewind(['parked', 'replay', id], urlsOf(world))
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining(`No event ${id} is parked`) })
})

test('an event that fails again after its replay is parked again', async () => {
  await using world = await startWorld([listenerOf('notifications')])
  const id = newId('evt')
  await parkedIn(world, 'notifications', id, { nobody: 'knows this field' })
  expect(await tradewind(['parked', 'replay', id], urlsOf(world))).toMatchObject({ code: 0 })
  await world.settle()
  const [row] = await world.db('notifications').select().from(parkingLot)
  expect(row).toMatchObject({ messageId: id, status: 'parked', error: expect.stringContaining('does not match') })
})

test('an event stays parked when the stream would take its replay for a duplicate', async () => {
  await using world = await startWorld([listenerOf('notifications')])
  const id = newId('evt')
  await parkedIn(world, 'notifications', id, { nobody: 'knows this field' })
  await tradewind(['parked', 'replay', id], urlsOf(world))
  await world.settle()
  const again = await tradewind(['parked', 'replay', id], urlsOf(world))
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('less than two minutes ago') })
  expect(await world.db('notifications').$count(parkingLot, sql`status = 'parked'`)).toBe(1)
  expect(await tradewind(['parked', 'discard', id], urlsOf(world))).toMatchObject({ code: 0 })
  expect(await world.db('notifications').$count(parkingLot, sql`status = 'discarded'`)).toBe(1)
})

const greet = request('users.test-greet', {
  summary: 'Says hello',
  input: Type.Object({}),
  output: Type.String(),
  access: 'internal',
})
const greeter = actor({ name: 'users', contracts: { greet }, handlers: { greet: async () => 'hello' } })

const heard: string[] = []
const listenerOf = (name: 'notifications' | 'orders') =>
  actor({
    name,
    contracts: {},
    handlers: {},
    reactions: [on(userRegistered, async ({ data }) => void heard.push(`${name} ${data.userId}`))],
  })

async function parkedIn(world: World, name: 'notifications', id: string, data: object): Promise<void> {
  const headers = {
    'ce-id': id,
    'ce-subject': newId('usr'),
    'ce-sequence': '1',
    'ce-source': 'users',
    Caller: 'system users users',
    'Correlation-Id': newId('run'),
  }
  const place = { durable: `${name}_user-registered`, subject: 'user.registered', stream: 'EVT_USERS', streamSeq: 1 }
  const row = { messageId: id, ...place, headers, body: JSON.stringify(data), deliveries: 8, error: 'Error: not today' }
  await world.db(name).insert(parkingLot).values(row)
}

const urlsOf = (world: World) => ({
  NATS_URL: world.natsUrl,
  ...Object.fromEntries(
    databases.flatMap((name) => {
      const url = world.databaseUrl(name)
      return url ? [[urlVariable(name), url]] : []
    }),
  ),
})

/** Runs the command as somebody would who types it, in no environment but the given one. */
function tradewind(words: readonly string[], variables: Record<string, string> = {}) {
  const launcher = resolve(import.meta.dirname, 'tradewind.js')
  const env = { PATH: process.env['PATH'] ?? '', NATS_URL: 'nats://127.0.0.1:9', ...variables }
  return new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
    const child = execFile(process.execPath, [launcher, ...words], { env }, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
}

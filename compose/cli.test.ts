import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { actor, on } from '#actors/actor.ts'
import { startWorld, type World } from '#actors/world.ts'
import { parkingLot } from '#db/messages.ts'
import { actorNames, events, requests } from '#subjects/contracts.ts'
import { newId } from '#subjects/id.ts'
import { request } from '#subjects/subject.ts'
import { userRegistered } from '#subjects/users.ts'
import { Type } from 'typebox'
import { tradewind, urlsOf } from './test-command.ts'

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

test('help waits for no contract, no bus and no database', async () => {
  const cli = JSON.stringify(pathToFileURL(resolve(import.meta.dirname, 'cli.ts')).href)
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    process.on('exit', () => console.error(loaded.filter((url) => url.startsWith('file:')).join('\\n')))
    process.argv = ['node', 'tradewind', '--help']
    await import(${cli})`
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  expect(stdout).toContain('Usage: tradewind')
  expect(stderr).toContain('commander')
  expect(stderr).not.toMatch(/typebox|node_modules\/(nats|drizzle-orm|postgres|cli-progress)\/|subjects\//)
})

test('an example of a contract is one that it takes', async () => {
  for (const name of ['orders.place', 'order.confirmed']) {
    const { stdout } = await tradewind(['subjects', 'example', name])
    const contract = [...requests, ...events].find((subject) => subject.name.replace(/^req\./, '') === name)
    const shape = contract?.kind === 'event' ? contract.data : contract?.input
    expect(shape?.errors(JSON.parse(stdout))).toEqual([])
  }
})

test.each([
  [['subject'], 2, 'Did you mean subjects?'],
  [['subjects', '--jsn'], 2, 'Did you mean --json?'],
  [['subjects', 'ordrs'], 1, 'did you mean orders?'],
  [['subjects', 'show', 'orders.plaec'], 1, 'did you mean orders.place?'],
  [['subjects', 'example', 'orders.plaec'], 1, 'did you mean orders.place?'],
  [['parked', 'replay'], 1, 'Say either an id or --all-of'],
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
  const { stdout, stderr, code } = await tradewind(['subjects', 'ping', '--json'], world.natsVariables('tools'))
  const instances = JSON.parse(stdout) as { service: string; requests: number }[]
  expect(instances.map(({ service }) => service)).toEqual(['provisioner', 'users', 'users'])
  const users = instances.filter(({ service }) => service === 'users')
  expect(users.reduce((sum, { requests: count }) => sum + count, 0)).toBe(5)
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

test('what an actor was told does not steer the terminal of whoever looks at it', async () => {
  await using world = await startWorld([listenerOf('notifications')])
  const id = newId('evt')
  await parkedIn(world, 'notifications', id, {})
  await world.db('notifications').update(parkingLot).set({ error: 'Error: \x1b]0;mine\x07\x1b[2J\u009b31mgone' })
  const { stdout } = await tradewind(['parked'], urlsOf(world))
  expect(stdout).toMatch(/Error: \]0;mine\[2J31mgone\n$/)
  const shown = await tradewind(['parked', 'show', id], urlsOf(world))
  expect(shown.stdout).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(JSON.parse(shown.stdout)).toMatchObject([{ error: 'Error: \x1b]0;mine\x07\x1b[2J\u009b31mgone' }])
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

test('all that are parked of one kind are settled at once, and what cannot be stays parked', async () => {
  heard.length = 0
  await using world = await startWorld([listenerOf('notifications')])
  const ids = [newId('evt'), newId('evt'), newId('evt')]
  for (const id of ids) await parkedIn(world, 'notifications', id, { userId: newId('usr') })
  const all = ['--all-of', 'notifications_user-registered']
  const unasked = await tradewind(['parked', 'replay', ...all], urlsOf(world))
  expect(unasked).toMatchObject({ code: 1, stderr: expect.stringContaining('say --yes') })
  // The stream has one of them, so that it takes no copy yet.
  await tradewind(['parked', 'replay', ids[0] ?? ''], urlsOf(world))
  await world.db('notifications').update(parkingLot).set({ status: 'parked' })

  const replayed = await tradewind(['parked', 'replay', ...all, '--yes', '--json'], urlsOf(world))
  expect(replayed).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('1 of 3 are still parked: The stream got'),
  })
  const rows = JSON.parse(replayed.stdout) as { id: string; status: string }[]
  expect(
    rows
      .filter(({ status }) => status === 'replayed')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.slice(1).sort())
  await world.settle()
  expect(heard).toHaveLength(3)

  const discarded = await tradewind(['parked', 'discard', '--all-of', 'user.registered', '--yes'], urlsOf(world))
  expect(discarded).toMatchObject({ code: 0, stderr: '' })
  expect(await world.db('notifications').$count(parkingLot, sql`status = 'discarded'`)).toBe(1)
  const none = await tradewind(['parked', 'discard', '--all-of', 'user.registered', '--yes'], urlsOf(world))
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing is parked of user.registered') })
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

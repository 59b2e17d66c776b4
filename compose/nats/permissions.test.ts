import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, nkeyAuthenticator, type NatsConnection } from 'nats'
import { createUser } from 'nkeys.js'
import { durableName, nudgeSubject, relayTopic, streamName, verifyTopic } from '#subjects/bus/names.ts'
import { connectBus } from '#subjects/bus.ts'
import { actorNames } from '#subjects/contracts.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { permissionsOf } from '#subjects/permissions.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { readStock } from '#subjects/inventory.ts'
import { readKeys } from '#subjects/users.ts'
import { startProvisioner } from '#subjects/start-provisioner.ts'
import { startTestBroker, type TestBroker } from '../test-broker.ts'
import { connectProcess } from './connect.ts'
import { contracted, identities } from './identities.ts'

const { requests, events, subscriptions } = contracted
const stack = new AsyncDisposableStack()
let broker: TestBroker
beforeAll(async () => {
  broker = stack.use(await startTestBroker())
  const bus = stack.use(await broker.connect('provisioner'))
  stack.use(await startProvisioner({ bus, ...contracted, onBug: (error) => expect.unreachable(String(error)) }))
})
afterAll(() => stack.disposeAsync())

/** A stock client with the key of an identity. */
async function as(identity: string): Promise<NatsConnection & AsyncDisposable> {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(broker.seedOf(identity)))
  const nc = await connect({ servers: broker.url, authenticator, inboxPrefix: `_INBOX_${identity}` })
  return Object.assign(nc, { [Symbol.asyncDispose]: () => nc.close() })
}

/** What of all this the broker refuses to let the identity do. */
async function refused(identity: string, tries: { publish?: readonly string[]; subscribe?: readonly string[] }) {
  await using nc = await as(identity)
  const found: string[] = []
  void (async () => {
    for await (const { permissionContext: denied } of nc.status()) if (denied) found.push(denied.subject)
  })()
  for (const subject of tries.publish ?? []) nc.publish(subject)
  for (const subject of tries.subscribe ?? []) nc.subscribe(subject, { callback: () => {} })
  await nc.flush()
  await new Promise(setImmediate)
  return found.toSorted()
}

const inboxOf = (name: string) => `_INBOX_${name}.abc.def`

const everything = {
  requests: requests.map(({ name }) => name),
  events: events.map(({ name }) => name),
  nudges: actorNames.flatMap((name) => [nudgeSubject(relayTopic(name)), nudgeSubject(verifyTopic(name))]),
  inboxes: identities.map(({ name }) => inboxOf(name)),
  durables: subscriptions.flatMap((each) => {
    const place = `${streamName(each.subject.stream)}.${durableName(each)}`
    return [
      `$JS.API.CONSUMER.INFO.${place}`,
      `$JS.API.CONSUMER.MSG.NEXT.${place}`,
      `$JS.ACK.${place}.1.2.3.4.5`,
      `$JS.API.CONSUMER.DELETE.${place}`,
      `$JS.API.CONSUMER.DURABLE.CREATE.${place}`,
      `$JS.API.CONSUMER.CREATE.${place}.x`,
    ]
  }),
  streams: [...new Set(events.map(({ stream }) => streamName(stream)))].flatMap((stream) =>
    ['CREATE', 'UPDATE', 'DELETE', 'PURGE', 'INFO', 'MSG.GET', 'MSG.DELETE', 'SNAPSHOT', 'RESTORE', 'LEADER.STEPDOWN']
      .map((verb) => `$JS.API.STREAM.${verb}.${stream}`)
      .concat(`$JS.API.CONSUMER.CREATE.${stream}`, `$JS.API.DIRECT.GET.${stream}`),
  ),
  rest: ['$JS.API.INFO', '$JS.API.STREAM.NAMES', '$JS.API.ACCOUNT.PURGE.X', '$SYS.REQ.SERVER.PING', 'anything.else'],
}
const all = Object.values(everything).flat()
const without = (subjects: readonly string[], allowed: readonly string[]) =>
  subjects.filter((subject) => !allowed.includes(subject)).toSorted()

/** What an identity may say, in the words of the contracts. */
const verifyNudge = (actor: string) => nudgeSubject(verifyTopic(actor))
const mayAsk = (role: string) => requests.filter(({ callers }) => callers.includes(role)).map(({ name }) => name)
const mayEmit = (role: string) => events.filter(({ emitters }) => emitters.includes(role)).map(({ name }) => name)
/** The inboxes of those who ask a service something, or who is there. */
const mayAnswer = (service: string) => {
  const askers = requests.filter(({ actor }) => actor === service).flatMap(({ callers }) => callers)
  const isAsker = (role: string) => [...askers, 'tools', 'observer', 'provisioner'].includes(role)
  return identities.filter(({ roles }) => roles.some(isAsker)).map(({ name }) => inboxOf(name))
}
const looksAtStreams = everything.streams
  .filter((subject) => /STREAM\.(INFO|MSG\.GET)\./.test(subject))
  .concat('$JS.API.INFO', '$JS.API.STREAM.NAMES', ...everything.durables.filter((subject) => /\.INFO\./.test(subject)))

test.each(actorNames)('%s says what its contracts say, and nothing else', async (actor) => {
  const own = subscriptions.filter((each) => each.actor === actor)
  const filled = events.filter(({ stream, emitters }) => stream === actor || emitters.includes(actor))
  const declared = [
    ...mayAsk(actor),
    ...mayEmit(actor),
    ...mayAnswer(actor),
    nudgeSubject(relayTopic(actor)),
    ...filled.map(({ stream }) => `$JS.API.STREAM.INFO.${streamName(stream)}`),
    ...own.flatMap((each) => {
      const place = `${streamName(each.subject.stream)}.${durableName(each)}`
      return [`$JS.API.CONSUMER.INFO.${place}`, `$JS.API.CONSUMER.MSG.NEXT.${place}`, `$JS.ACK.${place}.1.2.3.4.5`]
    }),
  ]
  expect(await refused(actor, { publish: all })).toEqual(without(all, declared))
})

test('the edge asks, tools ask and look, an observer only looks', async () => {
  expect(await refused('edge', { publish: all })).toEqual(without(all, mayAsk('edge')))
  expect(await refused('tools', { publish: all })).toEqual(
    without(all, [...mayAsk('tools'), ...mayEmit('tools'), ...looksAtStreams, ...actorNames.map(verifyNudge)]),
  )
  expect(await refused('observer', { publish: all })).toEqual(without(all, looksAtStreams))
})

test('the provisioner makes the streams and consumers of the contracts, and no others', async () => {
  const others = [
    '$JS.API.STREAM.CREATE.OTHER',
    '$JS.API.STREAM.DELETE.OTHER',
    '$JS.API.CONSUMER.CREATE.EVT_ORDERS.spy',
  ]
  const purges = everything.streams.filter((subject) => /PURGE|MSG\.DELETE|SNAPSHOT|RESTORE|STEPDOWN/.test(subject))
  const foreign = [...others, ...purges, ...everything.requests, ...everything.nudges]
  expect(await refused('provisioner', { publish: foreign })).toEqual(foreign.toSorted())
})

const wildcards = ['>', '*.>', 'req.>', '_INBOX.>', '_INBOX_>', '$JS.>', '$SYS.>', 'nudge.>', 'user.*', 'order.>']
const places = [...everything.requests, ...everything.events, ...everything.inboxes, ...everything.nudges, ...wildcards]

test.each(actorNames)('%s hears what it answers and nothing else, not even what others are answered', async (actor) => {
  const own = requests.filter((request) => request.actor === actor).map(({ name }) => name)
  const nudges = [nudgeSubject(relayTopic(actor)), nudgeSubject(verifyTopic(actor))]
  const heard = [...own, `_INBOX_${actor}.abc.def`, ...nudges]
  expect(await refused(actor, { subscribe: places })).toEqual(without(places, heard))
})

test.each(['edge', 'tools', 'observer'])('%s hears events, and no requests', async (identity) => {
  const heard = [...everything.events, `_INBOX_${identity}.abc.def`]
  expect(await refused(identity, { subscribe: places })).toEqual(without(places, heard))
})

test('a process that hosts several actors may do what each of them may, and each of them is found', async () => {
  const denied: Error[] = []
  const shop = { name: 'shop', roles: ['orders', 'payments'] }
  await using other = await startTestBroker({ processes: [shop], onDenied: (error) => denied.push(error) })
  await using stack = new AsyncDisposableStack()
  const [bus, tools] = [stack.use(await other.connect('shop')), stack.use(await other.connect('tools'))]
  for (const name of shop.roles) {
    const own = requests.filter(({ actor }) => actor === name)
    const endpoints = own.map((subject) => ({ subject, answer: async () => null }))
    stack.use(
      await bus.serve({
        name,
        version: '0.1.0',
        endpoints,
        maxInFlight: 1,
        onBug: (error) => denied.push(error as Error),
      }),
    )
  }
  expect((await tools.services()).map(({ name }) => name)).toEqual(['orders', 'payments'])
  const [whole, ...parts] = [shop.roles, ['orders'], ['payments']].map((roles) =>
    permissionsOf({ name: 'shop', roles }, contracted, identities),
  )
  expect(whole?.publish).toEqual([...new Set(parts.flatMap(({ publish }) => publish))].toSorted())
  expect(denied).toEqual([])
})

test('nobody gets in without a key, nor with a key that the broker does not know', async () => {
  const stranger = new TextDecoder().decode(createUser().getSeed())
  await expect(connectBus({ url: broker.url, name: 'orders' })).rejects.toMatchObject({
    code: 'AUTHORIZATION_VIOLATION',
  })
  await expect(connectBus({ url: broker.url, name: 'orders', nkey: stranger })).rejects.toMatchObject({
    code: 'AUTHORIZATION_VIOLATION',
  })
  const url = broker.url.replace('//', '//admin:admin@')
  await expect(connectBus({ url, name: 'orders' })).rejects.toMatchObject({ code: 'AUTHORIZATION_VIOLATION' })
  const log = { fatal: () => {}, error: () => {}, warn: () => {} }
  const { signal } = new AbortController()
  await expect(connectProcess({ url: broker.url, name: 'orders', signal }, log)).rejects.toThrow(
    'NATS takes nobody without a key: set NATS_NKEY or NATS_NKEY_FILE for orders',
  )
  await expect(connectProcess({ url: broker.url, name: 'orders', nkey: stranger, signal }, log)).rejects.toThrow(
    'NATS does not take the key that orders connects with',
  )
})

test('whoever says what is not theirs to say is told, and so is their log, once', async () => {
  const denied: string[] = []
  await using observer = await broker.connect('observer', { onDenied: ({ message }) => denied.push(message) })
  const [asked = { name: '' }] = requests
  const asker = observer.as({ id: 'observer', role: 'system', via: 'tools' })
  for (let times = 0; times < 3; times++)
    await expect(asker.request(asked as RequestSubject, {})).rejects.toMatchObject({ body: { code: 'unavailable' } })
  await expect.poll(() => denied).toEqual([`The broker refuses observer the publish of ${asked.name}`])
})

test('an actor that may not hear what it serves does not start', async () => {
  await using bus = await broker.connect('orders')
  const [foreign] = requests.filter(({ actor }) => actor === 'users')
  const endpoints = foreign ? [{ subject: foreign, answer: async () => null }] : []
  const options = { name: 'orders', version: '0.1.0', maxInFlight: 1, onBug: () => {} }
  await expect(bus.serve({ ...options, endpoints })).rejects.toThrow('The broker does not let orders serve')
})

test('only a service answers, and nobody but those who may ask it', async () => {
  expect(mayAnswer('provisioner')).not.toContain(inboxOf('edge'))
  expect(mayAnswer('inventory')).not.toContain(inboxOf('payments'))
  for (const other of ['edge', 'tools', 'observer'])
    expect(await refused(other, { publish: everything.inboxes })).toEqual(everything.inboxes.toSorted())
})

test('whoever was asked once cannot tell where the next question waits for its answer', async () => {
  await using service = await as('inventory')
  await using asker = await broker.connect('tools')
  const waiting: string[] = []
  service.subscribe('req.inventory.read', {
    callback: (_, message) => {
      waiting.push(message.reply ?? '')
      message.respond('null')
    },
  })
  await service.flush()
  const { request } = asker.as(systemCaller('tools'))
  for (let times = 0; times < 3; times++) await request(readStock, { sku: 'MUG' })
  const tokens = waiting.map((inbox) => inbox.split('.').at(-1) ?? '')
  const starts = new Set(tokens.map((token) => token.slice(0, 8)))
  expect(starts.size).toBe(3)
  expect(tokens.every((token) => token.length >= 22)).toBe(true)
})

test('a stock client with the key of tools does what the documentation shows', async () => {
  await using users = await broker.connect('users')
  const answer = async () => ({ keys: [] })
  await using serving = new AsyncDisposableStack()
  const service = { name: 'users', version: '0.1.0', endpoints: [{ subject: readKeys, answer }], maxInFlight: 1 }
  serving.use(await users.serve({ ...service, onBug: (error) => expect.unreachable(String(error)) }))
  const page = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const [, program = ''] = /^```js\n([^]*?)^```/m.exec(page) ?? []
  const dir = mkdtempSync(join(tmpdir(), 'tradewind-tools-'))
  try {
    writeFileSync(join(dir, 'tools.nk'), broker.seedOf('tools'))
    const env = { ...process.env, NATS_URL: broker.url, NATS_NKEY_FILE: join(dir, 'tools.nk') }
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env })
    expect(JSON.parse(stdout)).toEqual({ keys: [] })
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('tools look at streams and stored events and emit their own, with a stock client', async () => {
  await using nc = await as('tools')
  const published = await nc.jetstream().publish('notification.send', '{}')
  expect(published.stream).toBe('EVT_NOTIFICATIONS')
  const jsm = await nc.jetstreamManager()
  expect((await jsm.streams.list().next()).map(({ config }) => config.name)).toContain('EVT_ORDERS')
  expect((await jsm.streams.getMessage('EVT_NOTIFICATIONS', { seq: published.seq })).string()).toBe('{}')
  const [consumer] = await jsm.consumers.list('EVT_NOTIFICATIONS').next()
  expect(consumer?.name).toBe('notifications_notification-send')
  const denied = { code: 'PERMISSIONS_VIOLATION' }
  await expect(nc.jetstream().publish('order.confirmed', '{}')).rejects.toMatchObject(denied)
  await expect(jsm.streams.delete('EVT_ORDERS')).rejects.toMatchObject(denied)
  await expect(jsm.streams.purge('EVT_ORDERS')).rejects.toMatchObject(denied)
  await expect(jsm.consumers.add('EVT_ORDERS', { durable_name: 'spy' })).rejects.toMatchObject(denied)
  await expect(jsm.consumers.delete('EVT_ORDERS', 'notifications_order-confirmed')).rejects.toMatchObject(denied)
})

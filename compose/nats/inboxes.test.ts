import { connect, nkeyAuthenticator } from 'nats'
import { expect, test } from 'vitest'
import { provision } from '#subjects/start-provisioner.ts'
import { readKeys } from '#subjects/users.ts'
import { startTestBroker, type TestBroker } from '../test-broker.ts'
import { contracted } from './identities.ts'

/** A stock client with the key of an identity. */
async function as(broker: TestBroker, identity: string) {
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(broker.seedOf(identity)))
  const nc = await connect({ servers: broker.url, authenticator, inboxPrefix: `_INBOX_${identity}` })
  return Object.assign(nc, { [Symbol.asyncDispose]: () => nc.close() })
}

/** A broker whose `users` answers for its keys, and has said one event. */
async function startBroker(stack: AsyncDisposableStack): Promise<TestBroker> {
  const broker = stack.use(await startTestBroker())
  await provision(stack.use(await broker.connect('provisioner')), contracted)
  const users = stack.use(await broker.connect('users'))
  const endpoints = [{ subject: readKeys, answer: async () => ({ keys: [] }) }]
  const onBug = (error: unknown) => expect.unreachable(String(error))
  stack.use(await users.serve({ name: 'users', version: '0.1.0', endpoints, maxInFlight: 1, onBug }))
  const about = { id: 'evt_1', source: 'users', time: '', aggregateId: 'usr_1', aggregateVersion: 1, headers: {} }
  await users.publish({ ...about, subject: 'user.registered', body: '{}' })
  return broker
}

test.each([
  ['observer', '$SRV.PING'],
  ['observer', '$SRV.STATS.users'],
  ['tools', '$SRV.INFO.users'],
  ['tools', readKeys.name],
  ['edge', readKeys.name],
])('whoever asks as %s cannot have %s answered where they may not speak', async (identity, subject) => {
  await using stack = new AsyncDisposableStack()
  const broker = await startBroker(stack)
  const [asker, observer] = [stack.use(await as(broker, identity)), stack.use(await broker.connect('observer'))]
  for (const reply of ['user.registered', '$JS.API.STREAM.PURGE.EVT_USERS', '$JS.API.STREAM.CREATE.users'])
    asker.publish(subject, '{}', { reply })
  await asker.flush()
  await asker.request(subject, '{}', { timeout: 2_000 })
  const jsm = await stack.use(await as(broker, 'test')).jetstreamManager()
  expect(await observer.observer.streams(['users'])).toMatchObject([{ messages: 1, lastSeq: 1 }])
  expect(await jsm.streams.names().next()).not.toContain('users')
})

test('nobody takes an event out of a stream, not even who may do everything', async () => {
  await using stack = new AsyncDisposableStack()
  const broker = await startBroker(stack)
  const jsm = await stack.use(await as(broker, 'test')).jetstreamManager()
  await expect(jsm.streams.purge('EVT_USERS')).rejects.toThrow('purge not permitted')
  await expect(jsm.streams.deleteMessage('EVT_USERS', 1)).rejects.toThrow('delete not permitted')
  expect((await jsm.streams.info('EVT_USERS')).state.messages).toBe(1)
})

test('a stream that is there gets what it lacks, and loses nothing to a provisioner that was told less', async () => {
  await using stack = new AsyncDisposableStack()
  const broker = stack.use(await startTestBroker())
  const jsm = await stack.use(await as(broker, 'test')).jetstreamManager()
  const [mebi, old] = [1024 ** 2, { name: 'EVT_USERS', subjects: ['user.of-tomorrow'] }]
  await jsm.streams.add({ ...old, max_bytes: 4 * mebi })
  for (const maxBytes of [8 * mebi, 2 * mebi]) {
    const bus = stack.use(await broker.connect('provisioner', { streams: { maxBytes, replicas: 1 } }))
    await provision(bus, contracted)
    const { config } = await jsm.streams.info('EVT_USERS')
    expect(config).toMatchObject({ max_bytes: 8 * mebi, deny_purge: true, deny_delete: true })
    expect(config.subjects).toEqual(['user.of-tomorrow', 'user.registered'])
  }
})

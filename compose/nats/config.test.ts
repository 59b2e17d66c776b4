import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, nkeyAuthenticator } from 'nats'
import { generate } from 'selfsigned'
import { afterAll, expect, inject, test } from 'vitest'
import { connectBus } from '#subjects/bus.ts'
import { provision } from '#subjects/start-provisioner.ts'
import { type Child, startChild } from '../local/child.ts'
import { ask, freePort } from '../local/ports.ts'
import { natsConfig } from './config.ts'
import { NatsEnv, natsConnection } from './environment.ts'
import { contracted } from './identities.ts'
import { readSeed, seedFile } from './keys.ts'
import { writeNatsConfig, type WriteOptions } from './write.ts'
import { readEnv } from '../env.ts'
import { Type } from 'typebox'

const root = await mkdtemp(join(tmpdir(), 'tradewind-nats-config-'))
afterAll(() => rm(root, { recursive: true, force: true }))
let count = 0
const folder = () => join(root, `${count++}`)

const server = inject('natsServer')
const version = execFileSync(server, ['--version'], { encoding: 'utf8' }).trim().split('v').at(-1) ?? ''
const usual = { listen: '127.0.0.1:4222', serverVersion: version, process: [], rotate: [], retire: [] }

/** Starts a server with a file that was written for it. */
async function start(config: string, port: number): Promise<Child> {
  const program = { name: 'nats', command: server, args: ['--config', config], logFile: `${config}.log` }
  return startChild(program, () => ask(port, '', /"auth_required":true/))
}

const as = (
  identity: string,
  port: number,
  { out, ...options }: { out: string } & Partial<Parameters<typeof connectBus>[0]>,
) =>
  connectBus({
    url: `nats://127.0.0.1:${port}`,
    name: identity,
    nkey: readSeed(seedFile(join(out, 'keys'), identity)),
    ...options,
  })

test('the server that runs here takes what is written, and seeds are for their owner alone', async () => {
  const out = folder()
  for (const given of [{}, { cluster: '3' }, { process: ['shop=orders,payments'] }]) {
    const { configs } = writeNatsConfig({ ...usual, out, store: join(out, 'data'), monitor: '8222', ...given })
    for (const config of configs) execFileSync(server, ['-t', '-c', config], { stdio: 'pipe' })
  }
  const keys = join(out, 'keys')
  const files = (await readdir(keys, { recursive: true })).toSorted()
  const modes = await Promise.all(files.map(async (file) => (await stat(join(keys, file))).mode & 0o777))
  for (const [index, file] of files.entries()) expect(modes[index], file).toBe(file.endsWith('.nk') ? 0o600 : 0o700)
  expect((await stat(keys)).mode & 0o777).toBe(0o700)
  expect(files).toEqual(expect.arrayContaining(['orders/orders.nk', 'edge/edge.nk', 'shop/shop.nk']))
})

test('no seed is in what the server reads, monitoring stays on its machine, and nothing lets strangers in', () => {
  const out = folder()
  const { configs, seeds } = writeNatsConfig({ ...usual, out, store: '/data', monitor: '8222' })
  const text = execFileSync('cat', configs, { encoding: 'utf8' })
  for (const seed of seeds) expect(text).not.toContain(readSeed(seed))
  expect(text).toContain('http: "127.0.0.1:8222"')
  expect(text).not.toMatch(/accounts|no_auth_user|"\$JS\.>"|"\$JS\.API\.>"/)
})

test('an option that a server does not know yet is left out', () => {
  const options = { users: [], host: '127.0.0.1', port: 4222, storeDir: '/data' }
  expect(natsConfig({ ...options, version: '2.9.10' })).not.toContain('sync_interval')
  expect(natsConfig({ ...options, version: 'v2.10.0' })).toContain('sync_interval')
  expect(natsConfig({ ...options, version: '3.0.1' })).toContain('sync_interval')
})

test.each<[Partial<WriteOptions>, string]>([
  [{ listen: 'here' }, '--listen: here is not host:port'],
  [{ listen: '127.0.0.1:99999' }, '--listen: 99999 is not a port'],
  [{ listen: '127.0.0.1:1"\n' }, 'is not host:port'],
  [{ monitor: 'x' }, '--monitor: x is not a port'],
  [{ cluster: '2' }, 'A cluster has 3 or 5 servers'],
  [{ cluster: 'a,b,a' }, '--cluster a,b,a names a server twice'],
  [{ verify: true }, '--verify goes with --tls'],
  [{ serverVersion: 'new' }, '--server-version new is not one such as 2.10'],
  [{ process: ['edge=orders'] }, 'edge=orders is not a new name and its actors'],
  [{ process: ['shop=oders'] }, 'There is no oders; there are users, products'],
  [{ process: ['routes=orders'] }, 'routes=orders is not a new name'],
  [{ process: ['shop=orders', 'shop=payments'] }, '--process shop is named twice'],
  [{ cluster: 'a:64000,b:4222,c:4222' }, 'the port of the routes: 66000 is not a port'],
  [{ cluster: '3', monitor: '65534' }, '--monitor: 65536 is not a port'],
  [{ rotate: ['nobody'] }, 'There is no nobody; there are users, products'],
])('%j is refused before anything is written', async (given, reason) => {
  const out = folder()
  expect(() => writeNatsConfig({ ...usual, out, store: '/data', ...given })).toThrow(reason)
  expect(await stat(out).catch(() => 'nothing')).toBe('nothing')
})

test('a key is changed without a moment in which its process gets in with none', async () => {
  const [out, port] = [folder(), await freePort()]
  const options = { ...usual, out, store: join(out, 'data'), listen: `127.0.0.1:${port}` }
  const [config = ''] = writeNatsConfig(options).configs
  await using nats = await start(config, port)
  const reload = () => nats.kill('SIGHUP')
  const denied: string[] = []
  await using before = await as('orders', port, { out, onDenied: ({ message }) => denied.push(message) })
  const nkey = readSeed(seedFile(join(out, 'keys'), 'orders'))

  writeNatsConfig({ ...options, rotate: ['orders'] })
  expect(() => writeNatsConfig({ ...options, rotate: ['orders'] })).toThrow('The last key of orders is still good')
  reload()
  await using after = await eventually(() => as('orders', port, { out }))
  await using late = await as('orders', port, { out, nkey })
  expect([before, after, late].map((bus) => bus.connected())).toEqual([true, true, true])

  writeNatsConfig({ ...options, retire: ['orders'] })
  reload()
  await expect.poll(() => [before.connected(), after.connected()], { timeout: 5_000 }).toEqual([false, true])
  await expect.poll(() => denied, { timeout: 5_000 }).toEqual(['The broker lets orders in no more'])
  await expect(as('orders', port, { out, nkey })).rejects.toMatchObject({ code: 'AUTHORIZATION_VIOLATION' })
})

test('what a process finds in its environment is said by variable when it is wrong', async () => {
  const dir = folder()
  const { seeds } = writeNatsConfig({ ...usual, out: dir, store: '/data' })
  const keys = join(dir, 'keys')
  const connection = (env: Record<string, string>, identity = 'orders') =>
    natsConnection(readEnv(Type.Object(NatsEnv), { NATS_URL: 'tls://nats:4222', ...env }), identity)
  const nkey = readSeed(seedFile(keys, 'orders'))
  expect(connection({ NATS_NKEY_FILE: keys })).toEqual({ url: 'tls://nats:4222', name: 'orders', nkey })
  expect(connection({ NATS_NKEY: nkey }).nkey).toBe(nkey)
  expect(connection({ NATS_NKEY_FILE: seeds[0] ?? '', NATS_IDENTITY: 'shop' }).name).toBe('shop')
  expect(connection({})).toEqual({ url: 'tls://nats:4222', name: 'orders' })
  expect(() => connection({ NATS_NKEY_FILE: keys }, 'nobody')).toThrow(/NATS_NKEY_FILE: there is no file .*nobody\.nk/)
  expect(() => connection({ NATS_CA_FILE: '/nowhere.pem' })).toThrow('NATS_CA_FILE: there is no file /nowhere.pem')
  expect(() => connection({ NATS_NKEY: 'SUSHI' })).toThrow('NATS_NKEY: got a secret of 5 characters')
  await writeFile(join(dir, 'odd.nk'), 'hunter2')
  expect(() => connection({ NATS_NKEY_FILE: join(dir, 'odd.nk') })).toThrow("does not hold the seed of a user's nkey")
})

test('whoever is told to speak TLS says nothing to a server that does not', async () => {
  const [out, port] = [folder(), await freePort()]
  const [config = ''] = writeNatsConfig({
    ...usual,
    out,
    store: join(out, 'data'),
    listen: `127.0.0.1:${port}`,
  }).configs
  await using stack = new AsyncDisposableStack()
  stack.use(await start(config, port))
  const why: unknown[] = []
  const options = { out, url: `tls://127.0.0.1:${port}`, signal: AbortSignal.timeout(1_000) }
  await expect(as('orders', port, { ...options, onWaiting: (error) => why.push(error) })).rejects.toThrow('aborted')
  expect(why[0]).toMatchObject({ code: 'SERVER_OPT_NA' })
})

test('three servers with certificates keep what two of them have', async () => {
  const out = folder()
  const ports = await Promise.all([freePort(), freePort(), freePort()])
  const tls = await certificates(join(root, 'tls'))
  const cluster = ports.map((port) => `127.0.0.1:${port}`).join(',')
  const { configs } = writeNatsConfig({ ...usual, out, store: join(out, 'data'), cluster, tls, verify: true })
  await using stack = new AsyncDisposableStack()
  const servers = await Promise.all(configs.map((config, index) => start(config, ports[index] ?? 0)))
  for (const one of servers) stack.use(one)
  const files = { caFile: join(tls, 'ca.pem'), certFile: join(tls, 'server.pem'), keyFile: join(tls, 'server.key') }
  const url = ports.map((port) => `tls://127.0.0.1:${port}`).join(',')
  const streams = { maxBytes: 16 * 1024 ** 2, replicas: 3 }
  const bus = stack.use(await as('provisioner', ports[0] ?? 0, { out, url, tls: files, streams }))
  await eventually(() => provision(bus, contracted))
  const forgetful = stack.use(await as('provisioner', ports[1] ?? 0, { out, url, tls: files }))
  await provision(forgetful, contracted)
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(readSeed(seedFile(join(out, 'keys'), 'observer'))))
  const stock = { authenticator, inboxPrefix: '_INBOX_observer', servers: url.split(','), tls: files }
  const observer = await connect(stock)
  stack.defer(() => observer.close())
  const { config } = await (await observer.jetstreamManager()).streams.info('EVT_USERS')
  expect(config.num_replicas).toBe(3)

  servers[2]?.kill('SIGKILL')
  await servers[2]?.exited
  const event = { id: 'evt_1', subject: 'user.registered', source: 'users', aggregateId: 'usr_1', aggregateVersion: 1 }
  await eventually(() => bus.publish({ ...event, time: new Date().toISOString(), headers: {}, body: '{}' }))
  expect((await bus.provisioner.streamState('users'))?.lastSeq).toBe(1)
  const untrusted = as('orders', ports[0] ?? 0, {
    out,
    url: `tls://127.0.0.1:${ports[0]}`,
    signal: AbortSignal.timeout(1_500),
  })
  await expect(untrusted).rejects.toThrow()
}, 60_000)

/** One certificate that vouches for itself, and is both ends of every connection. */
async function certificates(dir: string): Promise<string> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  execFileSync('mkdir', ['-p', dir])
  for (const [name, text] of [
    ['ca.pem', cert],
    ['server.pem', cert],
    ['server.key', key],
  ] as const) {
    await writeFile(join(dir, name), text)
    await chmod(join(dir, name), 0o600)
  }
  return dir
}

/** A server reads its configuration again, and a cluster finds a leader, some moments after it was asked to. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === 60) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

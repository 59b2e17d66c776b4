import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { inventory } from '#actors/inventory/actor.ts'
import { loadActors } from '#actors/registry.ts'
import { brokenLaws } from '#actors/test-laws.ts'
import { insist } from '#actors/test-network.ts'
import { startWorld } from '#actors/world.ts'
import { stockMovements, stocks } from '#db/inventory/schema.ts'
import { nameOf } from '#subjects/asyncapi.ts'
import { events } from '#subjects/contracts.ts'
import { newId } from '#subjects/id.ts'
import { reserveStock } from '#subjects/inventory.ts'
import { leftOut, subjectOf } from './causes.ts'
import { natsFrames } from './nats-text.ts'
import { openNetwork } from './network.ts'
import { everyPoint } from './points.ts'
import { postgresFrames, startupOf, textsIn } from './postgres-messages.ts'
import { openReaper } from './reaper.ts'
import { scenes } from './scenes/scenes.ts'
import { alsoOf } from './tour.ts'

const described = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../gateway/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>
}
const told = new Set(
  Object.values(described.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId)),
)

test('everything an actor answers, reacts to or says is led to by an example of the API or by a scene', async () => {
  const operations = (await loadActors()).flatMap(({ operations }) => operations.map(({ subject }) => subject))
  const names = [...operations, ...events].map(({ name }) => name)
  const shown = operations.flatMap((subject) => (told.has(nameOf(subject)) ? [subject.name] : []))
  const led = new Set([...shown, ...Object.values(alsoOf), ...scenes.flatMap(({ leadsTo }) => leadsTo)])
  expect(
    names.filter((name) => !led.has(name)),
    'Have a scene in scenes/ lead to it',
  ).toEqual([])

  const points = await everyPoint()
  const subjects = new Set(points.map(subjectOf))
  expect(
    [...led].filter((name) => !subjects.has(name)),
    'A scene leads to what there is',
  ).toEqual([])
  expect(names.filter((name) => !subjects.has(name))).toEqual([])
  expect(Object.keys(leftOut).filter((point) => !points.includes(point))).toEqual([])
})

/** A stream of bytes that arrives one at a time. */
const byteByByte = (bytes: Buffer) => [...bytes].map((byte) => Buffer.from([byte]))

test('what is said to a broker is understood, however it is cut', () => {
  const stream = Buffer.from(
    'PING\r\nCONNECT {"name":"actors"}\r\nPUB a.b 3\r\n\r\n!\r\nHPUB req.x.y _INBOX.1 12 14\r\nNATS/1.0\r\n\r\n{}\r\nMSG s 1 to.me 0\r\n\r\n',
  )
  const frames = byteByByte(stream).flatMap(natsFrames())
  expect(frames.map(({ verb, subject, reply, payload }) => [verb, subject, reply, payload])).toEqual([
    ['PING', '', '', ''],
    ['CONNECT', '', '', ''],
    ['PUB', 'a.b', '', '\r\n!'],
    ['HPUB', 'req.x.y', '_INBOX.1', 'NATS/1.0\r\n\r\n{}'],
    ['MSG', 's', 'to.me', ''],
  ])
  expect(Buffer.concat(frames.map(({ bytes }) => bytes))).toEqual(stream)
})

const message = (kind: string, body: string) => {
  const size = Buffer.alloc(4)
  size.writeInt32BE(4 + body.length)
  return Buffer.concat([Buffer.from(kind), size, Buffer.from(body)])
}

test('what is said to a database is understood, however it is cut', () => {
  const startup = message('', '\0\x03\0\0user\0ada\0application_name\0orders\0\0')
  const stream = Buffer.concat([startup, message('P', 's1\0commit\0\0\0'), message('S', '')])
  const frames = byteByByte(stream).flatMap(postgresFrames({ ofClient: true }))
  expect(frames.map(({ kind }) => kind)).toEqual(['', 'P', 'S'])
  expect(frames.slice(0, 1).map(startupOf)).toEqual([{ user: 'ada', application_name: 'orders' }])
  expect(frames.slice(1, 2).map(textsIn)).toEqual([['s1', 'commit', '', '', '']])
})

test('what is reserved while its process is killed at every point is reserved once', { timeout: 60_000 }, async () => {
  await using world = await startWorld([], { idle: [inventory] })
  const points = (await everyPoint()).filter((point) => point.startsWith(`inventory: ${reserveStock.name}: `))
  expect(points).toHaveLength(3)
  await using reaper = openReaper(points, { tell: () => {} })
  await using network = openNetwork(reaper.meet)
  const variables = { ...world.natsVariables('inventory'), INVENTORY_DATABASE_URL: world.databaseUrl('inventory') }
  const environment = await network.between(variables)
  await reaper.begin({ actor: 'inventory', environment, between: async () => network.forget() })
  const db = world.db('inventory')
  await db.insert(stocks).values({ sku: 'MUG', onHand: 10 })
  await db.insert(stockMovements).values({ sku: 'MUG', delta: 10, reason: 'initial', actor: 'test' })
  const wanted = { lines: [{ sku: 'MUG', quantity: 2 }], holdSeconds: 600 }

  // Of what it is asked for one order it dies once.
  for (const left of [2, 1, 0]) {
    const orderId = newId('ord')
    await insist(() => world.tools.request(reserveStock, { ...wanted, orderId }))
    expect(reaper.missed()).toHaveLength(left)
  }
  expect(reaper.crashes).toEqual([])
  expect(await db.select().from(stocks)).toMatchObject([{ onHand: 10, reserved: 6 }])
  expect(await brokenLaws('inventory', db)).toEqual({})
})

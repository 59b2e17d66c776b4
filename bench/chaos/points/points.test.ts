import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { inventory } from '#actors/inventory/actor.ts'
import { loadActors } from '#actors/registry.ts'
import { brokenLaws } from '#actors/test-laws.ts'
import { insist } from '#actors/test-network.ts'
import { startWorld } from '#actors/world.ts'
import { stockMovements, stocks } from '#db/inventory/schema.ts'
import { routes } from '#gateway/routes.ts'
import { nameOf } from '#subjects/asyncapi.ts'
import { events } from '#subjects/contracts.ts'
import { newId } from '#subjects/id.ts'
import { reserveStock } from '#subjects/inventory.ts'
import { beyondTheStory, causes } from './causes.ts'
import { natsFrames } from './nats-text.ts'
import { openNetwork } from './network.ts'
import { everyPoint } from './points.ts'
import { postgresFrames, startupOf, textsIn } from './postgres-messages.ts'
import { openReaper } from './reaper.ts'

const described = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../gateway/openapi.json'), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>
}
const told = new Set(
  Object.values(described.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId)),
)

test('everything an actor answers, reacts to or says is led to by the story, or it is known why not', async () => {
  const routed = new Set(routes.map(({ subject }) => subject.name))
  const operations = (await loadActors()).flatMap(({ operations }) => operations.map(({ subject }) => subject))
  const asked = operations.filter((subject) => routed.has(subject.name))
  expect(asked.filter((subject) => !told.has(nameOf(subject))).map(({ name }) => name)).toEqual([])

  const unasked = operations.filter(({ name }) => !routed.has(name)).map(({ name }) => name)
  const placed = [...Object.keys(causes), ...Object.keys(beyondTheStory)]
  expect(placed.sort(), 'Say in causes.ts what leads to it').toEqual(
    [...unasked, ...events.map(({ name }) => name)].sort(),
  )
  expect(Object.values(causes).filter((operationId) => !told.has(operationId))).toEqual([])
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
  await using reaper = openReaper(points, () => {})
  await using network = openNetwork(reaper.meet)
  const variables = { ...world.natsVariables('inventory'), INVENTORY_DATABASE_URL: world.databaseUrl('inventory') }
  const environment = await network.between(variables)
  reaper.begin({ actors: ['inventory'], environment, between: async () => network.forget() })
  const db = world.db('inventory')
  await db.insert(stocks).values({ sku: 'MUG', onHand: 5 })
  await db.insert(stockMovements).values({ sku: 'MUG', delta: 5, reason: 'initial', actor: 'test' })
  const wanted = { orderId: newId('ord'), lines: [{ sku: 'MUG', quantity: 2 }], holdSeconds: 600 }

  await insist(() => world.tools.request(reserveStock, wanted))
  expect([points.length, reaper.missed()]).toEqual([3, []])
  expect(await db.select().from(stocks)).toMatchObject([{ onHand: 5, reserved: 2 }])
  expect(await brokenLaws('inventory', db)).toEqual({})
})

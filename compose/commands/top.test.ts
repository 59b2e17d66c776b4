import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { actor, on } from '#actors/actor.ts'
import { startShelves } from '#actors/inventory/test-shelves.ts'
import { startWorld } from '#actors/world.ts'
import { emit } from '#db/outbox.ts'
import type { ConsumerReport } from '#subjects/bus.ts'
import { events, requests } from '#subjects/contracts.ts'
import { systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { readStock } from '#subjects/inventory.ts'
import type { EventSubject } from '#subjects/subject.ts'
import { userRegistered } from '#subjects/users.ts'
import { startTradewind, tradewind, urlsOf } from '../test-command.ts'
import { pageOf } from './top-page.ts'
import { type Row, rowsOf, type Sample } from './top-rows.ts'

const orderConfirmed = events.filter(({ name }) => name === 'order.confirmed')
const consumer: ConsumerReport = {
  name: 'notifications_order-confirmed',
  actor: 'notifications',
  subject: 'order.confirmed',
  pending: 7,
  inHand: 0,
  redelivered: 0,
  delivered: 100,
  pulls: 0,
  oldestAt: '2026-11-23T12:00:00.000Z',
}
const service = { name: 'notifications', id: 'one', version: '0.1.0', startedAt: '', endpoints: [] }
const sampleAt = (seconds: number, consumers: readonly ConsumerReport[], services = [service]): Sample => ({
  at: new Date(Date.UTC(2026, 10, 23, 12, 0, seconds)),
  services,
  streams: [
    { owner: 'orders', subjects: [], messages: 7, bytes: 1, firstSeq: 1, lastSeq: 7, epoch: 'first', consumers },
  ],
})
const rowOf = (before: Sample, now: Sample) => rowsOf({ requests: [], events: orderConfirmed }, before, now)[0]

test.each([
  ['with nobody who pulls, and no progress', [consumer, consumer], [service], 'nobody reads it'],
  ['that moves, though no pull is open at the moment', [consumer, { ...consumer, delivered: 140 }], [service], null],
  ['whose process has all it takes in hand', [consumer, { ...consumer, inHand: 200 }], [service], null],
  ['whose process died with some in hand', [consumer, { ...consumer, inHand: 200 }], [], 'nobody reads it'],
  ['that somebody pulls from', [consumer, { ...consumer, pulls: 1 }], [service], null],
  ['with nothing to do', [consumer, { ...consumer, pending: 0 }], [], null],
])('a consumer %s is told right', (_what, [before, now], services, dead) => {
  const row = rowOf(sampleAt(0, [before ?? consumer]), sampleAt(10, [now ?? consumer], services))
  expect(row).toMatchObject({ dead, instances: services.length, oldestMs: 10_000 })
})

test('an event without its stream is dead, and so is each of its readers without a consumer', () => {
  const none: Sample = { ...sampleAt(0, []), streams: [] }
  expect(rowOf(none, none)?.dead).toBe('its stream is missing')
  const readers = ['notifications', 'products']
  const event = { ...(orderConfirmed[0] as EventSubject), consumers: readers }
  const groups = (consumers: readonly ConsumerReport[]) => {
    const sample = sampleAt(0, consumers)
    const rows = rowsOf({ requests: [], events: [event] }, sample, { ...sample, at: new Date(sample.at.getTime() + 1) })
    return rows.map(({ group, dead }) => [group, dead])
  }
  const dead = 'its consumer is missing'
  expect(groups([])).toEqual(readers.map((reader) => [reader, dead]))
  expect(groups([{ ...consumer, pulls: 1 }])).toEqual([
    ['notifications', null],
    ['products', dead],
  ])
})

const row: Row = {
  subject: 'req.payments.receive-webhook',
  group: 'notifications',
  instances: 12,
  perSecond: 12_345,
  p50Ms: 0.25,
  p99Ms: 1_250,
  errors: 123,
  pending: 4_567,
  oldestMs: 5_400_000,
  dead: null,
}

test('the table fits 80 columns and the lines there are, with the dead and the busy first', () => {
  const many = Array.from({ length: 40 }, (_, index) => ({
    ...row,
    subject: `req.orders.quiet-${index}`,
    perSecond: 0,
    pending: 0,
  }))
  const dead = { ...row, subject: 'order.confirmed', dead: 'its stream is missing' }
  const lines = stripVTControlCharacters(
    pageOf([...many, row, dead], sampleAt(0, []), { columns: 80, lines: 24 }),
  ).split('\n')
  expect(lines).toHaveLength(24)
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80)
  expect(lines[0]).toBe('12:00:00 · 1 instances · 12.3k requests/s · 12.3k reactions/s · 1 dead')
  expect(lines[2]).toMatch(/^order\.confirmed +notifications its stream is missing +123 4567 {2}2h$/)
  expect(lines[3]).toMatch(/^req\.payments\.receive-\S* notifications +12 12\.3k 0\.3ms +1s 123 4567 {2}2h$/)
  expect(lines[23]).toBe('and 21 more with less to do')
})

test('one look tells how fast an actor answers, and whom nobody answers for', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  for (let count = 0; count < 20; count++) await shelves.tools.request(readStock, { sku: 'MUG' })
  await shelves.tools.request(readStock, { sku: 'CUP' }).catch(() => {})
  const { code, stdout } = await tradewind(['top', '--once', '--json', '--interval', '200ms'], urlsOf(shelves))
  expect(code).toBe(0)
  const { rows } = JSON.parse(stdout) as { rows: Row[] }
  const [read, place] = ['req.inventory.read', 'req.orders.place'].map((name) =>
    rows.find(({ subject }) => subject === name),
  )
  expect(read).toMatchObject({ instances: 1, errors: 0, pending: 0, dead: null })
  expect(read?.p50Ms).toBeGreaterThan(0)
  expect(read?.p99Ms).toBeGreaterThanOrEqual(read?.p50Ms ?? 0)
  expect(place).toMatchObject({ instances: 0, dead: 'nobody answers' })
  expect(rows.map(({ subject }) => subject)).toEqual(expect.arrayContaining(requests.map(({ name }) => name)))
  const page = await tradewind(['top', '--interval', '200ms'], urlsOf(shelves))
  expect(page.stdout).toMatch(/^req\.orders\.place +orders +nobody answers/m)
})

test('what waits for an actor that has gone shows as dead with its age, and lives again with the actor', async () => {
  const listener = actor({
    name: 'notifications',
    contracts: {},
    handlers: {},
    reactions: [on(userRegistered, async () => {})],
  })
  const speaker = actor({ name: 'users', contracts: {}, handlers: {} })
  await using world = await startWorld([speaker], { idle: [listener] })
  const running = await world.start(listener)
  await running[Symbol.asyncDispose]()
  const userId = newId('usr')
  const envelope = { caller: systemCaller('users'), correlationId: newId('run') } as const
  await withinEnvelope(envelope, () =>
    world.db('users').transaction((tx) => emit(tx, userRegistered, { id: userId, version: 1, data: { userId } })),
  )
  await using top = startTradewind(['top', '--json', '--interval', '300ms'], urlsOf(world))
  const latest = () => {
    const line = top.printed().trimEnd().split('\n').at(-1) ?? ''
    if (!line.startsWith('{')) return undefined
    const { rows } = JSON.parse(line) as { rows: Row[] }
    return rows.find(({ subject, group }) => subject === 'user.registered' && group === 'notifications')
  }
  await expect.poll(latest, { timeout: 20_000 }).toMatchObject({ dead: 'nobody reads it', pending: 1, instances: 0 })
  expect(latest()?.oldestMs).toBeGreaterThan(0)
  await world.start(listener)
  await expect.poll(latest, { timeout: 20_000 }).toMatchObject({ dead: null, pending: 0, oldestMs: null, instances: 1 })
  expect(await top.interrupt()).toBe(0)
}, 60_000)

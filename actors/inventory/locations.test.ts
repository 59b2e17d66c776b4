import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { mainLocationId, reservations } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import { commitStock, outOfStock, readStock, restockStock, reserveStock, updateStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/locations.ts'
import { notFound, preconditionFailed } from '#subjects/problem.ts'
import { receiveStock } from '#subjects/stock-keeping.ts'
import { staff } from '../world.ts'
import { holdAtOnce } from './hold-at-once.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

let shelves: Shelves
let [berlin, london] = ['', '']
beforeAll(async () => {
  shelves = await startShelves(
    {
      NEAR: 5,
      PARCEL: 1,
      BOX: 0,
      SUM: 2,
      CLOSED: 0,
      SOLD: 3,
      KEPT: 0,
      FAST: 0,
      DUO: 0,
      LAST: 1,
      FEW: 2,
      LATER: 0,
      NEW: 0,
      AA: 1,
      BB: 1,
      CC: 1,
    },
    2,
  )
  berlin = await open('BERLIN', 20, [{ country: 'DE' }])
  london = await open('LONDON', 10, [{ country: 'GB' }])
})
afterAll(() => shelves[Symbol.asyncDispose]())

async function open(code: string, priority: number, zones: { country: string }[]) {
  const input = { code, name: code, priority, zones }
  return (await shelves.as(staff).request(subject.createLocation, input, { idempotencyKey: code })).id
}

const receive = (sku: string, locationId: string, quantity: number) =>
  shelves.as(staff).request(receiveStock, { sku, locationId, quantity }, { idempotencyKey: newId('key') })

async function rule(allocation: 'priority' | 'nearest' | 'fewest-parcels') {
  await shelves.as(staff).request(subject.updateStockRules, { allocation }, { ifVersion: '*' })
}

/** Reserves, and says how many come from where. */
async function sources(wanted: Readonly<Record<string, number>>, country?: string) {
  const orderId = newId('ord')
  const lines = Object.entries(wanted).map(([sku, quantity]) => ({ sku, quantity }))
  await shelves.tools.request(reserveStock, {
    orderId,
    lines,
    holdSeconds: 60,
    ...(country && { shipTo: { country } }),
  })
  const rows = await shelves.db('inventory').select().from(reservations).where(eq(reservations.orderId, orderId))
  return Object.fromEntries(rows.map(({ sku, locationId, quantity }) => [`${sku} ${locationId}`, quantity]))
}

test('orders come from the first, the nearest, or as few locations as the store says', async () => {
  await receive('NEAR', berlin, 5)
  await receive('NEAR', london, 5)
  await rule('priority')
  expect(await sources({ NEAR: 2 }, 'DE')).toEqual({ [`NEAR ${mainLocationId}`]: 2 })
  await rule('nearest')
  expect(await sources({ NEAR: 2 }, 'DE')).toEqual({ [`NEAR ${berlin}`]: 2 })
  expect(await sources({ NEAR: 2 }, 'GB')).toEqual({ [`NEAR ${london}`]: 2 })
  await receive('PARCEL', london, 1)
  await receive('BOX', london, 1)
  await rule('fewest-parcels')
  expect(await sources({ PARCEL: 1, BOX: 1 })).toEqual({ [`PARCEL ${london}`]: 1, [`BOX ${london}`]: 1 })
})

test('what several locations have is sold as one, and not one more, whoever asks', async () => {
  await receive('SUM', berlin, 3)
  await receive('SUM', london, 5)
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => shelves.reserve(newId('ord'), { SUM: 2 })))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  await expect(shelves.reserve(newId('ord'), { SUM: 1 })).rejects.toSatisfy(outOfStock.matches)
  expect(await shelves.stock('SUM')).toEqual({ onHand: 10, reserved: 10, available: 0 })
})

test('an order that comes from two locations leaves both, once', async () => {
  await receive('SOLD', berlin, 2)
  const orderId = newId('ord')
  await rule('priority')
  await shelves.reserve(orderId, { SOLD: 4 })
  await Promise.all([1, 2, 3].map(() => shelves.tools.request(commitStock, { orderId })))
  const { shelves: at } = await shelves.as(staff).request(readStock, { sku: 'SOLD' })
  expect(at.map(({ onHand, reserved }) => [onHand, reserved])).toEqual([
    [0, 0],
    [1, 0],
  ])
})

test('from a location that is closed nothing is sold; what was promised from there still leaves it', async () => {
  await receive('CLOSED', berlin, 3)
  const orderId = newId('ord')
  await shelves.reserve(orderId, { CLOSED: 1 })
  const close = (active: boolean) =>
    shelves.as(staff).request(subject.updateLocation, { locationId: berlin, active }, { ifVersion: '*' })
  await close(false)
  expect(await shelves.stock('CLOSED')).toEqual({ onHand: 3, reserved: 1, available: 0 })
  await expect(shelves.reserve(newId('ord'), { CLOSED: 1 })).rejects.toMatchObject({
    body: { shortages: [{ sku: 'CLOSED', requested: 1, available: 0 }] },
  })
  await shelves.settle()
  await shelves.tools.request(commitStock, { orderId })
  await close(true)
  expect(await shelves.stock('CLOSED')).toEqual({ onHand: 2, reserved: 0, available: 2 })
})

test('what lies at one location is held at once, whichever it is', async () => {
  await receive('FAST', london, 2)
  const want = { turn: 0, orderId: newId('ord'), sku: 'FAST', quantity: 1, holdSeconds: 60 }
  expect([...(await holdAtOnce(shelves.db('inventory'), [want])).keys()]).toEqual([want.orderId])
})

test('whoever asks first gets the last one, also if the rest of it lies at two locations', async () => {
  await receive('DUO', berlin, 5)
  await receive('DUO', london, 5)
  const [first, second] = [newId('ord'), newId('ord')]
  const [one, two] = await Promise.allSettled([
    shelves.reserve(first, { DUO: 1, LAST: 1 }),
    shelves.reserve(second, { LAST: 1 }),
  ])
  expect([one.status, two.status]).toEqual(['fulfilled', 'rejected'])
})

test('who can get nothing holds nobody up', async () => {
  const want = (turn: number, quantity: number) => ({
    turn,
    orderId: newId('ord'),
    sku: 'FEW',
    quantity,
    holdSeconds: 60,
  })
  const [hopeless, hopeful] = [want(0, 3), want(1, 2)]
  expect([...(await holdAtOnce(shelves.db('inventory'), [hopeless, hopeful])).keys()]).toEqual([hopeful.orderId])
})

test('what lies anywhere is sold before what has yet to come', async () => {
  await rule('priority')
  const policy = { kind: 'backorder', limit: 5 } as const
  await shelves.as(staff).request(updateStock, { sku: 'LATER', policy }, { ifVersion: '*' })
  await receive('LATER', berlin, 2)
  expect(await sources({ LATER: 3 })).toEqual({ [`LATER ${berlin}`]: 2, [`LATER ${mainLocationId}`]: 1 })
  expect(await sources({ LATER: 1 })).toEqual({ [`LATER ${mainLocationId}`]: 1 })
})

test('whoever asks again hears of the same that has yet to come, whatever has come meanwhile', async () => {
  await rule('priority')
  const until = new Date(Date.now() + 86_400_000).toISOString()
  const set = (policy: { kind: 'deny' } | { kind: 'preorder'; limit: number; until: string }) =>
    shelves.as(staff).request(updateStock, { sku: 'NEW', policy }, { ifVersion: '*' })
  await set({ kind: 'preorder', limit: 5, until })
  await receive('NEW', mainLocationId, 1)
  await receive('NEW', berlin, 1)
  const lines = [{ sku: 'NEW', quantity: 4 }]
  const ask = (orderId: string) => shelves.tools.request(reserveStock, { orderId, lines, holdSeconds: 60 })
  const orderId = newId('ord')
  const [answer, twin] = await Promise.all([ask(orderId), ask(orderId)])
  expect(answer.owed).toEqual([{ sku: 'NEW', quantity: 2, expectedAt: until }])
  expect(twin).toEqual(answer)
  await receive('NEW', mainLocationId, 9)
  await set({ kind: 'deny' })
  expect(await ask(orderId)).toEqual(answer)
  expect(await ask(newId('ord'))).not.toHaveProperty('owed')
})

test('closing a location waits for whoever gives goods a place there, and neither for ever', async () => {
  const oslo = await open('OSLO', 40, [])
  await receive('BB', oslo, 1)
  await receive('CC', oslo, 1)
  await using opened = connectDb(shelves.databaseUrl('inventory'), { max: 4 })
  const { db } = opened
  const lock = (sku: string, locationId: string) => {
    const { promise: open, resolve } = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const done = db.transaction(async (tx) => {
      await tx.execute(sql`select from stocks where sku = ${sku} and location_id = ${locationId} for no key update`)
      locked.resolve()
      await open
    })
    return { locked: locked.promise, unlock: () => (resolve(), done) }
  }
  const cc = lock('CC', mainLocationId)
  const bb = lock('BB', oslo)
  await Promise.all([cc.locked, bb.locked])
  const lines = ['AA', 'CC'].map((sku) => ({ sku, quantity: 1 }))
  const back = { reference: newId('ret'), reason: 'return' as const, lines, locationId: oslo }
  const returned = shelves.tools.request(restockStock, back)
  await sleep(200)
  // Somebody else gave it the place after the return had looked for one.
  await db.execute(sql`insert into stocks (sku, location_id) values ('AA', ${oslo})`)
  const close = { locationId: oslo, active: false }
  const closed = shelves.as(staff).request(subject.updateLocation, close, { ifVersion: '*' })
  await sleep(200)
  await cc.unlock()
  await sleep(200)
  await bb.unlock()
  await Promise.all([returned, closed])
  const [database] = await db.execute(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  )
  expect(database).toEqual({ deadlocks: 0 })
})

test('a location has one code, is changed by who has seen it, and goes only if nothing ever lay there', async () => {
  const again = shelves
    .as(staff)
    .request(subject.createLocation, { code: 'BERLIN', name: 'B' }, { idempotencyKey: 'b' })
  await expect(again).rejects.toSatisfy(subject.locationTaken.matches)
  const rome = await open('ROME', 30, [])
  const rename = (ifVersion: readonly number[]) =>
    shelves.as(staff).request(subject.updateLocation, { locationId: rome, name: 'Roma' }, { ifVersion })
  expect(await rename([1])).toMatchObject({ name: 'Roma', version: 2 })
  await expect(rename([1])).rejects.toSatisfy(preconditionFailed.matches)
  const paris = await open('PARIS', 30, [])
  await receive('KEPT', paris, 1)
  const remove = (locationId: string) =>
    shelves.as(staff).request(subject.deleteLocation, { locationId }, { ifVersion: '*' })
  await expect(remove(paris)).rejects.toSatisfy(subject.locationInUse.matches)
  await expect(remove(mainLocationId)).rejects.toSatisfy(subject.locationInUse.matches)
  await remove(rome)
  await expect(remove(rome)).rejects.toSatisfy(notFound.matches)
  const { items } = await shelves.as(staff).request(subject.listLocations, {})
  expect(items.map(({ code }) => code)).toEqual(['MAIN', 'BERLIN', 'LONDON', 'OSLO', 'PARIS'])
})

import { asc, eq, sql } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainLocationId, stocks } from '#db/inventory/schema.ts'
import { outbox } from '#db/messages.ts'
import { newId } from '#subjects/id.ts'
import { commitStock, maxCount, readStock, releaseStock, updateStock } from '#subjects/inventory.ts'
import { createLocation } from '#subjects/locations.ts'
import {
  importStock,
  receiveStock,
  subscribeToStock,
  stockThere,
  unsubscribeFromStock,
} from '#subjects/stock-keeping.ts'
import { customer, staff } from '../world.ts'
import { raiseAlarms } from './raise-alarms.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

let shelves: Shelves
beforeAll(async () => {
  shelves = await startShelves(
    {
      SALE: 500,
      HELD: 5,
      CALM: 5,
      LAMP: 30,
      BOOK: 0,
      TENT: 0,
      SOON: 0,
      SHUT: 5,
      FULL: 1,
      NEXT: 3,
      RACK: 9,
      BULB: 9,
      VASE: 9,
    },
    2,
  )
  await shelves.settle()
})
afterAll(() => shelves[Symbol.asyncDispose]())

const told = (sku: string, subject = 'inventory.updated') =>
  shelves
    .db('inventory')
    .select({ subject: outbox.subject, version: outbox.aggregateVersion, body: outbox.body })
    .from(outbox)
    .where(eq(outbox.aggregateId, sku))
    .orderBy(asc(outbox.aggregateVersion))
    .then((rows) => rows.filter((row) => row.subject === subject))

const watch = (sku: string, threshold: number | null) =>
  shelves.as(staff).request(updateStock, { sku, threshold }, { ifVersion: '*' })

test('a flash sale is a few events, and the last one tells what is left', async () => {
  const before = (await told('SALE')).length
  await Promise.all(Array.from({ length: 300 }, () => shelves.reserve(newId('ord'), { SALE: 1 })))
  await shelves.settle()
  const events = (await told('SALE')).slice(before)
  expect(events.length).toBeLessThan(30)
  expect(events.at(-1)?.body).toEqual({ sku: 'SALE', available: 200 })
})

test('what changes nothing about what can be sold is not told', async () => {
  const id = newId('ord')
  await shelves.reserve(id, { CALM: 2 })
  await shelves.settle()
  const before = await told('CALM')
  expect(before.at(-1)?.body).toEqual({ sku: 'CALM', available: 3 })
  await shelves.tools.request(commitStock, { orderId: id })
  await shelves.settle()
  expect(await told('CALM')).toEqual(before)
  expect(await shelves.stock('CALM')).toMatchObject({ onHand: 3, available: 3 })
})

test('running low is told once for each crossing, however much comes and goes at the border', async () => {
  await watch('LAMP', 10)
  const low = async () => {
    await shelves.settle()
    return (await told('LAMP', 'inventory.low_stock')).map(({ body }) => (body as { available: number }).available)
  }
  await shelves.adjust('LAMP', -19)
  expect(await low()).toEqual([])
  const id = newId('ord')
  await shelves.reserve(id, { LAMP: 2 })
  expect(await low()).toEqual([9])
  await shelves.tools.request(releaseStock, { orderId: id })
  await shelves.adjust('LAMP', 1)
  expect(await low()).toEqual([9])
  await shelves.adjust('LAMP', -5)
  expect(await low()).toEqual([9])
  await shelves.adjust('LAMP', 6)
  await low()
  await shelves.db('inventory').execute(sql`update stocks set alarmed_at = alarmed_at - interval '1 hour'`)
  await shelves.adjust('LAMP', -4)
  expect(await low()).toEqual([9, 9])
  await watch('LAMP', null)
  await shelves.settle()
  const [row] = await shelves.db('inventory').select().from(stocks).where(eq(stocks.sku, 'LAMP'))
  expect(row).toMatchObject({ low: false, untold: false })
})

test('one alarm does for an hour, however often a shopper takes all and leaves it', async () => {
  await watch('RACK', 2)
  await shelves.settle()
  for (let round = 0; round < 3; round++) {
    const orderId = newId('ord')
    await shelves.reserve(orderId, { RACK: 9 })
    await shelves.settle()
    await shelves.tools.request(releaseStock, { orderId })
    await shelves.settle()
  }
  expect((await told('RACK', 'inventory.low_stock')).map(({ body }) => body)).toEqual([
    { sku: 'RACK', locationId: mainLocationId, available: 0, threshold: 2 },
  ])
})

test('what is low again too soon for an alarm is an alarm once the hour is over, if it is low then', async () => {
  const alarms = async (sku: string) => {
    await shelves.settle()
    return (await told(sku, 'inventory.low_stock')).length
  }
  const db = shelves.db('inventory')
  for (const sku of ['BULB', 'VASE']) {
    await watch(sku, 2)
    for (const delta of [-9, 9, -8]) {
      await shelves.adjust(sku, delta)
      expect(await alarms(sku)).toBe(1)
    }
  }
  await shelves.adjust('VASE', 8)
  const raise = () => raiseAlarms({ db, stopping: new AbortController().signal, wake: () => undefined })
  for (const raised of [1, 2, 2]) {
    await raise()
    expect([await alarms('BULB'), await alarms('VASE')]).toEqual([raised, 1])
    await db.execute(sql`
      update stocks set alarmed_at = alarmed_at - interval '1 hour', alarm_due = alarm_due - interval '1 hour'
      where sku in ('BULB', 'VASE')`)
  }
})

test('who waits for something is told once when it can be had again', async () => {
  const [ada, bob] = [customer(newId('usr')), customer(newId('usr'))]
  const wait = (who: typeof ada) => shelves.as(who).request(subscribeToStock, { sku: 'TENT' })
  await Promise.all([wait(ada), wait(ada), wait(bob)])
  await shelves.as(bob).request(unsubscribeFromStock, { sku: 'TENT' })
  const returned = async () => {
    await shelves.settle()
    const rows = await shelves
      .db('inventory')
      .select()
      .from(outbox)
      .where(eq(outbox.subject, 'inventory.back_in_stock'))
    return rows.map(({ body }) => body)
  }
  expect(await returned()).toEqual([])
  await shelves.adjust('TENT', 1)
  await expect.poll(returned, { timeout: 5_000 }).toEqual([{ sku: 'TENT', userId: ada.id }])
  await expect(wait(bob)).rejects.toSatisfy(stockThere.matches)
  await shelves.adjust('TENT', -1)
  await shelves.settle()
  await shelves.adjust('TENT', 1)
  expect(await returned()).toHaveLength(1)
})

test('a preorder ends by itself, and what was promised then stays promised', async () => {
  const until = new Date(Date.now() + 1_500).toISOString()
  const policy = { kind: 'preorder', limit: 5, until } as const
  await shelves.as(staff).request(updateStock, { sku: 'SOON', policy }, { ifVersion: '*' })
  expect(await shelves.stock('SOON')).toMatchObject({ available: 5 })
  const id = newId('ord')
  await shelves.reserve(id, { SOON: 2 })
  await shelves.settle()
  expect((await told('SOON')).at(-1)?.body).toEqual({ sku: 'SOON', available: 3 })
  await expect.poll(async () => (await told('SOON')).at(-1)?.body, { timeout: 6_000 }).toMatchObject({ available: 0 })
  await shelves.tools.request(commitStock, { orderId: id })
  await expect(shelves.reserve(newId('ord'), { SOON: 1 })).rejects.toMatchObject({ body: { code: 'out-of-stock' } })
})

test('a hold that ends by itself is told of', async () => {
  const [kept, ended] = [newId('ord'), newId('ord')]
  await shelves.reserve(kept, { HELD: 1 })
  await shelves.reserve(ended, { HELD: 1 }, 1)
  const expired = () => told(ended, 'inventory.reservation_expired')
  await expect.poll(expired, { timeout: 5_000 }).toHaveLength(1)
  await shelves.tools.request(releaseStock, { orderId: ended })
  expect(await expired()).toMatchObject([{ version: 1, body: { orderId: ended } }])
  expect(await told(kept, 'inventory.reservation_expired')).toEqual([])
})

test('a location that is closed while a SKU sells is told', async () => {
  const named = { idempotencyKey: newId('key') }
  const { id: east } = await shelves.as(staff).request(createLocation, { code: 'EAST', name: 'East' }, named)
  await shelves.as(staff).request(receiveStock, { sku: 'SHUT', locationId: east, quantity: 7 }, named)
  const orderId = newId('ord')
  await shelves.reserve(orderId, { SHUT: 1 })
  await shelves.settle()
  // So much lies there that to mark it takes a while.
  const closing = shelves.db('inventory').transaction(async (tx) => {
    await tx.execute(sql`update locations set active = false where id = ${east}`)
    await tx.execute(sql`update stocks set untold = true where location_id = ${east}`)
    await sleep(900)
  })
  await sleep(200)
  await shelves.tools.request(releaseStock, { orderId })
  await closing
  await expect.poll(async () => (await told('SHUT')).at(-1)?.body).toEqual({ sku: 'SHUT', available: 5 })
  expect(await shelves.stock('SHUT')).toMatchObject({ available: 5 })
})

test('more than can be told of is told as the most, and keeps nothing else from being told', async () => {
  const [west, list] = [newId('key'), newId('key')]
  await shelves.as(staff).request(createLocation, { code: 'WEST', name: 'West' }, { idempotencyKey: west })
  const content = `sku,location,onHand\nFULL,MAIN,${maxCount}\nFULL,WEST,${maxCount}\n`
  await shelves.as(staff).request(importStock, { format: 'csv', content }, { idempotencyKey: list })
  const most = () => shelves.stock('FULL')
  await expect.poll(most, { timeout: 5_000 }).toMatchObject({ onHand: maxCount, available: maxCount })
  const policy = { kind: 'backorder', limit: 1_000_000 } as const
  await shelves.as(staff).request(updateStock, { sku: 'FULL', policy }, { ifVersion: '*' })
  await shelves.adjust('NEXT', 4)
  await shelves.settle()
  expect((await told('NEXT')).at(-1)?.body).toEqual({ sku: 'NEXT', available: 7 })
  expect((await told('FULL')).at(-1)?.body).toEqual({ sku: 'FULL', available: maxCount })
  const { shelves: at } = await shelves.as(staff).request(readStock, { sku: 'FULL' })
  expect(at.map(({ available }) => available)).toEqual([maxCount, maxCount])
})

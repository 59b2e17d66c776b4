import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orderHolds } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/inventory.ts'
import { staff } from '../world.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

const { reservationLost, stockTaken } = subject

const secure = (shelves: Shelves, orderId: string) => shelves.tools.request(subject.secureStock, { orderId })
const release = (shelves: Shelves, orderId: string) => shelves.tools.request(subject.releaseStock, { orderId })
const commit = (shelves: Shelves, orderId: string) => shelves.tools.request(subject.commitStock, { orderId })

async function until(condition: () => Promise<boolean>, withinMs = 3_000) {
  for (const start = performance.now(); performance.now() - start < withinMs; await sleep(20)) {
    if (await condition()) return
  }
  throw new Error('It did not come true in time')
}

test('an order that was secured is sold once, however often it is committed', async () => {
  await using shelves = await startShelves({ MUG: 10, CUP: 10 }, 2)
  const id = newId('ord')
  await shelves.reserve(id, { MUG: 3, CUP: 1 })
  await Promise.all(Array.from({ length: 6 }, () => secure(shelves, id)))
  await Promise.all(Array.from({ length: 6 }, () => commit(shelves, id)))
  await secure(shelves, id)
  expect(await shelves.stock('MUG')).toEqual({ onHand: 7, reserved: 0, available: 7 })
  const { items } = await shelves.as(staff).request(subject.listMovements, { sku: 'MUG' })
  expect(items).toMatchObject([
    { delta: -3, reason: 'sale', reference: id },
    { delta: 10, reason: 'adjustment', reference: null },
  ])
})

test('a sold order still answers its reservation, and nothing is taken again', async () => {
  await using shelves = await startShelves({ MUG: 1 })
  const id = newId('ord')
  const ends = await shelves.reserve(id, { MUG: 1 })
  await commit(shelves, id)
  expect(await shelves.reserve(id, { MUG: 1 })).toBe(ends)
  expect(await shelves.stock('MUG')).toEqual({ onHand: 0, reserved: 0, available: 0 })
})

test('a release gives back once, from a hold as from a secured one', async () => {
  await using shelves = await startShelves({ MUG: 10 }, 2)
  const [held, secured] = [newId('ord'), newId('ord')]
  await shelves.reserve(held, { MUG: 4 })
  await shelves.reserve(secured, { MUG: 4 })
  await secure(shelves, secured)
  await Promise.all([held, secured, held, secured].map((id) => release(shelves, id)))
  expect(await shelves.stock('MUG')).toEqual({ onHand: 10, reserved: 0, available: 10 })
  for (const id of [held, secured]) {
    await expect(secure(shelves, id)).rejects.toSatisfy(reservationLost.matches)
    await expect(commit(shelves, id)).rejects.toSatisfy(reservationLost.matches)
    await expect(shelves.reserve(id, { MUG: 1 })).rejects.toSatisfy(reservationLost.matches)
  }
})

test('what was sold cannot be released', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  const id = newId('ord')
  await shelves.reserve(id, { MUG: 4 })
  await commit(shelves, id)
  await expect(release(shelves, id)).rejects.toSatisfy(stockTaken.matches)
  expect(await shelves.stock('MUG')).toEqual({ onHand: 6, reserved: 0, available: 6 })
})

test('what nobody reserved can neither be secured nor committed', async () => {
  await using shelves = await startShelves({ MUG: 10 })
  await expect(secure(shelves, newId('ord'))).rejects.toSatisfy(reservationLost.matches)
  await expect(commit(shelves, newId('ord'))).rejects.toSatisfy(reservationLost.matches)
})

test('a hold ends within a second of its time, and what it held can be sold again', async () => {
  await using shelves = await startShelves({ MUG: 1 }, 2)
  const id = newId('ord')
  await shelves.reserve(id, { MUG: 1 }, 1)
  await until(async () => (await shelves.stock('MUG')).available === 1)
  const [hold] = await shelves.db('inventory').select().from(orderHolds).where(eq(orderHolds.orderId, id))
  const lateMs = Number(hold?.updatedAt) - Number(hold?.expiresAt)
  expect(lateMs).toBeGreaterThanOrEqual(0)
  expect(lateMs).toBeLessThan(1_000)
  await expect(secure(shelves, id)).rejects.toSatisfy(reservationLost.matches)
  await expect(shelves.reserve(id, { MUG: 1 })).rejects.toSatisfy(reservationLost.matches)
  await shelves.reserve(newId('ord'), { MUG: 1 })
})

test('a hold is extended to a moment, however often and late that is asked, and a day at most', async () => {
  await using shelves = await startShelves({ MUG: 3 }, 2)
  const [id, late, gone] = [newId('ord'), newId('ord'), newId('ord')]
  const from = Date.parse(await shelves.reserve(id, { MUG: 1 }, 60))
  const extend = (orderId: string, ms: number) =>
    shelves.tools.request(subject.extendHold, { orderId, until: new Date(from + ms).toISOString() })
  const at = (ms: number) => ({ expiresAt: new Date(from + ms).toISOString() })
  expect(await Promise.all([extend(id, 5_000), extend(id, 5_000)])).toEqual([at(5_000), at(5_000)])
  expect(await extend(id, 1_000)).toEqual(at(5_000))
  const { expiresAt } = await extend(id, 999 * 86_400_000)
  expect(Date.parse(expiresAt)).toBeLessThan(from + 86_400_000)
  await secure(shelves, id)
  expect(await extend(id, 0)).toEqual({ expiresAt })

  await release(shelves, gone)
  for (const lost of [late, gone]) await expect(extend(lost, 1_000)).rejects.toSatisfy(reservationLost.matches)
})

test('a hold that was secured does not end', async () => {
  await using shelves = await startShelves({ MUG: 1 })
  const id = newId('ord')
  await shelves.reserve(id, { MUG: 1 }, 1)
  await secure(shelves, id)
  await sleep(2_000)
  expect(await shelves.stock('MUG')).toMatchObject({ reserved: 1 })
  await commit(shelves, id)
})

test('securing and expiring at once: one of them wins, and the caller hears which', async () => {
  await using shelves = await startShelves({ MUG: 200 }, 2)
  const ids = Array.from({ length: 100 }, () => newId('ord'))
  const ends = await Promise.all(ids.map((id) => shelves.reserve(id, { MUG: 1 }, 2)))
  const first = Math.min(...ends.map((end) => Date.parse(end)))
  const secured = await Promise.allSettled(
    ids.map(async (id, index) => {
      await sleep(first - Date.now() - 800 + index * 16)
      await secure(shelves, id)
    }),
  )
  const won = secured.filter(({ status }) => status === 'fulfilled').length
  expect(won).toBeGreaterThan(0)
  expect(won).toBeLessThan(100)
  await until(async () => (await shelves.stock('MUG')).reserved === won)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { mainLocationId } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import { commitStock, maxCount, readStock, restockStock, stockTooHigh, updateStock } from '#subjects/inventory.ts'
import { createLocation } from '#subjects/locations.ts'
import { receiveStock } from '#subjects/stock-keeping.ts'
import { staff } from '../world.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

let shelves: Shelves
let [berlin, london] = ['', '']
beforeAll(async () => {
  shelves = await startShelves({ BACK: 0, VOID: 1, OWED: 0, ROOM: 0 }, 2)
  berlin = await open('BERLIN', 20)
  london = await open('LONDON', 10)
})
afterAll(() => shelves[Symbol.asyncDispose]())

const open = async (code: string, priority: number) =>
  (await shelves.as(staff).request(createLocation, { code, name: code, priority }, { idempotencyKey: code })).id

const receive = (sku: string, locationId: string, quantity: number) =>
  shelves.as(staff).request(receiveStock, { sku, locationId, quantity }, { idempotencyKey: newId('key') })

/** How many of a SKU lie where. */
async function lying(sku: string) {
  const { shelves: at } = await shelves.as(staff).request(readStock, { sku })
  return Object.fromEntries(at.map(({ locationId, onHand }) => [locationId, onHand]))
}

test('what comes back lies where it is said to, once for its reference', async () => {
  const input = { reference: newId('ret'), reason: 'return' as const, lines: [{ sku: 'BACK', quantity: 2 }] }
  await Promise.all([1, 2, 3].map(() => shelves.tools.request(restockStock, { ...input, locationId: berlin })))
  const { shelves: at } = await shelves.as(staff).request(readStock, { sku: 'BACK' })
  expect(at.map(({ locationId, onHand }) => [locationId, onHand])).toEqual([
    [mainLocationId, 0],
    [berlin, 2],
  ])
})

test('what a cancelled order took lies where it was sold from, once', async () => {
  await receive('VOID', berlin, 2)
  await receive('VOID', london, 1)
  const orderId = newId('ord')
  await shelves.reserve(orderId, { VOID: 4 })
  await shelves.tools.request(commitStock, { orderId })
  const lines = [1, 3].map((quantity) => ({ sku: 'VOID', quantity }))
  const input = { reference: newId('can'), reason: 'cancellation' as const, orderId, lines }
  await Promise.all([1, 2, 3].map(() => shelves.tools.request(restockStock, input)))
  expect(await lying('VOID')).toEqual({ [mainLocationId]: 1, [berlin]: 2, [london]: 1 })
  await shelves.tools.request(restockStock, { ...input, locationId: london })
  expect(await lying('VOID')).toEqual({ [mainLocationId]: 1, [berlin]: 2, [london]: 1 })
})

test('more than can be kept is not taken back, and neither is the rest of it', async () => {
  await receive('ROOM', mainLocationId, 1_000)
  await shelves.db('inventory').transaction(async (tx) => {
    await tx.execute(sql`update stocks set on_hand = ${maxCount - 1} where sku = 'ROOM'`)
    await tx.execute(sql`
      insert into stock_movements (sku, delta, reason, actor) values ('ROOM', ${maxCount - 1_001}, 'receipt', 'test')`)
  })
  const back = (quantity: number) => {
    const lines = ['BACK', 'ROOM'].map((sku) => ({ sku, quantity }))
    const input = { reference: 'ret_room', reason: 'return' as const, lines, locationId: mainLocationId }
    return shelves.tools.request(restockStock, input)
  }
  await expect(back(2)).rejects.toSatisfy(stockTooHigh.matches)
  expect(await lying('BACK')).toMatchObject({ [mainLocationId]: 0 })
  await back(1)
  expect(await lying('ROOM')).toEqual({ [mainLocationId]: maxCount })
})

test('a cancelled order of what was never there leaves nothing to sell', async () => {
  const change = (policy: { kind: 'deny' } | { kind: 'backorder'; limit: number }) =>
    shelves.as(staff).request(updateStock, { sku: 'OWED', locationId: berlin, policy }, { ifVersion: '*' })
  await change({ kind: 'backorder', limit: 5 })
  const orderId = newId('ord')
  await shelves.reserve(orderId, { OWED: 5 })
  await shelves.tools.request(commitStock, { orderId })
  await change({ kind: 'deny' })
  const lines = [{ sku: 'OWED', quantity: 5 }]
  await shelves.tools.request(restockStock, { reference: newId('can'), reason: 'cancellation', orderId, lines })
  expect(await shelves.stock('OWED')).toEqual({ onHand: 0, reserved: 0, available: 0 })
})

import { expect, test } from 'vitest'
import { stockMovements, stocks } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import { adjustStock, listMovements, maxCount, readStock, stockTooLow } from '#subjects/inventory.ts'
import { forbidden, idempotencyKeyMissing, invalidRequest, notFound } from '#subjects/problem.ts'
import { productCreated, productUpdated } from '#subjects/products.ts'
import { customer, staff } from '../world.ts'
import { startShelves, tell } from './test-shelves.ts'

test('an adjustment counts once under one key, and stays on record with its reason', async () => {
  await using shelves = await startShelves({ MUG: 0 })
  const ask = () =>
    shelves.as(staff).request(adjustStock, { sku: 'MUG', delta: 7, note: 'found' }, { idempotencyKey: 'a' })
  const [first, second] = await Promise.all([ask(), ask()])
  expect(second).toEqual(first)
  expect(first).toMatchObject({ sku: 'MUG', onHand: 7, reserved: 0, available: 7, version: 2 })
  const { items } = await shelves.as(staff).request(listMovements, { sku: 'MUG' })
  expect(items).toMatchObject([{ delta: 7, reason: 'adjustment', note: 'found' }])
})

test('nothing that is promised to an order can be taken off the shelf', async () => {
  await using shelves = await startShelves({ MUG: 10 }, 2)
  await shelves.reserve(newId('ord'), { MUG: 6 })
  await expect(shelves.adjust('MUG', -5)).rejects.toSatisfy(stockTooLow.matches)
  const taken = await Promise.allSettled(Array.from({ length: 9 }, () => shelves.adjust('MUG', -1)))
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
  expect(await shelves.stock('MUG')).toEqual({ onHand: 6, reserved: 6, available: 0 })
})

test('an adjustment by nothing, by a part, or by too much is refused', async () => {
  await using shelves = await startShelves({ MUG: 0 })
  for (const delta of [0, 0.5, 1_000_001, -1_000_001]) {
    await expect(shelves.adjust('MUG', delta)).rejects.toSatisfy(invalidRequest.matches)
  }
  const unnamed = shelves.as(staff).request(adjustStock, { sku: 'MUG', delta: 1 })
  await expect(unnamed).rejects.toSatisfy(idempotencyKeyMissing.matches)
})

test('a shelf that is full takes no more', async () => {
  await using shelves = await startShelves({ MUG: 0 })
  const onHand = maxCount - 1
  const db = shelves.db('inventory')
  await db.insert(stockMovements).values({ sku: 'MUG', delta: onHand, reason: 'initial', actor: 'test' })
  await db.update(stocks).set({ onHand })
  await shelves.adjust('MUG', 1)
  await expect(shelves.adjust('MUG', 1)).rejects.toMatchObject({
    body: { code: 'stock-too-high', onHand: maxCount, most: maxCount },
  })
  expect(await shelves.stock('MUG')).toMatchObject({ onHand: maxCount })
})

test('a SKU that is not there is not found', async () => {
  await using shelves = await startShelves({ MUG: 1 })
  await expect(shelves.adjust('GHOST', 1)).rejects.toSatisfy(notFound.matches)
  await expect(shelves.stock('GHOST')).rejects.toSatisfy(notFound.matches)
  await expect(shelves.as(staff).request(listMovements, { sku: 'GHOST' })).rejects.toSatisfy(notFound.matches)
})

test('customers have no business at the shelves', async () => {
  await using shelves = await startShelves({ MUG: 1 })
  const ada = shelves.as(customer('usr_00000000000000000000000ada'))
  await expect(ada.request(readStock, { sku: 'MUG' })).rejects.toSatisfy(forbidden.matches)
  await expect(ada.request(listMovements, { sku: 'MUG' })).rejects.toSatisfy(forbidden.matches)
  await expect(ada.request(adjustStock, { sku: 'MUG', delta: 1 }, { idempotencyKey: 'a' })).rejects.toSatisfy(
    forbidden.matches,
  )
})

test('movements come newest first, and no more of them than asked for', async () => {
  await using shelves = await startShelves({ MUG: 1, CUP: 0 })
  for (const delta of [2, 3, 4]) await shelves.adjust('MUG', delta)
  const { items } = await shelves.as(staff).request(listMovements, { sku: 'MUG', limit: 3 })
  expect(items.map(({ delta }) => delta)).toEqual([4, 3, 2])
  expect(await shelves.as(staff).request(listMovements, { sku: 'CUP' })).toEqual({ items: [], next: null })
})

test('a new SKU gets one empty shelf, however often it is heard of, and a known one keeps its goods', async () => {
  await using shelves = await startShelves({ MUG: 5 }, 2)
  const product = { productId: newId('prd'), slug: 'mug', skus: ['MUG', 'CUP'] }
  await tell(shelves, productCreated, product, 'evt_1')
  await tell(shelves, productCreated, product, 'evt_1')
  await tell(shelves, productUpdated, product, 'evt_2')
  await tell(shelves, productUpdated, { ...product, skus: ['CUP', 'JUG'] }, 'evt_3')
  await shelves.settle()
  expect(await shelves.db('inventory').$count(stocks)).toBe(3)
  expect(await shelves.stock('MUG')).toMatchObject({ onHand: 5 })
  expect(await shelves.stock('JUG')).toEqual({ onHand: 0, reserved: 0, available: 0 })
})

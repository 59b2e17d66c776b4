import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mainLocationId } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import * as stock from '#subjects/inventory.ts'
import { createLocation } from '#subjects/locations.ts'
import { notFound, preconditionFailed } from '#subjects/problem.ts'
import * as subject from '#subjects/stock-keeping.ts'
import type { InputOf } from '#subjects/subject.ts'
import { staff } from '../world.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

let shelves: Shelves
let cellar = ''
const nowhere = newId('loc')
beforeAll(async () => {
  shelves = await startShelves({ MUG: 10, CUP: 10, JAR: 10, POT: 10, PAN: 0, KEY: 5, BAD: 10, HAT: 0, CAP: 2 }, 2)
  const input = { code: 'CELLAR', name: 'The cellar' }
  cellar = (await shelves.as(staff).request(createLocation, input, { idempotencyKey: 'cellar' })).id
})
afterAll(() => shelves[Symbol.asyncDispose]())

const named = (idempotencyKey = newId('key')) => ({ idempotencyKey })
const desk = () => shelves.as(staff)
const receive = (input: InputOf<typeof subject.receiveStock>, key?: string) =>
  desk().request(subject.receiveStock, input, named(key))
const transfer = (sku: string, quantity: number, [fromLocationId, toLocationId]: readonly [string, string]) =>
  desk().request(subject.transferStock, { sku, quantity, fromLocationId, toLocationId }, named())
const open = (sku: string) => desk().request(subject.openStocktake, { sku }, named())
const count = (stocktakeId: string, counted: number, key?: string) =>
  desk().request(subject.countStocktake, { stocktakeId, counted }, named(key))
const lastMoves = async (sku: string, limit: number) =>
  (await desk().request(stock.listMovements, { sku, limit })).items

test('a delivery is received once under one key, and says which it was', async () => {
  const input = { sku: 'MUG', quantity: 5, reference: 'DN-1', note: 'Two boxes' }
  const answers = await Promise.all([receive(input, 'dn-1'), receive(input, 'dn-1')])
  expect(answers[1]).toEqual(answers[0])
  expect(await shelves.stock('MUG')).toMatchObject({ onHand: 15 })
  expect(await lastMoves('MUG', 1)).toMatchObject([
    { delta: 5, balance: 15, reason: 'receipt', reference: 'DN-1', note: 'Two boxes', actor: staff.id },
  ])
})

test('a transfer takes what nobody is promised, all of it or nothing', async () => {
  await shelves.reserve(newId('ord'), { CUP: 4 })
  await expect(transfer('CUP', 7, [mainLocationId, cellar])).rejects.toMatchObject({
    body: { code: 'stock-too-low', onHand: 10, reserved: 4 },
  })
  const moved = await Promise.allSettled(Array.from({ length: 9 }, () => transfer('CUP', 1, [mainLocationId, cellar])))
  expect(moved.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
  await transfer('CUP', 2, [cellar, mainLocationId])
  const { shelves: at } = await desk().request(stock.readStock, { sku: 'CUP' })
  expect(at).toMatchObject([
    { locationId: mainLocationId, onHand: 6, reserved: 4 },
    { locationId: cellar, onHand: 4, reserved: 0 },
  ])
})

test('transfers to and fro at once neither block each other nor lose anything', async () => {
  await transfer('JAR', 5, [mainLocationId, cellar])
  const ways = [
    [mainLocationId, cellar],
    [cellar, mainLocationId],
  ] as const
  await Promise.all(ways.flatMap((way) => Array.from({ length: 5 }, () => transfer('JAR', 1, way))))
  const { shelves: at } = await desk().request(stock.readStock, { sku: 'JAR' })
  expect(at.map(({ onHand }) => onHand)).toEqual([5, 5])
})

test('a stocktake mends what was wrong, and what is sold meanwhile is no difference', async () => {
  const { id, expected } = await open('POT')
  expect(expected).toBe(10)
  const orderId = newId('ord')
  await shelves.reserve(orderId, { POT: 3 })
  await shelves.tools.request(stock.commitStock, { orderId })
  const answers = await Promise.all([count(id, 9, 'count'), count(id, 9, 'count')])
  expect(answers[0]).toMatchObject({ status: 'counted', counted: 9, variance: -1, version: 2 })
  expect(answers[1]).toEqual(answers[0])
  expect(await shelves.stock('POT')).toMatchObject({ onHand: 6 })
  await expect(count(id, 9)).rejects.toSatisfy(subject.stocktakeClosed.matches)
  expect(await lastMoves('POT', 1)).toMatchObject([{ delta: -1, reason: 'count', reference: id }])
})

test('of two stocktakes at once the second is refused, and told which is open', async () => {
  const both = await Promise.allSettled([open('KEY'), open('KEY')])
  const [opened] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const [refused] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(refused).toMatchObject({ body: { code: 'stocktake-open', stocktakeId: opened?.id } })
  await desk().request(subject.abandonStocktake, { stocktakeId: opened?.id ?? '' })
  const { id } = await open('KEY')
  await shelves.reserve(newId('ord'), { KEY: 4 })
  await expect(count(id, 3)).rejects.toMatchObject({ body: { code: 'stock-too-low', reserved: 4 } })
  expect(await desk().request(subject.readStocktake, { stocktakeId: id })).toMatchObject({ status: 'open' })
})

test('what is not there is sold as far as the policy goes, and is owed until it comes', async () => {
  const policy = { kind: 'backorder', limit: 3 } as const
  const change = (input: object) => desk().request(stock.updateStock, { sku: 'PAN', ...input }, { ifVersion: '*' })
  await change({ policy })
  const ids = Array.from({ length: 5 }, () => newId('ord'))
  const asked = await Promise.allSettled(ids.map((id) => shelves.reserve(id, { PAN: 1 })))
  const granted = ids.filter((_, place) => asked[place]?.status === 'fulfilled')
  expect(granted).toHaveLength(3)
  await expect(change({ policy: { ...policy, limit: 2 } })).rejects.toMatchObject({
    body: { code: 'stock-too-low', errors: [{ pointer: '/policy/limit', code: 'promised' }] },
  })
  for (const orderId of granted) await shelves.tools.request(stock.commitStock, { orderId })
  expect(await change({ policy: { kind: 'deny' } })).toMatchObject({ onHand: 0, owed: 3, available: 0 })
  expect(await receive({ sku: 'PAN', quantity: 4 })).toMatchObject({ onHand: 1, owed: 0, available: 1 })
})

test('what is owed is not counted before it has come', async () => {
  const policy = { kind: 'backorder', limit: 10 } as const
  await Promise.all(['HAT', 'CAP'].map((sku) => desk().request(stock.updateStock, { sku, policy }, { ifVersion: '*' })))
  const { id } = await open('CAP')
  const orderId = newId('ord')
  await shelves.reserve(orderId, { HAT: 10, CAP: 6 })
  await shelves.tools.request(stock.commitStock, { orderId })
  const owed = { body: { code: 'stock-owed', owed: 4 } }
  await receive({ sku: 'HAT', quantity: 6 })
  await expect(open('HAT')).rejects.toMatchObject(owed)
  await expect(count(id, 2)).rejects.toMatchObject(owed)
  await receive({ sku: 'HAT', quantity: 5 })
  expect(await open('HAT')).toMatchObject({ expected: 1 })
})

test('whoever changes a SKU has seen it as it is; what is sold meanwhile is no change', async () => {
  const { version } = await desk().request(stock.readStock, { sku: 'MUG' })
  await shelves.reserve(newId('ord'), { MUG: 1 })
  const watch = (threshold: number) =>
    desk().request(stock.updateStock, { sku: 'MUG', threshold }, { ifVersion: [version] })
  expect(await watch(3)).toMatchObject({ version: version + 1, shelves: [{ threshold: 3 }] })
  await expect(watch(4)).rejects.toSatisfy(preconditionFailed.matches)
})

test('what moved is never rewritten', async () => {
  const db = shelves.db('inventory')
  for (const rewriting of ['update stock_movements set delta = 1', 'delete from stock_movements'])
    await expect(db.execute(sql.raw(rewriting))).rejects.toMatchObject({ cause: { code: '23001' } })
})

test.each([
  ['negative', -1, 'minimum'],
  ['zero', 0, 'minimum'],
  ['fractional', 1.5, 'type'],
  ['too much', 1_000_001, 'maximum'],
  ['more than a number holds', 1e300, 'maximum'],
])('a quantity that is %s is refused, by its name and the rule', async (_name, quantity, code) => {
  const refused = { body: { code: 'invalid-request', errors: [{ pointer: '/quantity', code }] } }
  await expect(receive({ sku: 'BAD', quantity })).rejects.toMatchObject(refused)
  await expect(transfer('BAD', quantity, [mainLocationId, cellar])).rejects.toMatchObject(refused)
  expect(await shelves.stock('BAD')).toMatchObject({ onHand: 10 })
})

test.each([
  [-1, 'minimum'],
  [1.5, 'type'],
  [stock.maxCount + 1, 'maximum'],
])('a count of %d is refused, by its name and the rule', async (counted, code) => {
  const errors = [{ pointer: '/counted', code }]
  await expect(count(newId('stk'), counted)).rejects.toMatchObject({ body: { errors } })
})

test('what nobody knows is not found, or named', async () => {
  await expect(receive({ sku: 'GHOST', quantity: 1 })).rejects.toSatisfy(notFound.matches)
  await expect(receive({ sku: 'BAD', quantity: 1, locationId: nowhere })).rejects.toSatisfy(
    stock.locationUnknown.matches,
  )
  await expect(transfer('BAD', 1, [mainLocationId, nowhere])).rejects.toSatisfy(stock.locationUnknown.matches)
  await expect(transfer('BAD', 1, [nowhere, cellar])).rejects.toSatisfy(stock.locationUnknown.matches)
  await expect(open('GHOST')).rejects.toSatisfy(notFound.matches)
  await expect(count(newId('stk'), 1)).rejects.toSatisfy(notFound.matches)
  const same = transfer('BAD', 1, [cellar, cellar])
  await expect(same).rejects.toSatisfy(subject.locationSame.matches)
  await expect(same).rejects.toMatchObject({ body: { errors: [{ pointer: '/toLocationId', code: 'same' }] } })
})

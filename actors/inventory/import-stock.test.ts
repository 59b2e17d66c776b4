import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stockImportRows, stockMovements } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import { createLocation } from '#subjects/locations.ts'
import { commitStock, readStock, updateStock } from '#subjects/inventory.ts'
import { notFound } from '#subjects/problem.ts'
import * as subject from '#subjects/stock-keeping.ts'
import { staff } from '../world.ts'
import { inventory } from './actor.ts'
import { forgetImports } from './forget-imports.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

let shelves: Shelves
const many = Array.from({ length: 600 }, (_, number) => `MANY-${number}`)
beforeAll(async () => {
  shelves = await startShelves(
    { MUG: 10, CUP: 3, JAR: 0, OWED: 0, PEN: 10, ...Object.fromEntries(many.map((sku) => [sku, 0])) },
    2,
  )
  const input = { code: 'CELLAR', name: 'The cellar' }
  await shelves.as(staff).request(createLocation, input, { idempotencyKey: 'cellar' })
})
afterAll(() => shelves[Symbol.asyncDispose]())

const bring = (content: string, format: 'csv' | 'ndjson' = 'csv', idempotencyKey = newId('key')) =>
  shelves.as(staff).request(subject.importStock, { format, content }, { idempotencyKey })

async function finished(operationId: string) {
  const read = () => shelves.as(staff).request(subject.readOperation, { operationId })
  await expect.poll(async () => (await read()).status, { timeout: 10_000 }).not.toBe('running')
  return read()
}

test('a list is applied row by row, and says which rows were refused and why', async () => {
  await shelves.reserve(newId('ord'), { CUP: 2 })
  const rows = ['sku,location,onHand', 'MUG,,12', 'CUP,,1', 'GHOST,,5', 'JAR,CELLAR,7', '"JAR",NOWHERE,7', '']
  const { id, total } = await bring(rows.join('\r\n'))
  expect(total).toBe(5)
  expect(await finished(id)).toMatchObject({ status: 'succeeded', done: 5, result: { applied: 2, refused: 3 } })
  const list = (cursor?: string) =>
    shelves
      .as(staff)
      .request(subject.listRefusedRows, { operationId: id, limit: 2, include: 'total', ...(cursor && { cursor }) })
  const first = await list()
  const second = await list(first.next ?? '')
  expect([...first.items, ...second.items].map(({ row, problem }) => [row, problem.code])).toEqual([
    [2, 'stock-too-low'],
    [3, 'not-found'],
    [5, 'location-unknown'],
  ])
  expect([first.total, second.next]).toEqual([3, null])
  expect(await shelves.stock('MUG')).toMatchObject({ onHand: 12 })
  expect(await shelves.stock('JAR')).toMatchObject({ onHand: 7, available: 7 })
  const { shelves: at } = await shelves.as(staff).request(readStock, { sku: 'JAR' })
  expect(at).toHaveLength(2)
})

test('a list that comes twice is one import, and its counts move nothing the second time', async () => {
  const content = '{"sku":"MUG","onHand":20}\n'
  const [one, other] = await Promise.all([bring(content, 'ndjson', 'twice'), bring(content, 'ndjson', 'twice')])
  expect(other.id).toBe(one.id)
  await finished(one.id)
  const again = await bring(content, 'ndjson')
  await finished(again.id)
  const moved = await shelves.db('inventory').select().from(stockMovements).where(eq(stockMovements.reason, 'import'))
  expect(moved.filter(({ reference }) => reference === again.id)).toEqual([])
  expect(await shelves.stock('MUG')).toMatchObject({ onHand: 20 })
})

async function refusal(content: string) {
  const { id } = await bring(content)
  await finished(id)
  const { items } = await shelves.as(staff).request(subject.listRefusedRows, { operationId: id })
  return items.map(({ problem }) => problem.code)
}

test('a count of what is owed is refused, however often its list comes', async () => {
  const policy = { kind: 'backorder', limit: 10 } as const
  await shelves.as(staff).request(updateStock, { sku: 'OWED', policy }, { ifVersion: '*' })
  const orderId = newId('ord')
  await shelves.reserve(orderId, { OWED: 10 })
  await shelves.tools.request(commitStock, { orderId })
  expect(await refusal('sku,onHand\nOWED,4\n')).toEqual(['stock-owed'])
  expect(await refusal('sku,onHand\nOWED,4\n')).toEqual(['stock-owed'])
  expect(await shelves.as(staff).request(readStock, { sku: 'OWED' })).toMatchObject({ onHand: 0, owed: 10 })
})

test('a list and a stocktake that find the same difference mend it once', async () => {
  const desk = shelves.as(staff)
  const { id } = await desk.request(subject.openStocktake, { sku: 'PEN' }, { idempotencyKey: newId('key') })
  expect(await refusal('sku,onHand\nPEN,8\n')).toEqual(['stocktake-open'])
  const counted = { stocktakeId: id, counted: 8 }
  await desk.request(subject.countStocktake, counted, { idempotencyKey: newId('key') })
  expect(await refusal('sku,onHand\nPEN,8\n')).toEqual([])
  expect(await shelves.stock('PEN')).toMatchObject({ onHand: 8 })
})

test('two lists about the same shelves at once, and an instance that leaves: each row has its effect once', async () => {
  const leaving = await shelves.start(inventory)
  const lists = [1, 2].map((each) =>
    ['sku,onHand', ...many.map((sku, place) => `${sku},${each * 100 + place}`)].join('\n'),
  )
  const operations = await Promise.all(lists.map((list) => bring(list)))
  await leaving[Symbol.asyncDispose]()
  for (const { id } of operations) {
    expect(await finished(id)).toMatchObject({ status: 'succeeded', result: { applied: 600, refused: 0 } })
  }
  expect([100, 200]).toContain((await shelves.stock('MANY-0')).onHand)
})

test.each([
  ['a negative count', 'sku,onHand\nMUG,-1', { row: 1, field: 'onHand' }],
  ['a part of one', 'sku,onHand\nMUG,1.5', { row: 1, field: 'onHand' }],
  ['too many', 'sku,onHand\nMUG,99999999999', { row: 1, field: 'onHand' }],
  ['no number', 'sku,onHand\nMUG,many', { row: 1, field: 'onHand' }],
  ['no SKU', 'sku,onHand\n,5', { row: 1, field: 'sku' }],
  ['the same twice', 'sku,onHand\nMUG,5\nCUP,1\nMUG,6', { row: 3, field: 'sku' }],
  ['the same shelf under its name and without', 'sku,location,onHand\nMUG,,5\nMUG,MAIN,7', { row: 2, field: 'sku' }],
  ['a column nobody knows', 'sku,amount\nMUG,5', { row: 0, field: 'amount' }],
  ['a column too many', 'sku,onHand\nMUG,5,6', { row: 1, field: 'column 3' }],
  ['a header alone', 'sku,onHand\n', { row: 0, field: '' }],
  ['too many rows', `sku,onHand\n${'MUG,5\n'.repeat(10_001)}`, { row: 10_001, field: '' }],
])('a list with %s is refused whole, by row and field', async (_name, content, fault) => {
  const before = await shelves.stock('CUP')
  await expect(bring(content)).rejects.toMatchObject({ body: { code: 'import-invalid', rows: [fault] } })
  expect(await shelves.stock('CUP')).toEqual(before)
})

test('lines that are no JSON, or no row, are named', async () => {
  const content = '{"sku":"MUG","onHand":1}\n{"sku":\n{"sku":"CUP","onHand":1,"colour":"red"}'
  await expect(bring(content, 'ndjson')).rejects.toMatchObject({
    body: { rows: [{ row: 2 }, { row: 3, field: 'colour' }] },
  })
})

test('what became of a list is forgotten a month after, and of one that runs never', async () => {
  const ended = await finished((await bring('sku,onHand\nMUG,20\nGHOST,1\n')).id)
  const kept = await finished((await bring('sku,onHand\nMUG,20\n')).id)
  const db = shelves.db('inventory')
  const age = (id: string, days: number) =>
    db.execute(sql`update stock_imports set updated_at = now() - make_interval(days => ${days}) where id = ${id}`)
  await age(ended.id, 31)
  await age(kept.id, 29)
  await forgetImports({ db, stopping: new AbortController().signal })
  const read = (operationId: string) => shelves.as(staff).request(subject.readOperation, { operationId })
  await expect(read(ended.id)).rejects.toSatisfy(notFound.matches)
  expect(await db.$count(stockImportRows, eq(stockImportRows.importId, ended.id))).toBe(0)
  expect(await read(kept.id)).toEqual({ ...kept, updatedAt: expect.any(String) as string })
})

test('an operation that nobody began is not found', async () => {
  const operationId = newId('opr')
  await expect(shelves.as(staff).request(subject.readOperation, { operationId })).rejects.toSatisfy(notFound.matches)
  await expect(shelves.as(staff).request(subject.listRefusedRows, { operationId })).rejects.toSatisfy(notFound.matches)
})

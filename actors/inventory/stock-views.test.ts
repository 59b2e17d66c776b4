import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { newId } from '#subjects/id.ts'
import { commitStock, listMovements, secureStock, updateStock } from '#subjects/inventory.ts'
import { createLocation } from '#subjects/locations.ts'
import { notFound } from '#subjects/problem.ts'
import { receiveStock } from '#subjects/stock-keeping.ts'
import * as subject from '#subjects/stock-views.ts'
import { staff } from '../world.ts'
import { selectPage } from './list-reservations.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

let shelves: Shelves
let cellar = ''
const rows = Array.from({ length: 7 }, (_, number) => `ROW-${number}`)
beforeAll(async () => {
  const counts = Object.fromEntries(rows.map((sku, number) => [sku, number]))
  shelves = await startShelves({ ...counts, MUG: 100, FAST: 100, YOUNG: 0 })
  const input = { code: 'CELLAR', name: 'The cellar' }
  cellar = (await shelves.as(staff).request(createLocation, input, { idempotencyKey: 'cellar' })).id
})
afterAll(() => shelves[Symbol.asyncDispose]())

const desk = () => shelves.as(staff)
const receive = (sku: string, quantity: number, locationId?: string) =>
  desk().request(receiveStock, { sku, quantity, ...(locationId && { locationId }) }, { idempotencyKey: newId('key') })

test('a list of stocks comes in pages, by what one looks for', async () => {
  const seen: string[] = []
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = await desk().request(subject.listStocks, { sku: 'ROW', limit: 3, ...(cursor && { cursor }) })
    seen.push(...page.items.map(({ sku }) => sku))
    cursor = page.next
  }
  expect(seen).toEqual(rows)
  const empty = await desk().request(subject.listStocks, { sku: 'ROW', inStock: false, include: 'total' })
  expect([empty.items.map(({ sku }) => sku), empty.total]).toEqual([['ROW-0'], 1])
  await receive('ROW-3', 2, cellar)
  const below = await desk().request(subject.listStocks, { locationId: cellar })
  expect(below.items).toMatchObject([{ sku: 'ROW-3', onHand: 5, shelves: [{ onHand: 3 }, { onHand: 2 }] }])
})

test('what runs low is listed until there is more', async () => {
  const low = async () => {
    await shelves.settle()
    return (await desk().request(subject.listLowStocks, {})).items.map(({ sku }) => sku)
  }
  for (const sku of ['ROW-1', 'ROW-5']) await desk().request(updateStock, { sku, threshold: 4 }, { ifVersion: '*' })
  expect(await low()).toEqual(['ROW-1'])
  await receive('ROW-1', 20)
  expect(await low()).toEqual([])
})

test('movements carry the balance from page to page, of all locations or of one', async () => {
  for (const quantity of [1, 2, 3]) await receive('MUG', quantity)
  await receive('MUG', 50, cellar)
  const balances = async (locationId?: string) => {
    const found: number[][] = []
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const input = { sku: 'MUG', limit: 2, ...(cursor && { cursor }), ...(locationId && { locationId }) }
      const page = await desk().request(listMovements, input)
      found.push(...page.items.map(({ delta, balance }) => [delta, balance]))
      cursor = page.next
    }
    return found
  }
  expect(await balances()).toEqual([
    [50, 156],
    [3, 106],
    [2, 103],
    [1, 101],
    [100, 100],
  ])
  expect(await balances(cellar)).toEqual([[50, 50]])
})

test('reservations are those that have not left yet, by order', async () => {
  const ids = Array.from({ length: 4 }, () => newId('ord'))
  for (const id of ids) await shelves.reserve(id, { FAST: 1 })
  await shelves.tools.request(secureStock, { orderId: ids[1] ?? '' })
  await shelves.tools.request(commitStock, { orderId: ids[3] ?? '' })
  const list = (cursor?: string) =>
    desk().request(subject.listReservations, { sku: 'FAST', limit: 2, include: 'total', ...(cursor && { cursor }) })
  const first = await list()
  const second = await list(first.next ?? '')
  expect([...first.items, ...second.items].map(({ orderId, status }) => [orderId, status])).toEqual([
    [ids[0], 'held'],
    [ids[1], 'committing'],
    [ids[2], 'held'],
  ])
  expect([first.total, second.next]).toEqual([3, null])
})

test('of those that a SKU was ever promised to, only the ones that still hold it are looked at', async () => {
  const db = shelves.db('inventory')
  await db.execute(sql`
    insert into order_holds (order_id, status, expires_at)
    select 'ord_' || n, case when n > 19000 then 'held' else 'committed' end, now() + interval '1 hour'
    from generate_series(10001, 20000) n`)
  await db.execute(sql`
    insert into reservations (order_id, sku, quantity) select 'ord_' || n, 'SOUGHT', 1 from generate_series(10001, 20000) n`)
  for (const table of ['order_holds', 'reservations']) await db.execute(sql.raw(`vacuum analyze ${table}`))
  const page = selectPage({ sku: 'SOUGHT', orderId: '', locationId: '', limit: 21 })
  const plan = await db.execute<{ 'QUERY PLAN': string }>(sql`explain (analyze, timing off, summary off) ${page}`)
  const read = plan.map((row) => /actual rows=(\d+)/.exec(row['QUERY PLAN'])?.[1] ?? '0').map(Number)
  expect(Math.max(...read), plan.map((row) => row['QUERY PLAN']).join('\n')).toBeLessThanOrEqual(1_100)
  expect(await db.execute(page)).toHaveLength(21)
  // Nothing like it was ever on a shelf, which the laws would say.
  await db.execute(sql`delete from reservations where sku = 'SOUGHT'`)
  await db.execute(sql`delete from order_holds where order_id between 'ord_10001' and 'ord_20000'`)
})

test('how long something lasts is reckoned from what was sold lately', async () => {
  const forecast = (sku: string) => desk().request(subject.forecastStock, { sku })
  expect(await forecast('ROW-0')).toMatchObject({ available: 0, soldPerDay: 0, daysLeft: null })
  await shelves.db('inventory').execute(sql`
    insert into stock_movements (sku, delta, reason, reference, actor, at)
    select 'ROW-0', delta, reason, newest.reference, 'test', clock_timestamp() - age * interval '1 day'
    from (values (156, 'receipt', null, 41), (-100, 'sale', 'ord_long_ago', 40), (-28, 'sale', 'ord_1', 20),
                 (-29, 'sale', 'ord_2', 2), (1, 'return', 'ret_1', 1)) as newest (delta, reason, reference, age)`)
  await shelves.db('inventory').execute(sql`
    insert into order_holds (order_id, status, expires_at)
    values ('ord_long_ago', 'committed', now()), ('ord_1', 'committed', now()), ('ord_2', 'committed', now())`)
  await shelves.db('inventory').execute(sql`
    insert into reservations (order_id, sku, quantity)
    values ('ord_long_ago', 'ROW-0', 100), ('ord_1', 'ROW-0', 28), ('ord_2', 'ROW-0', 29)`)
  await receive('ROW-0', 6)
  const { soldPerDay, daysLeft } = await forecast('ROW-0')
  expect(soldPerDay).toBeCloseTo(2, 3)
  expect(daysLeft).toBeCloseTo(3, 3)
})

test('what is younger than the window sells as it did since it came', async () => {
  await shelves.db('inventory').execute(sql`
    insert into stock_movements (sku, delta, reason, reference, actor, at)
    select 'YOUNG', delta, reason, moved.reference, 'test', clock_timestamp() - interval '4 days'
    from (values (20, 'receipt', null), (-20, 'sale', 'ord_young')) as moved (delta, reason, reference)`)
  await shelves.db('inventory').execute(sql`
    insert into order_holds (order_id, status, expires_at) values ('ord_young', 'committed', now())`)
  await shelves.db('inventory').execute(sql`
    insert into reservations (order_id, sku, quantity) values ('ord_young', 'YOUNG', 20)`)
  await receive('YOUNG', 10)
  const { soldPerDay, daysLeft } = await desk().request(subject.forecastStock, { sku: 'YOUNG' })
  expect(soldPerDay).toBeCloseTo(5, 3)
  expect(daysLeft).toBeCloseTo(2, 3)
})

test('of what is not there nothing is shown', async () => {
  for (const contract of [listMovements, subject.listReservations, subject.forecastStock])
    await expect(desk().request(contract, { sku: 'GHOST' })).rejects.toSatisfy(notFound.matches)
})

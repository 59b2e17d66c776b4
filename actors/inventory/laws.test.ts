import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { mainLocationId } from '#db/inventory/schema.ts'
import { prune } from '#db/retention.ts'
import { earliestId, newId } from '#subjects/id.ts'
import { commitStock } from '#subjects/inventory.ts'
import { createLocation } from '#subjects/locations.ts'
import { receiveStock } from '#subjects/stock-keeping.ts'
import { brokenOf, isAlways } from '../law.ts'
import { brokenLaws } from '../test-laws.ts'
import { staff } from '../world.ts'
import { laws } from './laws.ts'
import { startShelves } from './test-shelves.ts'

test('the laws hold when old events are pruned, and still find one that is missing', async () => {
  await using shelves = await startShelves({ MUG: 5, CUP: 5 })
  const db = shelves.db('inventory')
  const grow = async (sku: string) => {
    await shelves.adjust(sku, 1)
    await shelves.settle()
  }
  await shelves.settle()
  await db.execute(sql`update outbox set created_at = created_at - interval '9 days'`)
  for (let times = 0; times < 3; times++) await grow('MUG')
  await prune(db)
  const left = await db.execute(sql`select aggregate_id, count(*)::int from outbox group by 1`)
  expect(left).toEqual([{ aggregate_id: 'MUG', count: 3 }])
  expect(await brokenLaws('inventory', db)).toEqual({})

  const second = sql`aggregate_version = (select min(aggregate_version) + 1 from outbox)`
  await db.execute(sql`update outbox set aggregate_id = 'lost' where ${second}`)
  expect(Object.keys(await brokenLaws('inventory', db))).toEqual([
    'S17 events about one thing follow each other without gaps',
  ])
  await db.execute(sql`update outbox set aggregate_id = 'MUG'`)
})

/** What is found broken by whoever looks at what is new since a time. */
async function brokenSince(db: Db, since: Date): Promise<readonly string[]> {
  const broken = await brokenOf((statement) => db.execute(sql.raw(statement)), laws.filter(isAlways), { since })
  return broken.map(({ id, what }) => `${id} ${what}`)
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)

test('what is wrong about a SKU is found where it moved at another location', async () => {
  await using shelves = await startShelves({ MUG: 0 })
  const db = shelves.db('inventory')
  const named = { idempotencyKey: newId('key') }
  const { id: locationId } = await shelves.as(staff).request(createLocation, { code: 'B', name: 'Berlin' }, named)
  await shelves.as(staff).request(receiveStock, { sku: 'MUG', locationId, quantity: 5 }, named)
  await shelves.settle()
  const main = sql`where location_id = ${mainLocationId}`
  await db.execute(
    sql`update stocks set updated_at = ${ago(60).toISOString()}, told = 4, version = version + 1 ${main}`,
  )
  expect(await brokenSince(db, ago(10))).toEqual([
    'S17 what was told last is what can be sold, or is about to be told',
    'S17 a stock counts what was told about its SKU',
  ])
  await db.execute(sql`update stocks set told = 5, version = version - 1 ${main}`)
})

test('what an order was sold and has not left the shelf is found, if it was long before that it was placed', async () => {
  await using shelves = await startShelves({ MUG: 5 })
  const db = shelves.db('inventory')
  const orderId = earliestId('ord', ago(60))
  await shelves.reserve(orderId, { MUG: 2 })
  await shelves.tools.request(commitStock, { orderId })
  await db.execute(sql`update reservations set quantity = 3`)
  expect(await brokenSince(db, ago(10))).toContain('S13 what an order has reserved and was sold has left the shelf')
  await db.execute(sql`update reservations set quantity = 2`)
})

test('what an order was sold once more is found, however long after the first time', async () => {
  await using shelves = await startShelves({ MUG: 5 })
  const db = shelves.db('inventory')
  const orderId = newId('ord')
  await shelves.reserve(orderId, { MUG: 2 })
  await shelves.tools.request(commitStock, { orderId })
  await shelves.settle()
  const again = sql`
    insert into stock_movements (sku, delta, reason, reference, actor, at)
    values ('MUG', -2, 'sale', ${orderId}, 'test', clock_timestamp() + interval '1 hour')`
  await db
    .transaction(async (tx) => {
      await tx.execute(again)
      await tx.execute(sql`update stocks set on_hand = on_hand - 2`)
      const look = (statement: string) => tx.execute(sql.raw(statement))
      const broken = await brokenOf(look, laws.filter(isAlways), { since: ago(-30) })
      expect(broken.map(({ what }) => what)).toEqual(['an order is sold what it reserved, once'])
      tx.rollback()
    })
    .catch((error: unknown) => expect(String(error)).toContain('Rollback'))
})

test('what one act wrote is looked at as one, whenever a look begins', async () => {
  await using shelves = await startShelves({ MUG: 0 })
  const db = shelves.db('inventory')
  const [from, to] = [ago(10), new Date(ago(10).getTime() + 4)]
  await db.execute(sql`insert into locations (id, code, name) values ('loc_b', 'B', 'Berlin')`)
  await db.execute(sql`insert into stocks (sku, location_id, on_hand, updated_at) values ('MUG', 'loc_b', 1, now())`)
  await db.execute(sql`
    insert into stock_movements (sku, location_id, delta, reason, reference, actor, at) values
      ('MUG', 'loc_b', 2, 'receipt', null, 'test', ${from.toISOString()}),
      ('MUG', 'loc_b', -1, 'transfer', 'trf_1', 'test', ${from.toISOString()}),
      ('MUG', ${mainLocationId}, 1, 'transfer', 'trf_1', 'test', ${to.toISOString()}),
      ('MUG', ${mainLocationId}, -1, 'count', 'tak_1', 'test', ${from.toISOString()})`)
  await db.execute(sql`
    insert into stocktakes (id, sku, location_id, status, expected, counted, variance, updated_at)
    values ('tak_1', 'MUG', ${mainLocationId}, 'counted', 1, 0, -1, ${to.toISOString()})`)
  await db.execute(sql`update stocks set untold = true`)
  await shelves.settle()
  expect(await brokenSince(db, new Date(from.getTime() + 2))).toEqual([])
})

test('a preorder that has just ended breaks no law', async () => {
  await using shelves = await startShelves({ MUG: 0 })
  const db = shelves.db('inventory')
  await shelves.settle()
  await db
    .transaction(async (tx) => {
      await tx.execute(sql`
      update stocks set policy = 'preorder', beyond = 5, told = 5, preorder_until = statement_timestamp() - interval '1 ms'`)
      await tx.execute(sql`update outbox set body = jsonb_set(body, '{available}', '5')`)
      const broken = await brokenOf((statement) => tx.execute(sql.raw(statement)), laws.filter(isAlways))
      expect(broken).toEqual([])
      tx.rollback()
    })
    .catch((error: unknown) => expect(String(error)).toContain('Rollback'))
})

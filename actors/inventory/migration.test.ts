import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { onDatabase } from '#db/databases.ts'
import { mainLocationId } from '#db/inventory/schema.ts'
import { brokenLaws } from '../test-laws.ts'
import { readStocks } from './stock.ts'

const folder = new URL('../../db/inventory/migrations/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const { entries: journal } = JSON.parse(read('meta/_journal.json')) as { entries: readonly { tag: string }[] }
const before = journal.findIndex(({ tag }) => tag.endsWith('_locations'))

/** A database as it was before goods lay at locations; `goOn` brings it up to date. */
async function oldDatabase() {
  const admin = postgres(inject('postgresUrl'), { max: 1, onnotice: () => undefined })
  const name = `test_${randomBytes(6).toString('hex')}_migrated`
  await admin`create database ${admin(name)}`
  const url = onDatabase(inject('postgresUrl'), name)
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  const run = async (tags: readonly { tag: string }[]) => {
    for (const { tag } of tags)
      for (const statement of read(`${tag}.sql`).split('--> statement-breakpoint')) await sql.unsafe(statement)
  }
  await run(journal.slice(0, before))
  return {
    url,
    sql,
    goOn: () => run(journal.slice(before)),
    [Symbol.asyncDispose]: async () => {
      await sql.end()
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

type Sql = postgres.Sql

/** What instances of before write when an order takes some of a SKU, and when it leaves with it. */
async function reserveAsBefore(sql: Sql, orderId: string, quantity: number) {
  await sql`insert into order_holds (order_id, status, expires_at) values (${orderId}, 'held', now() + interval '1 hour')`
  await sql`insert into reservations (order_id, sku, quantity) values (${orderId}, 'MUG', ${quantity})`
  await sql`update stocks set reserved = reserved + ${quantity}, version = version + 1, revision = revision + 1 where sku = 'MUG'`
  await tellAsBefore(sql)
}

async function commitAsBefore(sql: Sql, orderId: string, quantity: number) {
  await sql`update order_holds set status = 'committed' where order_id = ${orderId}`
  await sql`insert into stock_movements (sku, delta, reason, reference, actor) values ('MUG', ${-quantity}, 'sale', ${orderId}, 'orders')`
  await sql`update stocks set on_hand = on_hand - ${quantity}, reserved = reserved - ${quantity}, revision = revision + 1 where sku = 'MUG'`
}

async function tellAsBefore(sql: Sql) {
  await sql`insert into outbox (id, subject, stream, aggregate_id, aggregate_version, headers, body)
    select gen_random_uuid()::text, 'inventory.updated', 'inventory', sku, version, '{}',
      jsonb_build_object('sku', sku, 'available', on_hand - reserved) from stocks where sku = 'MUG'`
}

test('what lay on a shelf lies at the main location, is promised to whom it was, and no row was written for that', async () => {
  await using old = await oldDatabase()
  const { sql } = old
  await sql`insert into stocks (sku, on_hand) values ('MUG', 10)`
  await sql`insert into stock_movements (sku, delta, reason, actor) values ('MUG', 10, 'initial', 'seed')`
  await tellAsBefore(sql)
  await reserveAsBefore(sql, 'ord_held', 2)
  await reserveAsBefore(sql, 'ord_sold', 3)
  await commitAsBefore(sql, 'ord_sold', 3)
  const places =
    () => sql`select ctid::text, xmin::text from stocks union all select ctid::text, xmin::text from stock_movements
    union all select ctid::text, xmin::text from reservations order by 1, 2`
  const asTheyLay = await places()
  await old.goOn()
  expect(await places()).toEqual(asTheyLay)

  // An instance of before that has not been replaced yet goes on.
  await commitAsBefore(sql, 'ord_held', 2)
  await reserveAsBefore(sql, 'ord_late', 1)
  await sql`insert into stocks (sku) values ('MUG') on conflict do nothing`
  await sql`update stocks set told = on_hand - reserved`
  await using opened = connectDb(old.url, { max: 1 })
  expect(await brokenLaws('inventory', opened.db)).toEqual({})
  const counted = { onHand: 5, owed: 0, reserved: 1, available: 4 }
  expect(await readStocks(opened.db, ['MUG'])).toMatchObject([
    { sku: 'MUG', ...counted, shelves: [{ locationId: mainLocationId, ...counted, policy: { kind: 'deny' } }] },
  ])
})

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { onDatabase } from '#db/databases.ts'
import { newId } from '#subjects/id.ts'
import type { Context } from '../actor.ts'
import { verifyFold } from './oversight/verify-fold.ts'
import { OrderLine } from '#subjects/orders.ts'
import { shape } from '#subjects/subject.ts'
import { findOrder, toOrder } from './order.ts'

const folder = new URL('../../db/orders/migrations/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const { entries: journal } = JSON.parse(read('meta/_journal.json')) as { entries: readonly { tag: string }[] }

/** A database as the first migrations made it; `goOn` brings it up to date. */
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
  await run(journal.slice(0, 2))
  return {
    url,
    sql,
    goOn: () => run(journal.slice(2)),
    [Symbol.asyncDispose]: async () => {
      await sql.end()
      await admin`drop database ${admin(name)} with (force)`
      await admin.end()
    },
  }
}

type Old = {
  readonly status: string
  readonly clientSecret?: string
  readonly problem?: Readonly<Record<string, string>>
  /** What its events were, and what they said. */
  readonly events: readonly { readonly type: string; readonly status: string; readonly data?: object }[]
}

const placed = { type: 'order.created', status: 'pending' }
const declined = { code: 'payment-declined', title: 'The payment was declined' }

/** What the first versions wrote: one order in each state there was. */
const olds: readonly Old[] = [
  { status: 'pending', events: [placed] },
  { status: 'confirmed', events: [placed, { type: 'order.confirmed', status: 'confirmed' }] },
  {
    status: 'awaiting_payment',
    clientSecret: 'pi_1_secret_1',
    events: [placed, { type: 'order.awaiting_payment', status: 'awaiting_payment' }],
  },
  {
    status: 'payment_failed',
    clientSecret: 'pi_2_secret_2',
    problem: declined,
    events: [
      placed,
      { type: 'order.awaiting_payment', status: 'awaiting_payment' },
      { type: 'order.failed', status: 'payment_failed', data: { reason: declined.code } },
    ],
  },
]

async function writeOld(sql: postgres.Sql, { status, clientSecret, problem, events }: Old): Promise<string> {
  const id = newId('ord')
  const [at, dear] = [(seq: number) => new Date(Date.UTC(2026, 0, seq)), 10_000_000_000]
  await sql`insert into orders (id, customer_id, cart_id, status, currency, total, payment_method, shipping_address,
      client_secret, problem, version, created_at, updated_at)
    values (${id}, ${newId('usr')}, ${newId('crt')}, ${status}, 'EUR', ${dear + 2_980}, 'pm_card_visa', '{"city":"London"}',
      ${clientSecret ?? null}, ${problem ? sql.json(problem) : null}, ${events.length}, ${at(1)}, ${at(events.length)})`
  await sql`insert into order_items (order_id, position, sku, product_id, name, title, quantity, unit_price) values
    (${id}, 0, 'MUG', ${newId('prd')}, 'Mug', 'Navy', 2, 1490), (${id}, 1, 'CROWN', ${newId('prd')}, 'Crown', 'Gold', 1, ${dear})`
  for (const [index, event] of events.entries())
    await sql`insert into order_events (order_id, seq, type, status, data, at)
      values (${id}, ${index + 1}, ${event.type}, ${event.status}, ${sql.json({ ...event.data })}, ${at(index + 1)})`
  return id
}

test('orders of before histories made them are what the histories that the migration writes make of them', async () => {
  await using old = await oldDatabase()
  const ids: string[] = []
  for (const one of olds) ids.push(await writeOld(old.sql, one))
  await old.goOn()
  await using opened = connectDb(old.url, { max: 1 })
  const { db } = opened
  expect(await verifyFold({}, { db } as Context)).toEqual({ checked: olds.length, differences: [], next: null })
  const found = await findOrder(db, ids[3] ?? '')
  expect(found && toOrder(found.row, found.lines)).toMatchObject({
    status: 'payment_failed',
    problem: declined,
    subtotal: { amount: 10_000_002_980 },
    total: { amount: 10_000_002_980 },
    lines: [
      { sku: 'MUG', total: { amount: 2_980 } },
      { sku: 'CROWN', unitPrice: { amount: 10_000_000_000 } },
    ],
  })
})

test('a checkout that is underway while the migration runs tells lines as orders have them afterwards', async () => {
  await using old = await oldDatabase()
  const money = (amount: number) => ({ amount, currency: 'EUR' })
  const goods = { productId: newId('prd'), name: 'Mug', title: 'Navy', quantity: 2, unitPrice: money(1_490) }
  const lines = ['MUG', 'CUP'].map((sku) => ({ sku, ...goods, total: money(2_980) }))
  const id = newId('ord')
  await old.sql`insert into sagas (id, name, state, step, data, envelope)
    values (${id}, 'checkout', 'waiting', 'authorize payment', ${old.sql.json({ orderId: id, lines })}, '{}')`
  await old.goOn()
  const [saga] = await old.sql<{ data: { orderId: string; lines: unknown[] } }[]>`select data from sagas`
  expect(saga?.data).toMatchObject({ orderId: id, lines })
  for (const line of saga?.data.lines ?? []) expect(shape(OrderLine).errors(line)).toEqual([])
})

import { sql } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import { searchOrders } from '#subjects/oversight.ts'
import { newId } from '#subjects/id.ts'
import type { InputOf } from '#subjects/subject.ts'
import { registerUser } from '#subjects/users.ts'
import { staff, startWorld } from '../../world.ts'
import { users } from '../../users/actor.ts'
import { orders } from '../actor.ts'
import { selectOrders } from '../order-page.ts'
import { fitting } from './search-orders.ts'

const customerId = 'usr_00000000000000000000000042'
const searches: readonly InputOf<typeof searchOrders>[] = [
  {},
  { number: 'TW-150000' },
  { email: 'guest-7@example.com' },
  { sku: 'SKU-77' },
  { sku: 'COMMON' },
  { sku: 'SKU-77', status: 'confirmed' },
  { status: 'cancelled' },
  { customerId },
  { customerId, status: 'confirmed' },
  { 'createdAt[gte]': '2026-01-02T00:00:00Z', 'createdAt[lte]': '2026-01-02T01:00:00Z' },
]

/** 100,000 orders of 1,000 customers, a second apart; every thousandth was cancelled, every hundredth a guest's. */
const fill = sql`
  insert into orders (id, customer_id, email, cart_id, status, currency, subtotal, total, shipping_address, version, created_at, updated_at)
  select 'ord_' || lpad(n::text, 26, '0'), 'usr_' || lpad((n % 1000)::text, 26, '0'),
    case when n % 100 = 7 then 'guest-' || n % 1000 || '@example.com' end, 'crt_' || n,
    case when n % 1000 = 0 then 'cancelled' else 'confirmed' end, 'EUR', 1, 1, '{}', 1,
    timestamptz '2026-01-01' + make_interval(secs => n), timestamptz '2026-01-01'
  from generate_series(1, 100000) n`
const fillItems = sql`
  insert into order_items (order_id, position, sku, product_id, name, title, quantity, unit_price, total)
  select 'ord_' || lpad(n::text, 26, '0'), position, case position when 0 then 'COMMON' else 'SKU-' || n % 1000 end,
    'prd', 'Mug', 'Navy', 1, 1, 1
  from generate_series(1, 100000) n, generate_series(0, 1) position`

test('no search looks through all orders', { timeout: 60_000 }, async () => {
  await using copies = await cloneDatabases(inject('postgresUrl'), ['orders'])
  const owner = new URL(copies.urls.orders)
  const admin = new URL(inject('postgresUrl'))
  ;[owner.username, owner.password] = [admin.username, admin.password]
  await using opened = connectDb(owner.href, { max: 1 })
  const { db } = opened
  await db.execute(sql`set statement_timeout = 0`)
  for (const statement of [fill, fillItems, sql`analyze orders`, sql`analyze order_items`]) await db.execute(statement)
  for (const search of searches) {
    const writer = { email: search.email, userId: search.email ? customerId : null }
    const query = selectOrders(db, fitting(db, search, writer), 21)
    const plan = await db.execute<{ 'QUERY PLAN': string }>(sql`explain ${query.getSQL()}`)
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(text, JSON.stringify(search)).not.toContain('Seq Scan')
    expect(text, JSON.stringify(search)).toContain('Index')
  }
})

test('an address finds the orders of its account, and those of the guest who gave it', async () => {
  const env = { SECRET_KEY: 'a secret of at least 32 characters', REDIS_URL: inject('redisUrl') }
  await using world = await startWorld([orders, users], { env })
  const person = { email: 'Grace.Hopper@example.com', name: 'Grace Hopper', password: 'a nanosecond of wire' }
  const nobody = world.as({ id: 'anonymous', role: 'anonymous', via: 'edge' })
  const { id: userId } = await nobody.request(registerUser, person)
  const order = {
    status: 'confirmed' as const,
    currency: 'EUR',
    subtotal: 1,
    total: 1,
    shippingAddress: {},
    version: 1,
    createdAt: new Date(),
    updatedAt: new Date(),
  }
  const whose = [
    { customerId: userId },
    { customerId: newId('gst'), email: 'grace.hopper@example.com' },
    { customerId: newId('usr') },
  ]
  const rows = whose.map((who) => ({ id: newId('ord'), cartId: newId('crt'), ...order, ...who }))
  await world.db('orders').insert(orderRows).values(rows)
  const search = (email: string) => world.as(staff).request(searchOrders, { email })
  expect((await search('GRACE.hopper@example.com')).items.map(({ id }) => id)).toEqual([rows[1]?.id, rows[0]?.id])
  expect((await search('alan.turing@example.com')).items).toEqual([])
})

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { cartItems, carts } from '#db/orders/schema.ts'
import { cartAbandoned } from '#subjects/carts.ts'
import { systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { transaction } from '#db/client.ts'
import { startWorld, type World } from '../../world.ts'
import { orders } from '../actor.ts'
import { expireCarts, noteAbandoned } from './forgotten-carts.ts'

const start = Date.parse('2026-11-02T09:00:00Z')
const hourMs = 3_600_000
const patience = { reminderHours: 24, guestDays: 30, customerDays: 180 }

/** One whose actor does not run: it would find what is forgotten by a clock of its own. */
const quietWorld = () => startWorld([], { idle: [orders] })

/** What a timer has at hand, so many hours after the carts were last touched. */
function later(world: World, hours: number) {
  const db = world.db('orders')
  const envelope = { caller: systemCaller('orders'), correlationId: 'test' } as const
  const now = () => new Date(start + hours * hourMs)
  return {
    db,
    now,
    patience,
    stopping: new AbortController().signal,
    transaction: <T>(work: Parameters<typeof transaction<T>>[1]) =>
      withinEnvelope(envelope, () => transaction(db, work)),
  }
}

async function cartOf(world: World, customerId: string, quantity = 2) {
  const [id, at] = [newId('crt'), new Date(start)]
  await world.db('orders').insert(carts).values({ id, customerId, createdAt: at, updatedAt: at })
  if (quantity > 0) await world.db('orders').insert(cartItems).values({ cartId: id, sku: 'MUG', quantity, addedAt: at })
  return id
}

test('a cart that its customer left alone is told of once, and those of guests, empty ones and fresh ones are not', async () => {
  await using world = await quietWorld()
  const customerId = newId('usr')
  const cartId = await cartOf(world, customerId, 3)
  await cartOf(world, newId('usr'), 0)
  await cartOf(world, newId('gst'))
  const told = async () => {
    const rows = await world.db('orders').select().from(outbox).where(eq(outbox.subject, cartAbandoned.name))
    return rows.map(({ body }) => body)
  }
  await noteAbandoned(later(world, 23.9))
  expect(await told()).toEqual([])
  await Promise.all([noteAbandoned(later(world, 24.1)), noteAbandoned(later(world, 24.1))])
  await noteAbandoned(later(world, 500))
  expect(await told()).toEqual([{ cartId, customerId, pieces: 3 }])
})

test('more carts than are taken at once are told of all the same', async () => {
  await using world = await quietWorld()
  for (let n = 0; n < 201; n += 1) await cartOf(world, newId('usr'))
  await noteAbandoned(later(world, 25))
  expect(await world.db('orders').$count(outbox, eq(outbox.subject, cartAbandoned.name))).toBe(201)
})

test('whoever looks for forgotten carts reads none of those that were told of, and none of guests', async () => {
  await using world = await quietWorld()
  const at = sql`${new Date(start).toISOString()}::timestamptz`
  await world.db('orders').execute(sql`
    insert into carts (id, customer_id, created_at, updated_at, reminded_at)
    select 'crt_' || n, case n % 2 when 0 then 'usr_' else 'gst_' end || n, ${at}, ${at}, case n % 2 when 0 then ${at} end
    from generate_series(1, 4000) n`)
  const cartId = await cartOf(world, newId('usr'))
  const context = later(world, 25)
  let read = Infinity
  const transaction: typeof context.transaction = (work) =>
    context.transaction(async (tx) => {
      const done = await work(tx)
      const [counted] = await tx.execute<{ read: number }>(sql`
        select (seq_tup_read + idx_tup_fetch)::int as read from pg_stat_xact_user_tables where relname = 'carts'`)
      read = counted?.read ?? read
      return done
    })
  await noteAbandoned({ ...context, transaction })
  const [told] = await world.db('orders').select().from(outbox).where(eq(outbox.subject, cartAbandoned.name))
  expect(told?.body).toMatchObject({ cartId })
  expect(read).toBeLessThan(100)
})

test("a guest's cart goes after a month, a customer's after half a year, with what is in it", async () => {
  await using world = await quietWorld()
  const [guests, customers] = [await cartOf(world, newId('gst')), await cartOf(world, newId('usr'))]
  const ids = async () => (await world.db('orders').select().from(carts)).map(({ id }) => id).sort()
  await expireCarts(later(world, 30 * 24 - 1))
  expect(await ids()).toEqual([customers, guests].sort())
  await expireCarts(later(world, 30 * 24 + 1))
  expect(await ids()).toEqual([customers])
  await expireCarts(later(world, 180 * 24 + 1))
  expect(await world.db('orders').$count(cartItems)).toBe(0)
  expect(await ids()).toEqual([])
})

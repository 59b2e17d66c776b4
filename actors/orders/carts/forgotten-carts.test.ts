import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { cartItems, carts } from '#db/orders/schema.ts'
import { cartAbandoned } from '#subjects/carts.ts'
import { withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { transaction } from '#db/client.ts'
import { startWorld, type World } from '../../world.ts'
import { orders } from '../actor.ts'
import { expireCarts, noteAbandoned } from './forgotten-carts.ts'

const start = Date.parse('2026-11-02T09:00:00Z')
const hourMs = 3_600_000
const patience = { reminderHours: 24, guestDays: 30, customerDays: 180 }

/** What a timer has at hand, so many hours after the carts were last touched. */
function later(world: World, hours: number) {
  const db = world.db('orders')
  const envelope = { caller: { id: 'orders', role: 'system', via: 'orders' }, correlationId: 'test' } as const
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
  await using world = await startWorld([], { idle: [orders] })
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
  await using world = await startWorld([], { idle: [orders] })
  for (let n = 0; n < 201; n += 1) await cartOf(world, newId('usr'))
  await noteAbandoned(later(world, 25))
  expect(await world.db('orders').$count(outbox, eq(outbox.subject, cartAbandoned.name))).toBe(201)
})

test("a guest's cart goes after a month, a customer's after half a year, with what is in it", async () => {
  await using world = await startWorld([], { idle: [orders] })
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

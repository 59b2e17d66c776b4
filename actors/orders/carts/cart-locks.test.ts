import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connectDb, type Db, type Tx } from '#db/client.ts'
import { carts } from '#db/orders/schema.ts'
import { startWorld } from '../../world.ts'
import { orders } from '../actor.ts'
import { closeCarts } from './cart.ts'
import { putLines } from './put-lines.ts'

const at = new Date('2026-11-02T09:00:00Z')
const [first, second] = [
  { id: 'crt_2', customerId: 'usr_a' },
  { id: 'crt_1', customerId: 'usr_b' },
]

/** Waits until so many transactions wait for a lock. */
const waiting = (db: Db, count: number) =>
  expect
    .poll(async () => {
      const [found] = await db.execute<{ count: number }>(sql`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`)
      return found?.count
    })
    .toBe(count)

const closing = (tx: Tx) => closeCarts(tx, [first.id, second.id], at)

test('carts that are filled and ordered at the same time are locked in one order by both', async () => {
  await using world = await startWorld([], { idle: [orders] })
  await using pool = connectDb(world.databaseUrl('orders'), { max: 4 })
  const { db } = pool
  await db.insert(carts).values([first, second].map((cart) => ({ ...cart, createdAt: at, updatedAt: at })))

  const held = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const holding = db.transaction(async (tx) => {
    await tx.select().from(carts).where(eq(carts.id, first.id)).for('update')
    held.resolve()
    await letGo.promise
  })
  await held.promise
  const puts = [first, second].map(({ customerId }) => ({ customerId, sku: 'MUG', quantity: 1, price: 1, at }))
  const putting = putLines(db, puts)
  await waiting(world.db('orders'), 1)
  const closed = db.transaction(closing)
  await waiting(world.db('orders'), 2)
  letGo.resolve()
  await holding
  expect(await putting).toMatchObject([{ cartId: first.id }, { cartId: second.id }])
  expect((await closed).size).toBe(2)
})

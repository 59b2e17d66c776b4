import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { cartItems, carts } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as subject from '#subjects/orders.ts'
import { openShop, type Shop } from '../shop.ts'
import { mostLines } from './cart.ts'

const put = ({ world }: Shop, who: Caller, sku: string, quantity: number) =>
  world.as(who).request(subject.putCartLine, { sku, quantity })

const linesOf = async ({ world }: Shop, who: Caller) =>
  (await world.as(who).request(subject.readCart, {})).lines.map(({ sku, quantity }) => [sku, quantity])

test('a cart never holds more lines than can be ordered, however many are put into it at once', async () => {
  await using shop = await openShop()
  const { world } = shop
  const ada = await shop.customerWith({ MUG: 1 })
  const [cart] = await world.db('orders').select().from(carts).where(eq(carts.customerId, ada.id))
  const cartId = cart?.id ?? ''
  const fillers = Array.from({ length: mostLines - 2 }, (_, index) => ({
    cartId,
    sku: `GONE-${index}`,
    quantity: 1,
    addedAt: new Date(),
  }))
  await world.db('orders').insert(cartItems).values(fillers)

  const puts = await world.db('orders').transaction(async (tx) => {
    await tx.select().from(carts).where(eq(carts.id, cartId)).for('update')
    const both = [put(shop, ada, 'TENT', 1), put(shop, ada, 'SEXTANT', 1)]
    await blocked(shop, both.length)
    return both
  })
  const outcomes = await Promise.allSettled(puts)
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  expect(refused).toHaveLength(1)
  expect(subject.cartFull.matches(refused[0])).toBe(true)
  expect(await world.db('orders').$count(cartItems)).toBe(mostLines)
  expect(await linesOf(shop, ada)).toHaveLength(2)
})

/** Waits until so many statements wait for a lock in the database of orders. */
const blocked = ({ world }: Shop, count: number) =>
  expect
    .poll(async () => {
      const [row] = await world.db('orders').execute<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      )
      return row?.waiting
    })
    .toBe(count)

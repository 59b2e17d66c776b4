import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { cartItems, carts } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as subject from '#subjects/carts.ts'
import { goods, openShop, type Shop } from '../../shop.ts'
import { mostLines } from './cart.ts'
import { putLines } from './put-lines.ts'

const put = ({ world }: Shop, who: Caller, sku: string, quantity: number) =>
  world.as(who).request(subject.putCartLine, { sku, quantity })

const linesOf = async ({ world }: Shop, who: Caller) =>
  (await world.as(who).request(subject.readCart, {})).lines.map(({ sku, quantity }) => [sku, quantity])

test('a cart never holds more lines than can be ordered, however many are put into it at once', async () => {
  await using shop = await openShop()
  const { world } = shop
  // As another instance would, with which nothing is shared.
  await using another = connectDb(world.databaseUrl('orders'))
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
    const elsewhere = putLines(another.db, [
      { customerId: ada.id, sku: 'TENT', quantity: 1, price: null, at: new Date() },
    ])
    const both = [
      put(shop, ada, 'SEXTANT', 1),
      elsewhere.then(([one]) => (one instanceof Error ? Promise.reject(one) : one)),
    ]
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

test('what is put into the cart while it is being ordered stays in it, and can be ordered next', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 2, SEXTANT: 1 })
  await shop.world.as(ada).request(subject.removeCartLine, { sku: 'SEXTANT' })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  await put(shop, ada, 'TENT', 1)
  await put(shop, ada, 'MUG', 5)
  await shop.authenticate(waiting, 'succeed')
  await shop.rest()
  expect(await linesOf(shop, ada)).toEqual([
    ['MUG', 3],
    ['TENT', 1],
  ])

  const next = await shop.place(ada)
  expect(next.total.amount).toBe(3 * goods.MUG.price + goods.TENT.price)
  await shop.rest()
  expect(await linesOf(shop, ada)).toEqual([])
  expect(await shop.offenders()).toEqual([])
})

test('what is taken out of the cart while it is being ordered does not come back', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 2, TENT: 1 })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  await put(shop, ada, 'MUG', 1)
  await shop.world.as(ada).request(subject.removeCartLine, { sku: 'TENT' })
  await shop.authenticate(waiting, 'succeed')
  await shop.rest()
  expect(await linesOf(shop, ada)).toEqual([])
})

test('a line that is put in at the very moment the cart becomes an order opens the next cart', async () => {
  await using shop = await openShop()
  const { world } = shop
  const ada = await shop.customerWith({ MUG: 1 })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  const both = await world.db('orders').transaction(async (tx) => {
    await tx.select().from(carts).where(eq(carts.customerId, ada.id)).for('update')
    await shop.authenticate(waiting, 'succeed')
    await blocked(shop, 1)
    const putting = put(shop, ada, 'TENT', 1)
    await blocked(shop, 2)
    return { putting }
  })
  const answered = await both.putting
  expect(answered.lines.map(({ sku }) => sku)).toEqual(['TENT'])
  await shop.rest()
  expect(await world.as(ada).request(subject.readCart, {})).toEqual(answered)
})

test('a line that is taken out at the very moment the cart becomes an order stays out', async () => {
  await using shop = await openShop()
  const { world } = shop
  const ada = await shop.customerWith({ MUG: 1 })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  await put(shop, ada, 'TENT', 1)
  const both = await world.db('orders').transaction(async (tx) => {
    await tx.select().from(carts).where(eq(carts.customerId, ada.id)).for('update')
    await shop.authenticate(waiting, 'succeed')
    await blocked(shop, 1)
    const removal = world.as(ada).request(subject.removeCartLine, { sku: 'TENT' })
    await blocked(shop, 2)
    return { removal }
  })
  await both.removal
  await shop.rest()
  expect(await linesOf(shop, ada)).toEqual([])
})

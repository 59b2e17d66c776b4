import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cartItems, carts, orders as orderRows } from '#db/orders/schema.ts'
import { mergeCart, putCartLine, readCart } from '#subjects/carts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { openShop, type Shop } from '../../shop.ts'
import { customer, guest } from '../../world.ts'
import { mostLines } from './cart.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

const as = (who: Caller) => shop.world.as(who)
const linesOf = async (who: Caller) =>
  (await as(who).request(readCart, {})).lines.map(({ sku, quantity }) => [sku, quantity])
const merge = (who: Caller, { id: guestId }: Caller) => as(who).request(mergeCart, { guestId })
const put = (who: Caller, sku: string, quantity: number) => as(who).request(putCartLine, { sku, quantity })
const cartsOf = ({ id }: Caller) => shop.world.db('orders').select().from(carts).where(eq(carts.customerId, id))

async function guestWith(lines: Readonly<Record<string, number>>) {
  const who = guest()
  for (const [sku, quantity] of Object.entries(lines)) await put(who, sku, quantity)
  return who
}

test('of each SKU the larger of both quantities is in the cart, and the guest has none any more', async () => {
  const ada = await shop.customerWith({ MUG: 2, TENT: 5 })
  const stranger = await guestWith({ MUG: 7, TENT: 1, SEXTANT: 1 })
  await merge(ada, stranger)
  expect(await linesOf(ada)).toEqual([
    ['MUG', 7],
    ['TENT', 5],
    ['SEXTANT', 1],
  ])
  expect(await linesOf(stranger)).toEqual([])
  expect(await cartsOf(stranger)).toMatchObject([{ status: 'merged' }])
})

test('merging once more, or many times at once, is the same as merging once', async () => {
  const ada = customer(newId('usr'))
  const stranger = await guestWith({ MUG: 3 })
  await Promise.all(Array.from({ length: 6 }, () => merge(ada, stranger)))
  await merge(ada, stranger)
  expect(await linesOf(ada)).toEqual([['MUG', 3]])
  expect(await cartsOf(ada)).toHaveLength(1)
  await put(ada, 'MUG', 1)
  await merge(ada, stranger)
  expect(await linesOf(ada)).toEqual([['MUG', 1]])
})

test('what a guest puts into the cart after that is merged the next time', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const stranger = await guestWith({ MUG: 2 })
  await merge(ada, stranger)
  await put(stranger, 'TENT', 1)
  await merge(ada, stranger)
  expect(await linesOf(ada)).toEqual([
    ['MUG', 2],
    ['TENT', 1],
  ])
})

test('two people who show one token share nothing: the first gets what is in the cart, the other nothing', async () => {
  const stranger = await guestWith({ MUG: 2 })
  const both = [customer(newId('usr')), customer(newId('usr'))]
  await Promise.all(both.map((one) => merge(one, stranger)))
  const found = await Promise.all(both.map(linesOf))
  expect(found.flat()).toEqual([['MUG', 2]])
})

test('merging both ways while both are changed ends, and loses no line', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const stranger = await guestWith({ TENT: 1 })
  for (let round = 0; round < 4; round += 1)
    await Promise.all([merge(ada, stranger), put(stranger, 'MUG', 4), put(ada, 'SEXTANT', 2), merge(ada, stranger)])
  await merge(ada, stranger)
  expect(new Map((await linesOf(ada)) as [string, number][])).toEqual(
    new Map([
      ['MUG', 4],
      ['SEXTANT', 2],
      ['TENT', 1],
    ]),
  )
})

test('a merged cart has no more lines than a cart can have, and keeps those it had', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const [mine] = await cartsOf(ada)
  const filler = Array.from({ length: mostLines - 2 }, (_, n) => ({
    cartId: mine?.id ?? '',
    sku: `GONE-${n}`,
    quantity: 1,
    addedAt: new Date(),
  }))
  await shop.world.db('orders').insert(cartItems).values(filler)
  await merge(ada, await guestWith({ TENT: 1, SEXTANT: 1, MUG: 9 }))
  expect(await linesOf(ada)).toEqual([
    ['MUG', 9],
    ['TENT', 1],
  ])
  expect(await shop.world.db('orders').$count(cartItems, eq(cartItems.cartId, mine?.id ?? ''))).toBe(mostLines)
})

test('a coupon comes along if the cart has none', async () => {
  const db = shop.world.db('orders')
  for (const [mine, expected] of [
    [null, 'GUESTS'],
    ['MINE', 'MINE'],
  ] as const) {
    const [ada, stranger] = [await shop.customerWith({ MUG: 1 }), await guestWith({ MUG: 1 })]
    await db.update(carts).set({ couponCode: mine }).where(eq(carts.customerId, ada.id))
    await db.update(carts).set({ couponCode: 'GUESTS' }).where(eq(carts.customerId, stranger.id))
    await merge(ada, stranger)
    expect(await cartsOf(ada)).toMatchObject([{ couponCode: expected }])
  }
})

test('what a guest is ordering stays with the order, and only what is left of it is merged', async () => {
  const ada = customer(newId('usr'))
  const stranger = await guestWith({ MUG: 2 })
  const waiting = await shop.place(stranger, {
    paymentMethod: 'pm_card_authenticationRequired',
    email: 'guest@example.com',
  })
  await put(stranger, 'TENT', 1)
  await merge(ada, stranger)
  expect(await linesOf(ada)).toEqual([])
  await shop.authenticate(waiting, 'succeed')
  await shop.rest()
  await merge(ada, stranger)
  expect(await linesOf(ada)).toEqual([['TENT', 1]])
  const [order] = await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.id, waiting.id))
  expect(order).toMatchObject({ customerId: stranger.id, email: 'guest@example.com', status: 'confirmed' })
})

import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cartItems, carts, coupons, promotions, store } from '#db/orders/schema.ts'
import { variants } from '#db/products/schema.ts'
import * as subject from '#subjects/carts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { Problem } from '#subjects/problem.ts'
import { goods, openShop, type Shop } from '../../shop.ts'
import { customer } from '../../world.ts'
import { mostLines } from './cart.ts'
import { type PutInto, putLines } from './put-lines.ts'
import { promotionOf } from '../pricing/test-basket.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())
beforeEach(async () => {
  const db = shop.world.db('products')
  await db.update(variants).set({ archivedAt: null })
  for (const [sku, { price, stock }] of Object.entries(goods))
    await db.update(variants).set({ price, available: stock }).where(eq(variants.sku, sku))
})

const as = (who: Caller) => shop.world.as(who)
const read = (who: Caller) => as(who).request(subject.readCart, {})
const put = (who: Caller, sku: string, quantity: number) => as(who).request(subject.putCartLine, { sku, quantity })
const change = (sku: string, set: Partial<typeof variants.$inferInsert>) =>
  shop.world.db('products').update(variants).set(set).where(eq(variants.sku, sku))
const eur = (amount: number) => ({ amount, currency: 'EUR' })
const bodyOf = (answer: Promise<unknown>) =>
  answer.catch((error: unknown) => (error instanceof Problem ? error.body : error))

test('a price that changed is told once, and charged as it is now', async () => {
  const ada = await shop.customerWith({ MUG: 2 })
  expect((await read(ada)).notices).toEqual([])
  await change('MUG', { price: 1_790 })
  const seen = await read(ada)
  expect(seen.notices).toEqual([{ type: 'price-changed', sku: 'MUG', from: eur(1_490), to: eur(1_790) }])
  expect(seen.total).toEqual(eur(3_580))
  expect((await read(ada)).notices).toEqual([])
})

test('a price that changed is told by the answer to a change of the cart as well, and then no more', async () => {
  const ada = await shop.customerWith({ MUG: 1, TENT: 1 })
  await change('MUG', { price: 1_000 })
  await change('TENT', { price: 2_000 })
  expect((await put(ada, 'MUG', 2)).notices.map(({ type }) => type)).toEqual(['price-changed', 'price-changed'])
  expect((await read(ada)).notices).toEqual([])
})

test('looking at a cart of which nothing has changed writes nothing', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const rows = () =>
    shop.world.db('orders').execute(sql`
      select item.xmin, cart.xmin from cart_items item join carts cart on cart.id = cart_id where customer_id = ${ada.id}`)
  const before = await rows()
  await Promise.all([read(ada), read(ada)])
  expect(await rows()).toEqual(before)
})

test('what there is too little of, or nothing any more, is told as long as it is so', async () => {
  const ada = await shop.customerWith({ MUG: 3, TENT: 2 })
  await change('MUG', { available: 2 })
  await change('TENT', { available: 0 })
  for (const { notices, unavailable } of [await read(ada), await read(ada)]) {
    expect([notices, unavailable]).toEqual([
      [
        { type: 'low-availability', sku: 'MUG', available: 2 },
        { type: 'unavailable', sku: 'TENT' },
      ],
      [],
    ])
  }
})

test('what went off sale is not in the total, and does not hinder the rest', async () => {
  const ada = await shop.customerWith({ MUG: 1, TENT: 1 })
  await change('TENT', { archivedAt: new Date() })
  const seen = await read(ada)
  expect(seen).toMatchObject({
    total: eur(1_490),
    unavailable: ['TENT'],
    notices: [{ type: 'unavailable', sku: 'TENT' }],
  })
  expect((await put(ada, 'MUG', 2)).total).toEqual(eur(2_980))
  expect(await bodyOf(put(ada, 'TENT', 2))).toMatchObject({ status: 409, code: 'product-unavailable', skus: ['TENT'] })
})

test('lines that arrive together are each in the cart they were put into, as if they had come one by one', async () => {
  const people = Array.from({ length: 40 }, () => customer(newId('usr')))
  const skus = ['MUG', 'TENT', 'SEXTANT']
  const puts = people.flatMap(({ id: customerId }, n) =>
    skus.map((sku) => ({ customerId, sku, quantity: n + 1, price: 100, at: new Date() })),
  )
  const outcomes = await putLines(shop.world.db('orders'), puts)
  expect(outcomes.map((one) => one instanceof Error || one.version)).toEqual(people.flatMap(() => [1, 2, 3]))
  for (const [n, who] of [...people.entries()].slice(0, 5)) {
    const { lines, version, id } = await read(who)
    expect(lines.map(({ sku, quantity }) => `${sku} ${quantity}`).sort()).toEqual(
      skus.map((sku) => `${sku} ${n + 1}`).sort(),
    )
    expect([id, version]).toEqual([(outcomes[n * 3] as PutInto).cartId, 3])
  }
})

test('a cart that is full refuses its line, and no line of anybody else that arrives with it', async () => {
  const [full, free] = [await shop.customerWith({ MUG: 1 }), customer(newId('usr'))]
  const cartId = (await read(full)).id ?? ''
  const filler = Array.from({ length: mostLines - 1 }, (_, n) => ({
    cartId,
    sku: `F-${n}`,
    quantity: 1,
    addedAt: new Date(),
  }))
  await shop.world.db('orders').insert(cartItems).values(filler)
  const [refused, taken] = await putLines(
    shop.world.db('orders'),
    [full, free].map(({ id: customerId }) => ({ customerId, sku: 'TENT', quantity: 1, price: 1, at: new Date() })),
  )
  expect([subject.cartFull.matches(refused), taken]).toEqual([true, expect.objectContaining({ version: 1 })])
  expect(await bodyOf(put(full, 'TENT', 1))).toMatchObject({ status: 422, code: 'cart-full' })
})

test('of one SKU that is set many times at once one number stays, and every answer is a state the cart was in', async () => {
  const ada = customer(newId('usr'))
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => put(ada, 'MUG', n + 1)))
  const { lines, version } = await read(ada)
  expect(version).toBe(6)
  expect(answers.filter((answer) => answer.version === version).map((answer) => answer.lines)).toContainEqual(lines)
  expect(await shop.world.db('orders').$count(carts, eq(carts.customerId, ada.id))).toBe(1)
})

test('a cart says that sending is still to be added, and an empty one that nothing is', async () => {
  expect((await read(await shop.customerWith({ MUG: 1 }))).toBeAdded).toEqual(['shipping'])
  expect((await read(customer(newId('usr')))).toBeAdded).toEqual([])
})

async function issue(code: string, minimum = 0) {
  const db = shop.world.db('orders')
  const now = { createdAt: new Date(), updatedAt: new Date() }
  const conditions = minimum > 0 ? { minimum: eur(minimum) } : {}
  const { startsAt: _from, endsAt: _to, ...row } = promotionOf({ couponOnly: true, conditions, id: newId('prm') })
  await db.insert(promotions).values({ ...row, ...now })
  await db.insert(coupons).values({ code, promotionId: row.id, ...now })
  await db.update(store).set({ rulesVersion: sql`${store.rulesVersion} + 1` })
}

const putCoupon = (who: Caller, code: string) => as(who).request(subject.putCartCoupon, { code })

test('a coupon takes its part off the cart, however it is typed, until it is taken off', async () => {
  await issue('TENOFF')
  const ada = await shop.customerWith({ MUG: 1 })
  expect(await putCoupon(ada, 'tenoff')).toMatchObject({
    couponCode: 'TENOFF',
    discount: eur(149),
    total: eur(1_341),
    discounts: [{ code: 'TENOFF', amount: eur(149) }],
  })
  expect((await shop.place(ada)).total).toEqual(eur(1_341))
  const next = await shop.customerWith({ MUG: 1 })
  await putCoupon(next, 'TENOFF')
  await as(next).request(subject.removeCartCoupon, {})
  await as(next).request(subject.removeCartCoupon, {})
  const seen = await read(next)
  expect([seen.couponCode, seen.total]).toEqual([undefined, eur(1_490)])
})

test('a coupon that is good for nothing is refused, and the cart keeps the one it has', async () => {
  await issue('GOOD')
  await issue('DEAR', 500_000)
  const ada = await shop.customerWith({ MUG: 1 })
  await putCoupon(ada, 'GOOD')
  expect(await bodyOf(putCoupon(ada, 'NONE-SUCH'))).toMatchObject({ code: 'coupon-unknown' })
  expect(await bodyOf(putCoupon(ada, 'DEAR'))).toMatchObject({ code: 'coupon-not-applicable' })
  expect((await read(ada)).couponCode).toBe('GOOD')
  expect(await bodyOf(putCoupon(customer(newId('usr')), 'GOOD'))).toMatchObject({ status: 422, code: 'cart-empty' })
})

test('a coupon that the cart no longer deserves stays with it, and is told', async () => {
  await issue('FROM100', 10_000)
  const ada = await shop.customerWith({ TENT: 1, MUG: 1 })
  await putCoupon(ada, 'FROM100')
  await as(ada).request(subject.removeCartLine, { sku: 'TENT' })
  expect(await read(ada)).toMatchObject({
    couponCode: 'FROM100',
    discounts: [],
    notices: [{ type: 'coupon-refused', code: 'FROM100', problem: 'coupon-not-applicable' }],
  })
  expect((await put(ada, 'TENT', 1)).discounts).toMatchObject([{ code: 'FROM100' }])
})

test("somebody else's cart is never shown or changed", async () => {
  const [ada, eve] = [await shop.customerWith({ MUG: 1 }), customer(newId('usr'))]
  const before = await read(ada)
  await as(eve).request(subject.removeCartLine, { sku: 'MUG' })
  await as(eve).request(subject.clearCart, {})
  await put(eve, 'TENT', 1)
  expect(await read(ada)).toEqual(before)
  expect((await read(eve)).lines.map(({ sku }) => sku)).toEqual(['TENT'])
  expect(await shop.world.db('orders').$count(cartItems, eq(cartItems.cartId, before.id ?? ''))).toBe(1)
})

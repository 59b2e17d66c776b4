import { eq, inArray, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  carts,
  couponCustomers,
  coupons,
  couponUses,
  orders as orderRows,
  promotions,
  shippingMethods,
  store,
} from '#db/orders/schema.ts'
import { putCartLine } from '#subjects/carts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { placeOrder } from '#subjects/orders.ts'
import { paymentDeclined } from '#subjects/payments.ts'
import * as subject from '#subjects/pricing.ts'
import { openShop, shippingAddress, type Shop } from '../../shop.ts'
import { outcomeOf } from '../../world.ts'
import { releaseCoupons } from './coupons.ts'
import { methodOf, promotionOf } from './test-basket.ts'

const now = { createdAt: new Date(), updatedAt: new Date() }

const changeRules = ({ world }: Shop) =>
  world
    .db('orders')
    .update(store)
    .set({ rulesVersion: sql`${store.rulesVersion} + 1` })

/** A coupon that takes ten per cent off, unless the test has something else in mind. */
async function issue(
  shop: Shop,
  coupon: Partial<typeof coupons.$inferInsert> = {},
  promotion: Partial<Parameters<typeof promotionOf>[0]> = {},
): Promise<string> {
  const db = shop.world.db('orders')
  const [code, promotionId] = [newId('code').slice(-8).toUpperCase(), newId('prm')]
  const { startsAt: _from, endsAt: _to, ...row } = promotionOf({ couponOnly: true, ...promotion, id: promotionId })
  await db.insert(promotions).values({ ...row, ...now })
  await db.insert(coupons).values({ code, promotionId, ...now, ...coupon })
  await changeRules(shop)
  return code
}

/** Puts a coupon into the carts of customers. */
const give = ({ world }: Shop, code: string, ...who: readonly Caller[]) =>
  world
    .db('orders')
    .update(carts)
    .set({ couponCode: code })
    .where(
      inArray(
        carts.customerId,
        who.map(({ id }) => id),
      ),
    )

const used = async ({ world }: Shop, code: string) => {
  const db = world.db('orders')
  const [coupon] = await db.select().from(coupons).where(eq(coupons.code, code))
  const uses = await db.select().from(couponUses).where(eq(couponUses.code, code))
  const customers = await db.select().from(couponCustomers).where(eq(couponCustomers.code, code))
  return {
    used: coupon?.used,
    byCustomers: customers.reduce((sum, one) => sum + one.used, 0),
    uses: uses.map(({ status }) => status).sort(),
  }
}

test('of two hundred customers who race for a coupon of ten uses, exactly ten get it', async () => {
  await using shop = await openShop()
  const code = await issue(shop, { mostUses: 10 })
  const everybody: Caller[] = []
  for (let round = 0; round < 10; round += 1) {
    everybody.push(...(await Promise.all(Array.from({ length: 20 }, () => shop.customerWith({ MUG: 1 })))))
  }
  await give(shop, code, ...everybody)

  const outcomes = await Promise.all(everybody.map((one) => outcomeOf(shop.place(one, { waitMs: 0 }))))
  expect(outcomes.filter(subject.couponExhausted.matches)).toHaveLength(190)
  const placed = outcomes.filter((outcome) => !(outcome instanceof Error))
  expect(placed).toHaveLength(10)
  for (const order of placed) expect(order).toMatchObject({ couponCode: code, discount: { amount: 149 } })
  await shop.rest()
  expect(await used(shop, code)).toEqual({ used: 10, byCustomers: 10, uses: Array(10).fill('confirmed') })
  expect(await shop.world.db('orders').$count(orderRows)).toBe(10)
  expect(await shop.offenders()).toEqual([])
})

test('a coupon of an order that comes to nothing can be used again, and released twice it comes back once', async () => {
  await using shop = await openShop()
  const code = await issue(shop, { mostUses: 1 })
  const ada = await shop.customerWith({ MUG: 1 })
  await give(shop, code, ada)
  const declined = shop.place(ada, { paymentMethod: 'pm_card_chargeDeclined' })
  expect(await outcomeOf(declined)).toSatisfy(paymentDeclined.matches)
  expect(await used(shop, code)).toEqual({ used: 0, byCustomers: 0, uses: ['released'] })

  const order = await shop.place(ada)
  expect(order).toMatchObject({ status: 'confirmed', couponCode: code })
  const release = () => shop.world.db('orders').transaction((tx) => releaseCoupons(tx, [order.id], new Date()))
  await Promise.all([release(), release()])
  await release()
  expect(await used(shop, code)).toEqual({ used: 0, byCustomers: 0, uses: ['released', 'released'] })
})

test('a customer uses a coupon as often as one customer may, and others do not count', async () => {
  await using shop = await openShop()
  const code = await issue(shop, { mostUsesPerCustomer: 1 })
  const [ada, bob] = [await shop.customerWith({ MUG: 1 }), await shop.customerWith({ MUG: 1 })]
  await give(shop, code, ada, bob)
  await shop.place(ada)
  expect(await shop.place(bob)).toMatchObject({ couponCode: code })
  await shop.world.as(ada).request(putCartLine, { sku: 'MUG', quantity: 1 })
  await give(shop, code, ada)
  expect(await outcomeOf(shop.place(ada))).toSatisfy(subject.couponExhausted.matches)
})

test.each([
  ['is unknown', subject.couponUnknown, undefined, {}],
  ['has ended', subject.couponExpired, { endsAt: new Date(Date.now() - 1_000) }, {}],
  ['was withdrawn', subject.couponExpired, { active: false }, {}],
  ['has not begun', subject.couponNotApplicable, { startsAt: new Date(Date.now() + 60_000) }, {}],
  ['is for other goods', subject.couponNotApplicable, {}, { conditions: { skus: ['TENT'] } }],
  [
    'takes more goods',
    subject.couponNotApplicable,
    {},
    { conditions: { minimum: { amount: 1_491, currency: 'EUR' } } },
  ],
])('an order with a coupon that %s is refused, and nothing is ordered', async (_how, problem, coupon, promotion) => {
  await using shop = await openShop()
  const code = coupon ? await issue(shop, coupon, promotion) : 'NOBODYS'
  const ada = await shop.customerWith({ MUG: 1 })
  await give(shop, code, ada)
  expect(await outcomeOf(shop.place(ada))).toSatisfy(problem.matches)
  expect(await shop.world.db('orders').$count(orderRows)).toBe(0)
})

test('a coupon that something better takes the place of is kept for another time', async () => {
  await using shop = await openShop()
  const code = await issue(shop, { mostUses: 1 })
  await issue(shop, {}, { couponOnly: false, exclusive: true, benefit: { kind: 'percentage', percent: 50 } })
  const ada = await shop.customerWith({ MUG: 1 })
  await give(shop, code, ada)
  const order = await shop.place(ada)
  expect(order).toMatchObject({ discount: { amount: 745 } })
  expect(order).not.toHaveProperty('couponCode')
  expect(await used(shop, code)).toEqual({ used: 0, byCustomers: 0, uses: [] })
})

test('an order that costs nothing is confirmed without a payment', async () => {
  await using shop = await openShop()
  const code = await issue(shop, {}, { benefit: { kind: 'percentage', percent: 100 } })
  const ada = await shop.customerWith({ MUG: 2 })
  await give(shop, code, ada)
  const order = await shop.place(ada, { paymentMethod: 'pm_card_chargeDeclined' })
  expect(order).toMatchObject({ status: 'confirmed', total: { amount: 0 } })
  await shop.rest()
  expect(await shop.books()).toMatchObject({ authorized: 0, captures: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('an order is sent the way that was chosen, or the cheapest, and in no way that is not offered there', async () => {
  await using shop = await openShop()
  const [standard, express, abroad] = [newId('shm'), newId('shm'), newId('shm')]
  const flat = (amount: number) => ({ by: 'price' as const, currency: 'EUR', tiers: [{ upTo: null, amount }] })
  const rows = [
    methodOf({ id: express, name: 'Express', rates: flat(990) }),
    methodOf({ id: standard, rates: flat(490) }),
    methodOf({ id: abroad, rates: flat(0), zones: [{ country: 'DE' }] }),
  ]
  const stored = rows.map((row) => ({ ...row, zones: row.zones.map(({ country }) => ({ country })), ...now }))
  await shop.world.db('orders').insert(shippingMethods).values(stored)
  await changeRules(shop)
  const [ada, bob] = [await shop.customerWith({ MUG: 1 }), await shop.customerWith({ MUG: 1 })]

  expect(await shop.place(bob)).toMatchObject({ shippingMethod: { id: standard }, total: { amount: 1_980 } })
  const place = (shippingMethod: string) =>
    shop.world
      .as(ada)
      .request(
        placeOrder,
        { paymentMethod: 'pm_card_visa', shippingAddress, shippingMethod },
        { idempotencyKey: newId('key') },
      )
  const refusal = await outcomeOf(place(abroad))
  expect(refusal).toMatchObject({ body: { code: 'shipping-unavailable', status: 422, offered: [standard, express] } })
  expect(await place(express)).toMatchObject({ shippingMethod: { id: express }, shipping: { amount: 990 } })
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

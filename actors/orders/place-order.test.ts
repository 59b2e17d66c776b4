import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox, sagas } from '#db/messages.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import { variants } from '#db/products/schema.ts'
import { putCartLine } from '#subjects/carts.ts'
import { systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { reserveStock, secureStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, paymentDeclined } from '#subjects/payments.ts'
import { Problem, unavailable } from '#subjects/problem.ts'
import { quoteLines } from '#subjects/products.ts'
import { inventory } from '../inventory/actor.ts'
import { payments } from '../payments/actor.ts'
import { products } from '../products/actor.ts'
import { around, openShop, type OnTheWay, type Shop } from '../shop.ts'
import { outcomeOf } from '../world.ts'

/** Does something between the pricing of an order and its acceptance. */
function betweenPriceAndOrder() {
  let then: (() => Promise<unknown>) | undefined
  const onTheWay: OnTheWay = async (moment) => {
    if (moment === 'before' || !then) return
    const now = then
    then = undefined
    await now()
  }
  return {
    products: around(products, [quoteLines.name], onTheWay),
    do: (work: () => Promise<unknown>) => (then = work),
  }
}

const withinMs = <T>(ms: number, work: () => Promise<T>) =>
  withinEnvelope({ caller: systemCaller('edge'), correlationId: 'test', deadline: Date.now() + ms }, work)

test('placing an order declares every problem that one of its steps can answer before the point of no return', () => {
  const steps = [quoteLines, reserveStock, authorizePayment, secureStock]
  expect(subject.placeOrder.problems).toEqual(expect.arrayContaining(steps.flatMap(({ problems }) => problems)))
})

test('an order is what the cart holds when it is accepted, not what it held when it was priced', async () => {
  const between = betweenPriceAndOrder()
  await using shop = await openShop({ products: between.products })
  const ada = await shop.customerWith({ MUG: 1 })
  between.do(() => shop.world.as(ada).request(putCartLine, { sku: 'MUG', quantity: 4 }))
  const order = await shop.place(ada)
  expect(order.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([['MUG', 4]])
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test('the dearest pieces there can be are ordered at their price', async () => {
  const refuse: OnTheWay = () => {
    throw paymentDeclined()
  }
  await using shop = await openShop({ payments: around(payments, [authorizePayment.name], refuse) })
  await shop.world.db('products').update(variants).set({ price: 10_000_000_000 })
  const ada = await shop.customerWith({ MUG: 999 })
  expect(await outcomeOf(shop.place(ada))).toSatisfy(paymentDeclined.matches)
  expect(await shop.world.db('orders').select().from(orderRows)).toMatchObject([{ total: 9_990_000_000_000 }])
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test('a cart that never stands still is refused after a few tries, and nothing is ordered', async () => {
  await using shop = await openShop({
    products: around(products, [quoteLines.name], async (moment) => {
      if (moment === 'after') await bump()
    }),
  })
  const bump = () => shop.world.db('orders').execute('update carts set version = version + 1')
  const ada = await shop.customerWith({ MUG: 1 })
  expect(await outcomeOf(shop.place(ada))).toSatisfy(subject.cartChanged.matches)
  expect(await shop.world.db('orders').$count(orderRows)).toBe(0)
})

test('a browser that confirms a cart which was ordered since it was priced hears of that order', async () => {
  const between = betweenPriceAndOrder()
  await using shop = await openShop({ products: between.products })
  const ada = await shop.customerWith({ MUG: 1 })
  let first: { id: string } | undefined
  between.do(async () => {
    first = await shop.place(ada)
  })
  const refusal = await outcomeOf(shop.place(ada))
  expect(refusal).toMatchObject({ body: { code: 'cart-already-ordered', orderId: first?.id } })
  await shop.rest()
  expect((await shop.books()).captures).toBe(1)
})

test('a second browser gets no order of a cart that is being ordered, whatever it puts into it', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  await expect(shop.place(ada, { paymentMethod: 'pm_card_chargeDeclined' })).rejects.toThrow()
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  await shop.world.as(ada).request(putCartLine, { sku: 'TENT', quantity: 1 })
  const refusal = await outcomeOf(shop.place(ada))
  expect(refusal).toMatchObject({ body: { code: 'cart-already-ordered', orderId: waiting.id } })
  await shop.authenticate(waiting, 'succeed')
  await shop.rest()
  expect((await shop.place(ada)).lines.map(({ sku }) => sku)).toEqual(['TENT'])
})

test('an order that did not get through in time ends for good: asking again is no use, and nothing was charged', async () => {
  await using shop = await openShop({
    inventory: around(inventory, [reserveStock.name], () => {
      throw unavailable()
    }),
  })
  const ada = await shop.customerWith({ MUG: 1 })
  const place = () => withinMs(2_500, () => shop.place(ada, { key: 'late' }))
  expect(await place()).toMatchObject({ status: 'pending' })
  const longAgo = sql`clock_timestamp() - interval '1 hour'`
  await shop.world.db('orders').update(sagas).set({ createdAt: longAgo })
  await shop.rest()
  const end = (await outcomeOf(place())) as Problem
  expect(end.body).toMatchObject({ code: 'checkout-abandoned', status: 409, retryable: false })
  expect(await shop.books()).toMatchObject({ authorized: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('a caller with little time left hears that the order is pending, and not that nobody answered', async () => {
  await using shop = await openShop({ products: around(products, [quoteLines.name], () => sleep(400)) })
  const ada = await shop.customerWith({ MUG: 1 })
  await slowProvider(shop)
  const order = await withinMs(3_000, () => shop.place(ada))
  expect(order.status).toBe('pending')
  await shop.rest()
  expect(await shop.world.as(ada).request(subject.readOrder, { orderId: order.id })).toMatchObject({
    status: 'confirmed',
  })
})

test('who does not wait is told at once of an accepted order, and with the same key hears of its end', async () => {
  const { promise: counted, resolve: count } = Promise.withResolvers<void>()
  await using shop = await openShop({
    inventory: around(inventory, [reserveStock.name], (moment) => (moment === 'before' ? counted : undefined)),
  })
  const ada = await shop.customerWith({ MUG: 1 })
  const order = await shop.place(ada, { key: 'async', waitMs: 0 })
  expect(order.status).toBe('pending')
  const [row] = await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.id, order.id))
  expect([row?.status, await shop.world.db('orders').$count(sagas)]).toEqual(['pending', 1])

  const start = performance.now()
  expect(await shop.place(ada, { key: 'async', waitMs: 700 })).toMatchObject({ id: order.id, status: 'pending' })
  expect(performance.now() - start).toBeGreaterThan(650)
  const joined = shop.place(ada, { key: 'async' })
  count()
  expect(await joined).toMatchObject({ id: order.id, status: 'confirmed' })
  await shop.rest()
  expect(await shop.world.db('orders').$count(orderRows)).toBe(1)
  expect((await shop.books()).captures).toBe(1)
})

test.each([
  ['was told that the order is pending', 3_000, true],
  ['got the failure as the answer', 12_000, false],
])('whoever %s is told so in the failure', async (_who, ms, waited) => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  await slowProvider(shop)
  const answer = await outcomeOf(withinMs(ms, () => shop.place(ada, { paymentMethod: 'pm_card_chargeDeclined' })))
  expect(answer instanceof Problem).toBe(!waited)
  await shop.rest()
  const [failed] = await shop.world.db('orders').select().from(outbox).where(eq(outbox.subject, 'order.failed'))
  expect(failed?.body).toMatchObject({ customerWaited: waited })
})

const slowProvider = (shop: Shop) =>
  shop.fault({ do: 'slow', ms: 3_500, times: 1, match: { method: 'POST', path: '/v1/payment_intents' } })

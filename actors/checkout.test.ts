import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { stocks } from '#db/inventory/schema.ts'
import { orderEvents, orders as orderRows } from '#db/orders/schema.ts'
import { outOfStock } from '#subjects/inventory.ts'
import { cartEmpty, readCart } from '#subjects/carts.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, paymentDeclined } from '#subjects/payments.ts'
import { idempotencyKeyReused, notFound, type Problem } from '#subjects/problem.ts'
import { inventory } from './inventory/actor.ts'
import { orders } from './orders/actor.ts'
import { payments } from './payments/actor.ts'
import { around, goods, type OnTheWay, openShop, shippingAddress } from './shop.ts'
import { customer } from './world.ts'

test('an order takes the stock and the money it says, once', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 2, TENT: 1 })
  const order = await shop.place(ada)
  expect(order).toMatchObject({
    status: 'confirmed',
    total: { amount: 2 * goods.MUG.price + goods.TENT.price, currency: 'EUR' },
  })
  expect(order.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['MUG', 2],
    ['TENT', 1],
  ])
  await shop.rest()
  expect(await shop.books(order.id)).toEqual({
    authorized: order.total.amount,
    captured: order.total.amount,
    held: 0,
    captures: 1,
  })
  expect(await shop.offenders()).toEqual([])

  const { items } = await shop.world.as(ada).request(subject.readTimeline, { orderId: order.id })
  expect(items.map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'order.created'],
    [2, 'order.confirmed'],
  ])
  expect((await shop.world.as(ada).request(readCart, {})).lines).toEqual([])
})

test('a declined card leaves nothing but a failed order, and the cart to try again with', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ TENT: 3 })
  const refusal: unknown = await shop
    .place(ada, { paymentMethod: 'pm_card_chargeDeclined' })
    .catch((error: unknown) => error)
  expect(paymentDeclined.matches(refusal)).toBe(true)
  await shop.rest()
  const books = await shop.books()
  expect(books).toMatchObject({ captured: 0, held: 0 })
  expect(await shop.offenders()).toEqual([])
  const retried = await shop.place(ada)
  expect(retried.status).toBe('confirmed')
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test('what is not there is not sold, and nothing is charged', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1, SEXTANT: 1 })
  const refused = () => shop.place(ada, { key: 'short' }).catch((error: unknown) => error as Problem)
  const refusal = await refused()
  expect(outOfStock.matches(refusal)).toBe(true)
  expect(refusal).toMatchObject({
    body: { shortages: [{ sku: 'SEXTANT', available: 0 }], orderId: expect.stringMatching(/^ord_/) },
    replayed: false,
  })
  expect(await refused()).toMatchObject({ body: (refusal as Problem).body, replayed: true })
  await shop.rest()
  expect(await shop.books()).toMatchObject({ authorized: 0, captured: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('one key is one order, however many clicks carry it and whenever they come', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  const clicks = await Promise.all(Array.from({ length: 10 }, () => shop.place(ada, { key: 'click' })))
  expect(new Set(clicks.map(({ id }) => id)).size).toBe(1)
  await shop.rest()
  expect((await shop.place(ada, { key: 'click' })).id).toBe(clicks[0]?.id)
  await expect(shop.place(ada, { key: 'click', paymentMethod: 'pm_card_mastercard' })).rejects.toSatisfy(
    idempotencyKeyReused.matches,
  )
  expect((await shop.books()).captures).toBe(1)
  expect(await shop.offenders()).toEqual([])
})

test('one cart is one order, however many browsers confirm it under keys of their own', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  const tabs = await Promise.allSettled(Array.from({ length: 6 }, () => shop.place(ada)))
  const placed = tabs.flatMap((tab) => (tab.status === 'fulfilled' ? [tab.value.id] : []))
  expect(placed).toHaveLength(1)
  for (const tab of tabs) {
    if (tab.status === 'rejected')
      expect(['cart-already-ordered', 'cart-empty']).toContain((tab.reason as { body: { code: string } }).body.code)
  }
  await shop.rest()
  expect((await shop.books()).captures).toBe(1)
  expect(await shop.offenders()).toEqual([])
})

test.each([
  ['one each', () => 1],
  ['one to three each', (index: number) => 1 + (index % 3)],
])('of ten tents, two hundred who want %s at once get all, and nobody pays who gets none', async (_, wants) => {
  await using shop = await openShop()
  await Promise.all([orders, inventory].map((actor) => shop.world.start(actor, { env: shop.env })))
  const quantities = Array.from({ length: 200 }, (_, index) => wants(index))
  const buyers = await Promise.all(quantities.map((quantity) => shop.customerWith({ TENT: quantity })))
  const outcomes = await Promise.all(
    buyers.map((buyer) => shop.place(buyer).catch((error: unknown) => error as Problem)),
  )
  await shop.rest()

  const won = outcomes.flatMap((outcome) => (outcome instanceof Error ? [] : [outcome]))
  expect(won.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0)).toBe(10)
  for (const [index, refusal] of outcomes.entries()) {
    if (!(refusal instanceof Error)) continue
    expect(refusal).toSatisfy(outOfStock.matches)
    expect(refusal.body).toMatchObject({ status: 409, shortages: [{ sku: 'TENT', available: expect.any(Number) }] })
    const [shortage] = refusal.body['shortages'] as { available: number }[]
    expect(shortage?.available).toBeLessThan(quantities[index] ?? 0)
  }
  const [tents] = await shop.world.db('inventory').select().from(stocks).where(eq(stocks.sku, 'TENT'))
  expect(tents).toMatchObject({ onHand: 0, reserved: 0 })
  const effects = await shop.effects()
  const told = new Set(effects.map(({ metadata }) => metadata.order_id))
  expect([...told].sort(), 'the provider never hears of the others').toEqual(won.map(({ id }) => id).sort())
  expect(effects.filter(({ kind }) => kind === 'captured')).toHaveLength(won.length)
  expect(await shop.offenders()).toEqual([])
})

test("somebody else's order answers exactly like one that does not exist", async () => {
  await using shop = await openShop()
  const order = await shop.place(await shop.customerWith({ MUG: 1 }))
  const stranger = shop.world.as(customer('usr_stranger'))
  const missing = 'ord_01h455vb4pex5vsknk084sn02q'
  const answers = [order.id, missing].map(async (orderId) => {
    const error: unknown = await stranger.request(subject.readOrder, { orderId }).catch((error: unknown) => error)
    expect(notFound.matches(error)).toBe(true)
    return JSON.stringify((error as { body: object }).body).replace(orderId, '')
  })
  const [theirs, nobodys] = await Promise.all(answers)
  expect(theirs).toBe(nobodys)
  await shop.rest()
})

test('a payment that needs its customer waits, and goes on when the webhook says so', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired', key: 'sca' })
  expect(waiting).toMatchObject({ status: 'awaiting_payment', nextAction: { type: 'authenticate' } })
  await shop.authenticate(waiting, 'succeed')
  await shop.rest()
  const order = await shop.world.as(ada).request(subject.readOrder, { orderId: waiting.id })
  expect(order.status).toBe('confirmed')
  expect(order.nextAction).toBeUndefined()
  expect(await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired', key: 'sca' })).toMatchObject({
    id: order.id,
    status: 'confirmed',
  })
  expect(await shop.offenders()).toEqual([])
})

test('a customer who is quicker than the answer that they have to authenticate waits for nothing', async () => {
  let isFirst = true
  const slow: OnTheWay = async (moment) => {
    if (moment === 'before' || !isFirst) return
    isFirst = false
    const [begun] = await shop.effects()
    await shop.authenticate({ nextAction: { type: 'authenticate', clientSecret: begun?.intent ?? '' } }, 'succeed')
    // The news that it is paid has been heard by orders before the answer that it is not.
    await shop.world.settle()
  }
  await using shop = await openShop({ payments: around(payments, [authorizePayment.name], slow) })
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  await shop.rest()
  expect(isFirst).toBe(false)
  expect((await shop.world.as(ada).request(subject.readOrder, { orderId })).status).toBe('confirmed')
  expect(await shop.offenders()).toEqual([])
})

test('an authentication that fails ends the order and frees its stock', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ TENT: 10 })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired' })
  await shop.authenticate(waiting, 'fail')
  await shop.rest()
  expect(await shop.world.as(ada).request(subject.readOrder, { orderId: waiting.id })).toMatchObject({
    status: 'payment_failed',
    problem: { code: 'payment-declined' },
  })
  const bob = await shop.customerWith({ TENT: 10 })
  expect((await shop.place(bob)).status).toBe('confirmed')
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

const providerFaults = [
  '500_before',
  '500_after',
  'timeout_after',
  'reset_before',
  'reset_after',
  '429',
  'lock_timeout',
]

test.each(providerFaults)('a provider that answers with %s charges once, and everything adds up', async (fault) => {
  await using shop = await openShop()
  await shop.fault({ do: fault, times: 1, ms: 300, match: { method: 'POST', path: '/v1/payment_intents' } })
  await shop.fault({ do: fault, times: 1, ms: 300, match: { method: 'POST', path: '/v1/payment_intents/*/capture' } })
  const ada = await shop.customerWith({ MUG: 1 })
  await shop.place(ada).catch(() => {})
  await shop.rest()
  const [row] = await shop.world.db('orders').select().from(orderRows)
  expect(row?.status).toBe('confirmed')
  expect((await shop.books()).captures).toBe(1)
  expect(await shop.offenders()).toEqual([])
  shop.world.bugs.length = 0
})

test('an instance that stops in the middle of orders leaves them to another, which ends every one', async () => {
  await using shop = await openShop()
  await shop.fault({ do: 'slow', ms: 400, times: 12, match: { method: 'POST', path: '/v1/payment_intents' } })
  const buyers = await Promise.all(Array.from({ length: 12 }, () => shop.customerWith({ MUG: 1 })))
  const second = await shop.world.start(orders, { env: shop.env })
  const answers = Promise.allSettled(buyers.map((buyer) => shop.place(buyer)))
  await sleep(200)
  await second[Symbol.asyncDispose]()
  await answers
  await shop.rest()
  expect(await shop.world.db('orders').$count(orderRows, eq(orderRows.status, 'confirmed'))).toBe(12)
  expect(await shop.world.db('orders').$count(orderEvents)).toBe(24)
  expect((await shop.books()).captures).toBe(12)
  expect(await shop.offenders()).toEqual([])
})

test('an empty cart is not an order', async () => {
  await using shop = await openShop()
  const ask = shop.world
    .as(customer('usr_empty'))
    .request(subject.placeOrder, { paymentMethod: 'pm_card_visa', shippingAddress }, { idempotencyKey: 'k' })
  await expect(ask).rejects.toSatisfy(cartEmpty.matches)
})

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orderEvents, orders as orderRows, shippingMethods } from '#db/orders/schema.ts'
import { products as productRows, variants } from '#db/products/schema.ts'
import { newId } from '#subjects/id.ts'
import { goods, openShop } from '../../shop.ts'
import { ask, exchanged, exchangeOf, lookAt, read, receive, sent, typesOf, wanting } from './test-exchange.ts'

test.each([
  ['dearer', 'TENT', 3],
  ['cheaper', 'MUG', 1],
  ['of the same price', 'TENT', 2],
] as const)('what is wanted for pieces that are paid back is an order of its own: %s', async (_what, sku, quantity) => {
  await using shop = await openShop()
  const wanted = wanting({ [sku]: quantity })
  const { ada, order, done, exchange } = await exchanged(shop, wanted)
  expect(done).toMatchObject({ status: 'done', refund: { amount: 2 * goods.TENT.price }, exchange: wanted })
  const amount = goods[sku].price * quantity
  expect(exchange).toMatchObject({
    status: 'confirmed',
    customerId: ada.id,
    exchangeOf: done.id,
    shippingAddress: order.shippingAddress,
    lines: [{ sku, quantity, shipped: 0, returned: 0 }],
    total: { amount, currency: 'EUR' },
    refunded: { amount: 0 },
  })
  expect(await read(shop, order.id)).toMatchObject({ status: 'shipped', refunded: done.refund })
  expect((await shop.books(order.id)).captured).toBe(order.total.amount - done.refund.amount)
  expect(await shop.books(exchange.id)).toMatchObject({ captured: amount, captures: 1, held: 0 })
  expect((await shop.books()).captured).toBe(order.total.amount + amount - done.refund.amount)
  expect((await typesOf(shop, order.id)).slice(-3)).toEqual([
    'order.return_received',
    'order.refunded',
    'order.exchanged',
  ])
  expect(await typesOf(shop, exchange.id)).toEqual(['order.created', 'order.confirmed'])
  expect(await shop.offenders()).toEqual([])
})

test('an exchange costs what the goods cost on the day they are back, and nothing to send', async () => {
  await using shop = await openShop()
  const { ada, order } = await sent(shop)
  const at = new Date()
  const rates = { by: 'weight' as const, currency: 'EUR', tiers: [{ upTo: null, amount: 490 }] }
  const post = { id: newId('shm'), name: 'Post', zones: [], rates, taxClass: 'standard', createdAt: at, updatedAt: at }
  await shop.world.db('orders').insert(shippingMethods).values(post)
  await shop.world.db('orders').execute(sql`update store set rules_version = rules_version + 1`)
  const { id } = await ask(shop, ada, order.id, wanting({ MUG: 1, TENT: 1 }))
  await shop.world.db('products').update(variants).set({ price: 1_111 }).where(eq(variants.sku, 'MUG'))
  await receive(shop, id)
  await shop.rest()
  expect(await exchangeOf(shop, id)).toMatchObject({
    shipping: { amount: 0 },
    shippingMethod: { name: 'Post', amount: { amount: 0 } },
    total: { amount: 1_111 + goods.TENT.price },
  })
  expect((await shop.place(await shop.customerWith({ MUG: 1 }))).total.amount).toBe(1_111 + 490)
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test.each([
  ['sold out', wanting({ SEXTANT: 1 }), 'rejected', 'out-of-stock'],
  ['declined', wanting({ MUG: 1 }, 'pm_card_chargeDeclined'), 'payment_failed', 'payment-declined'],
])('an exchange that is %s is a plain refund', async (_what, wanted, status, code) => {
  await using shop = await openShop()
  const { order, done, exchange } = await exchanged(shop, wanted)
  expect(done).toMatchObject({ status: 'done', refund: { amount: 2 * goods.TENT.price } })
  expect(exchange).toMatchObject({ status, problem: { code }, exchangeOf: done.id })
  expect(await typesOf(shop, exchange.id)).toEqual(['order.created', 'order.failed'])
  expect(await shop.books(exchange.id)).toMatchObject({ captured: 0, held: 0 })
  expect((await shop.books(order.id)).captured).toBe(order.total.amount - done.refund.amount)
  const failed = eq(orderEvents.type, 'order.failed')
  const [{ data } = { data: undefined }] = await shop.world.db('orders').select().from(orderEvents).where(failed)
  expect(data).toMatchObject({ reason: code, customerWaited: true })
  expect(await shop.offenders()).toEqual([])
})

test.each([
  ['succeed', 'confirmed'],
  ['fail', 'payment_failed'],
] as const)('an exchange waits for its customer to authenticate the payment: %s', async (outcome, status) => {
  await using shop = await openShop()
  const { ada, order } = await sent(shop)
  const { id } = await ask(shop, ada, order.id, wanting({ MUG: 2 }, 'pm_card_authenticationRequired'))
  await receive(shop, id)
  await expect
    .poll(() => exchangeOf(shop, id).catch(() => undefined), { timeout: 20_000 })
    .toMatchObject({ status: 'awaiting_payment', nextAction: { type: 'authenticate' } })
  await shop.authenticate(await exchangeOf(shop, id), outcome)
  await shop.rest()
  expect(await exchangeOf(shop, id)).toMatchObject({ status })
  expect(await shop.offenders()).toEqual([])
})

test('what can no longer be bought when the pieces are back, or came back in part, is not ordered', async () => {
  await using shop = await openShop()
  const { ada, order } = await sent(shop)
  const asked = await ask(shop, ada, order.id, wanting({ MUG: 1 }))
  await shop.world.db('products').update(productRows).set({ status: 'archived' }).where(eq(productRows.slug, 'mug'))
  await receive(shop, asked.id)
  await shop.rest()
  const refund = { amount: 2 * goods.TENT.price }
  expect(await lookAt(shop, asked.id)).toMatchObject({
    status: 'done',
    refund,
    exchangeProblem: { code: 'product-unavailable' },
  })
  expect((await typesOf(shop, order.id)).at(-1)).toBe('order.exchange_failed')

  await shop.world.db('products').update(productRows).set({ status: 'active' }).where(eq(productRows.slug, 'mug'))
  const bob = await sent(shop)
  const part = await ask(shop, bob.ada, bob.order.id, wanting({ MUG: 1 }))
  await receive(shop, part.id, 1)
  await shop.rest()
  const partly = await lookAt(shop, part.id)
  expect(partly).toMatchObject({
    refund: { amount: goods.TENT.price },
    exchangeProblem: { code: 'exchange-incomplete' },
  })
  expect(partly.exchangeOrderId).toBeUndefined()
  expect(await shop.world.db('orders').$count(orderRows)).toBe(2)
  expect(await shop.offenders()).toEqual([])
})

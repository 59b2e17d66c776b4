import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#subjects/envelope.ts'
import { approveReturn, receiveReturn, requestReturn, shipOrder } from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { cancelOrder, followOrder, readTimeline } from '#subjects/orders.ts'
import { refundPayment, voidPayment } from '#subjects/payments.ts'
import { Problem, unavailable } from '#subjects/problem.ts'
import { quoteLines } from '#subjects/products.ts'
import { payments } from '../payments/actor.ts'
import { products } from '../products/actor.ts'
import { customer, staff } from '../world.ts'
import { around, openShop, type Shop } from '../shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop[Symbol.asyncDispose]())

test('an order is followed from any place in its history', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  const follow = (after?: number) =>
    shop.world.as(ada).request(followOrder, { orderId, ...(after !== undefined && { after }) })
  const { items: whole } = await shop.world.as(ada).request(readTimeline, { orderId })
  expect(whole.map(({ type }) => type)).toEqual(['order.created', 'order.confirmed'])
  expect(await follow()).toEqual({ items: whole, state: 'open' })
  expect(await follow(1)).toEqual({ items: whole.slice(1), state: 'open' })
  expect(await follow(2)).toEqual({ items: [], state: 'open' })
  expect(await follow(2_147_483_647)).toEqual({ items: [], state: 'open' })
  expect((await shop.world.as(staff).request(followOrder, { orderId })).items).toMatchObject(whole)
})

test('an order that came to nothing says that it is over, to whoever knows its end as well', async () => {
  const ada = await shop.customerWith({ SEXTANT: 1 })
  const refused = await shop.place(ada).catch((error: unknown) => error)
  const orderId = refused instanceof Problem ? String(refused.body['orderId']) : ''
  const told = await shop.world.as(ada).request(followOrder, { orderId })
  expect([told.items.at(-1)?.type, told.state]).toEqual(['order.failed', 'final'])
  expect(await shop.world.as(ada).request(followOrder, { orderId, after: told.items.length })).toEqual({
    items: [],
    state: 'final',
  })
})

/** A shop whose payments give money back only once they are let. */
async function openHesitantShop() {
  let isLet = false
  const hesitant = around(payments, [voidPayment.name, refundPayment.name], (moment) => {
    if (moment === 'before' && !isLet) throw unavailable('not yet')
  })
  return { shop: await openShop({ payments: hesitant }), giveBack: () => (isLet = true) }
}

const followedTo = async (shop: Shop, who: Caller, orderId: string) => {
  const { items, state } = await shop.world.as(who).request(followOrder, { orderId })
  return [items.at(-1)?.type, state]
}

test('an order that was called off is over once its money is back, and at once if there was none', async () => {
  const { shop, giveBack } = await openHesitantShop()
  await using _ = shop
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: paid } = await shop.place(ada)
  await shop.rest()
  const eve = await shop.customerWith({ MUG: 1 })
  const { id: unpaid } = await shop.place(eve, { paymentMethod: 'pm_card_authenticationRequired' })
  for (const [who, orderId] of [[ada, paid] as const, [eve, unpaid] as const])
    await shop.world.as(who).request(cancelOrder, { orderId }, { idempotencyKey: newId('key') })

  expect(await followedTo(shop, ada, paid)).toEqual(['order.cancelled', 'open'])
  expect(await followedTo(shop, eve, unpaid)).toEqual(['order.cancelled', 'final'])
  giveBack()
  await shop.rest()
  expect(await followedTo(shop, ada, paid)).toEqual(['order.refunded', 'final'])
})

test('an order of which everything came back is over once its money is back, too', async () => {
  const { shop, giveBack } = await openHesitantShop()
  await using _ = shop
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  await shop.rest()
  const [desk, key, lines] = [shop.world.as(staff), { idempotencyKey: 'once' }, [{ sku: 'MUG', quantity: 1 }]]
  await desk.request(shipOrder, { orderId, lines, carrier: 'DHL' }, key)
  const { id: returnId } = await shop.world.as(ada).request(requestReturn, { orderId, lines, reason: 'chipped' }, key)
  await desk.request(approveReturn, { returnId })
  await desk.request(receiveReturn, { returnId, lines: [{ sku: 'MUG', restocked: 1, writtenOff: 0 }] }, key)

  expect(await followedTo(shop, ada, orderId)).toEqual(['order.return_received', 'open'])
  giveBack()
  await shop.rest()
  expect(await followedTo(shop, ada, orderId)).toEqual(['order.refunded', 'final'])
})

test('an order that is exchanged as a whole is over once it is known what becomes of that', async () => {
  let isAway = false
  const away = around(products, [quoteLines.name], () => {
    if (isAway) throw unavailable('not now')
  })
  await using shop = await openShop({ products: away })
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  await shop.rest()
  const [desk, key, lines] = [shop.world.as(staff), { idempotencyKey: 'once' }, [{ sku: 'MUG', quantity: 1 }]]
  await desk.request(shipOrder, { orderId, lines, carrier: 'DHL' }, key)
  const wish = { orderId, lines, reason: 'chipped', exchange: { lines } }
  const { id: returnId } = await shop.world.as(ada).request(requestReturn, wish, key)
  await desk.request(approveReturn, { returnId })
  isAway = true
  await desk.request(receiveReturn, { returnId, lines: [{ sku: 'MUG', restocked: 1, writtenOff: 0 }] }, key)

  await expect.poll(() => followedTo(shop, ada, orderId)).toEqual(['order.refunded', 'open'])
  isAway = false
  await shop.rest()
  expect(await followedTo(shop, ada, orderId)).toEqual(['order.exchanged', 'final'])
})

test("somebody else's order answers as one that does not exist", async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { id: orderId } = await shop.place(ada)
  const bodyFor = async (id: string) => {
    const refused = await shop.world
      .as(customer(newId('usr')))
      .request(followOrder, { orderId: id })
      .catch((error: unknown) => error)
    return refused instanceof Problem ? JSON.stringify(refused.body).replaceAll(id, 'id') : ''
  }
  expect(await bodyFor(orderId)).toContain('not-found')
  expect(await bodyFor(orderId)).toBe(await bodyFor(newId('ord')))
})

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orders as orderRows } from '#db/orders/schema.ts'
import { sagas } from '#db/messages.ts'
import { variants } from '#db/products/schema.ts'
import { putCartLine, readGuestContacts } from '#subjects/carts.ts'
import {
  lineRepeated,
  listReturnsOfOrder,
  paymentMethodRequired,
  refuseReturn,
  requestReturn,
} from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { commitStock, reserveStock } from '#subjects/inventory.ts'
import { cancelOrder } from '#subjects/orders.ts'
import { authorizePayment, capturePayment, refundPayment } from '#subjects/payments.ts'
import { invalidRequest, notFound, type Problem } from '#subjects/problem.ts'
import { productUnavailable, quoteLines } from '#subjects/products.ts'
import { inventory } from '../../inventory/actor.ts'
import { payments } from '../../payments/actor.ts'
import { products } from '../../products/actor.ts'
import { around, goods, openShop, type OnTheWay } from '../../shop.ts'
import { losing } from '../../test-losing.ts'
import { customer, guest, outcomeOf, staff } from '../../world.ts'
import { orders } from '../actor.ts'
import { ask, exchanged, exchangeOf, key, lookAt, receive, sent, shipAll, twoTents, wanting } from './test-exchange.ts'

test('an exchange whose every answer is lost on its way is carried through all the same, once', async () => {
  const asked = [refundPayment, quoteLines, reserveStock, authorizePayment, commitStock, capturePayment]
  const { lose, lost, begin } = losing(asked)
  await using shop = await openShop({
    products: lose(products),
    inventory: lose(inventory),
    payments: lose(payments),
  })
  const { ada, order } = await sent(shop)
  const { id } = await ask(shop, ada, order.id, wanting({ MUG: 3 }))
  begin()
  await receive(shop, id)
  await shop.rest()
  expect(lost()).toEqual(asked.map(({ name }) => name))
  const exchange = await exchangeOf(shop, id)
  expect(exchange).toMatchObject({ status: 'confirmed', total: { amount: 3 * goods.MUG.price } })
  expect(await shop.books(exchange.id)).toMatchObject({ captured: exchange.total.amount, captures: 1, held: 0 })
  expect(await shop.world.db('orders').$count(orderRows)).toBe(2)
  expect(await shop.offenders()).toEqual([])
})

test('an exchange that two instances order at once, and one that is ordered again later, is one order', async () => {
  const met = Promise.withResolvers<void>()
  let quoting = 0
  let isWatched = false
  const meet: OnTheWay = async (moment) => {
    if (!isWatched || moment === 'after') return
    quoting += 1
    if (quoting === 1) {
      const past = sql`clock_timestamp() - interval '1 second'`
      await shop.world
        .db('orders')
        .update(sagas)
        .set({ leaseUntil: past, nextAt: past })
        .where(eq(sagas.name, 'return'))
    } else met.resolve()
    await met.promise
  }
  await using shop = await openShop({ products: around(products, [quoteLines.name], meet) })
  const { ada, order } = await sent(shop)
  const { id } = await ask(shop, ada, order.id, wanting({ MUG: 3 }))
  await shop.world.start(orders, { env: shop.env })
  isWatched = true
  await receive(shop, id)
  await shop.rest()
  expect(quoting).toBeGreaterThanOrEqual(2)
  const exchange = await exchangeOf(shop, id)
  const again = { state: 'running' as const, step: 'order exchange', nextAt: sql`clock_timestamp()`, leaseUntil: null }
  await shop.world.db('orders').update(sagas).set(again).where(eq(sagas.id, id))
  await shop.rest()
  expect(await exchangeOf(shop, id)).toEqual(exchange)
  expect(await shop.world.db('orders').$count(orderRows)).toBe(2)
  expect(await shop.books(exchange.id)).toMatchObject({ captured: exchange.total.amount, captures: 1 })
  expect(await shop.offenders()).toEqual([])
})

test('a return that is received twice and at once is exchanged once, and one that is refused not at all', async () => {
  await using shop = await openShop()
  const { ada, order } = await sent(shop)
  const { id: returnId } = await ask(shop, ada, order.id, wanting({ MUG: 3 }))
  await shop.world.as(staff).request(refuseReturn, { returnId, answer: 'worn' })
  await shop.rest()
  expect(await lookAt(shop, returnId)).toMatchObject({ status: 'refused', refund: { amount: 0 } })
  expect(await shop.world.db('orders').$count(orderRows)).toBe(1)
  const { id } = await ask(shop, ada, order.id, wanting({ MUG: 3 }))
  const named = key()
  await Promise.all([1, 2, 3].map(() => receive(shop, id, 2, named)))
  await shop.rest()
  expect(await exchangeOf(shop, id)).toMatchObject({ status: 'confirmed', exchangeOf: id })
  expect(await shop.world.db('orders').$count(orderRows)).toBe(2)
  expect(await shop.offenders()).toEqual([])
})

test('an exchange can be called off as any order, and sent back for another one', async () => {
  await using shop = await openShop()
  const { ada, order, exchange } = await exchanged(shop, wanting({ TENT: 2 }))
  await shipAll(shop, exchange)
  const { id } = await ask(shop, ada, exchange.id, wanting({ MUG: 1 }))
  await receive(shop, id)
  await shop.rest()
  const next = await exchangeOf(shop, id)
  await shop.world.as(ada).request(cancelOrder, { orderId: next.id }, key())
  await shop.rest()
  expect((await shop.books(next.id)).captured).toBe(0)
  expect((await shop.books(exchange.id)).captured).toBe(0)
  expect((await shop.books()).captured).toBe(order.total.amount - 2 * goods.TENT.price)
  expect(await shop.offenders()).toEqual([])
})

test('what is not for sale cannot be asked for, and who was answered before hears the same whatever is sold now', async () => {
  await using shop = await openShop()
  const { ada, order } = await sent(shop)
  const refused = (exchange: unknown) =>
    outcomeOf(shop.world.as(ada).request(requestReturn, twoTents(order.id, exchange as never), key()))
  expect(await refused(wanting({ UNICORN: 1 }))).toMatchObject({
    body: { code: productUnavailable.code, skus: ['UNICORN'], errors: [{ pointer: '/exchange/lines/0/sku' }] },
  })
  const twice = { sku: 'MUG', quantity: 1 }
  expect(await refused({ lines: [twice, twice] })).toSatisfy(lineRepeated.matches)
  for (const odd of [
    { lines: [] },
    { lines: [{ sku: 'MUG', quantity: 0 }] },
    { lines: [{ sku: "MUG'; drop table returns", quantity: 1 }] },
    { lines: [twice], paymentMethod: 'a card of mine' },
    { lines: [twice], price: 1 },
    null,
  ])
    expect(await refused(odd)).toSatisfy(invalidRequest.matches)
  expect((await shop.world.as(ada).request(listReturnsOfOrder, { orderId: order.id })).items).toEqual([])

  await shop.world.db('orders').update(orderRows).set({ paymentMethod: null, total: 0 })
  expect(await refused(wanting({ MUG: 1 }))).toSatisfy(paymentMethodRequired.matches)
  const named = key()
  const mine = () =>
    shop.world.as(ada).request(requestReturn, twoTents(order.id, wanting({ MUG: 1 }, 'pm_card_visa')), named)
  const first = await mine()
  await shop.world.db('products').update(variants).set({ archivedAt: new Date() }).where(eq(variants.sku, 'MUG'))
  expect(await mine()).toEqual(first)
  expect(await refused(wanting({ MUG: 1 }))).toMatchObject({ body: { code: 'not-that-many' } })
})

test("an exchange for somebody else's order answers exactly like one for an order that does not exist", async () => {
  await using shop = await openShop()
  const { order } = await sent(shop)
  const stranger = customer(newId('usr'))
  const told = await Promise.all(
    [order.id, newId('ord')].map(async (orderId) => {
      const refusal = await outcomeOf(ask(shop, stranger, orderId, wanting({ MUG: 1, UNICORN: 1 })))
      expect(notFound.matches(refusal)).toBe(true)
      return JSON.stringify((refusal as Problem).body).replaceAll(orderId, '')
    }),
  )
  expect(told[0]).toBe(told[1])
})

test('a guest has an exchange, too, and is still written to where they last said', async () => {
  await using shop = await openShop()
  const who = guest()
  const buy = async (sku: string, email: string) => {
    await shop.world.as(who).request(putCartLine, { sku, quantity: 2 })
    return shop.place(who, { email })
  }
  const order = await buy('TENT', 'first@example.com')
  await buy('MUG', 'second@example.com')
  await shop.rest()
  await shipAll(shop, order)
  const { id } = await ask(shop, who, order.id, wanting({ MUG: 1 }))
  await receive(shop, id)
  await shop.rest()
  const exchange = await exchangeOf(shop, id)
  expect(exchange).toMatchObject({ status: 'confirmed', customerId: who.id, email: 'first@example.com' })
  const { contacts } = await shop.world.tools.request(readGuestContacts, { guestIds: [who.id] })
  expect(contacts).toMatchObject([{ email: 'second@example.com' }])
  expect(await shop.offenders()).toEqual([])
})

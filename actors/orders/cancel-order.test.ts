import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { stockMovements } from '#db/inventory/schema.ts'
import { cancellations, orderEvents, orders as orderRows } from '#db/orders/schema.ts'
import { putCartLine } from '#subjects/carts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { restockStock, releaseStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { voidPayment } from '#subjects/payments.ts'
import { notFound, type Problem } from '#subjects/problem.ts'
import { inventory } from '../inventory/actor.ts'
import { payments } from '../payments/actor.ts'
import { openShop, type Shop } from '../shop.ts'
import { losing } from '../test-losing.ts'
import { customer, staff } from '../world.ts'
import { fold } from './fold.ts'
import { orders } from './actor.ts'

const cancel = (shop: Shop, who: Caller, orderId: string, key = newId('key')) =>
  shop.world.as(who).request(subject.cancelOrder, { orderId, reason: 'second thoughts' }, { idempotencyKey: key })

const read = (shop: Shop, orderId: string) => shop.world.as(staff).request(subject.readOrder, { orderId })

/** A cancelled order leaves nothing behind: no money, no stock, and a history that makes it. */
async function expectUndone(shop: Shop, orderId: string, refunded: number): Promise<void> {
  await shop.rest()
  const order = await read(shop, orderId)
  expect(order).toMatchObject({ status: 'cancelled', refunded: { amount: refunded } })
  expect(await shop.books(orderId)).toMatchObject({ captured: 0, held: 0 })
  const ofOrder = eq(cancellations.orderId, orderId)
  expect(await shop.world.db('orders').select().from(cancellations).where(ofOrder)).toMatchObject([{ status: 'done' }])
  const entries = await shop.world.db('orders').select().from(orderEvents).where(eq(orderEvents.orderId, orderId))
  const folded = fold(entries.toSorted((a, b) => a.seq - b.seq))
  const [row] = await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.id, orderId))
  expect(folded?.row).toEqual({ ...row, toldPendingAt: null })
  expect(await shop.offenders()).toEqual([])
}

const movements = (shop: Shop) =>
  shop.world
    .db('inventory')
    .select({ sku: stockMovements.sku, delta: stockMovements.delta, reason: stockMovements.reason })
    .from(stockMovements)
    .orderBy(stockMovements.id)
    .then((all) => all.filter(({ reason }) => reason !== 'initial'))

test('a paid order that is called off gives back its stock and its money, once', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 2 })
  const order = await shop.place(ada)
  await shop.rest()
  const asked = await Promise.all([1, 2, 3].map(() => cancel(shop, ada, order.id, 'one key')))
  for (const answer of asked) expect(answer).toEqual(asked[0])
  await expectUndone(shop, order.id, order.total.amount)
  expect(await movements(shop)).toEqual([
    { sku: 'MUG', delta: -2, reason: 'sale' },
    { sku: 'MUG', delta: 2, reason: 'cancellation' },
  ])
  const again = await cancel(shop, ada, order.id).catch((error: unknown) => error)
  expect(again).toMatchObject({ body: { code: 'order-closed', status: 409, orderStatus: 'cancelled' } })
  const { items } = await shop.world.as(ada).request(subject.readTimeline, { orderId: order.id })
  expect(items.map(({ type, note }) => [type, note])).toEqual([
    ['order.created', undefined],
    ['order.confirmed', undefined],
    ['order.cancelled', 'second thoughts'],
    ['order.refunded', undefined],
  ])
})

test('an order that waits for its customer is called off, and the cart can be ordered again', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ TENT: 10 })
  const waiting = await shop.place(ada, { paymentMethod: 'pm_card_authenticationRequired', key: 'first' })
  await cancel(shop, ada, waiting.id)
  await expectUndone(shop, waiting.id, 0)
  await expect(shop.authenticate(waiting, 'succeed')).rejects.toThrow('400')
  const repeated = await shop
    .place(ada, { paymentMethod: 'pm_card_authenticationRequired', key: 'first' })
    .catch((error: unknown) => error)
  expect(repeated).toMatchObject({ body: { code: 'order-closed', orderId: waiting.id } })
  expect((await shop.place(ada)).status).toBe('confirmed')
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test('whenever an order is called off while it is placed, it ends with nothing held and nothing taken', async () => {
  await using shop = await openShop()
  await shop.fault({ do: 'slow', ms: 60, times: 100, match: { method: 'POST', path: '/v1/payment_intents' } })
  await shop.world.start(orders, { env: shop.env })
  const delays = Array.from({ length: 16 }, (_, index) => index * 15)
  const ended = await Promise.all(
    delays.map(async (delayMs) => {
      const who = await shop.customerWith({ MUG: 1 })
      const { id } = await shop.place(who, { waitMs: 0 })
      await sleep(delayMs)
      await cancel(shop, who, id)
      return id
    }),
  )
  await shop.rest()
  for (const id of ended) {
    expect((await read(shop, id)).status).toBe('cancelled')
    expect(await shop.books(id)).toMatchObject({ captured: 0, held: 0 })
  }
  expect(await shop.world.db('orders').$count(cancellations, eq(cancellations.status, 'done'))).toBe(delays.length)
  expect(await shop.offenders()).toEqual([])
})

test('cancellations whose every answer is lost on its way are carried through all the same', async () => {
  const { lose, lost, begin } = losing([releaseStock, restockStock, voidPayment])
  await using shop = await openShop({ inventory: lose(inventory), payments: lose(payments) })
  const [ada, bob] = [await shop.customerWith({ MUG: 2, TENT: 1 }), await shop.customerWith({ MUG: 1 })]
  const paid = await shop.place(ada)
  const waiting = await shop.place(bob, { paymentMethod: 'pm_card_authenticationRequired' })
  await shop.world.settle()
  begin()
  await Promise.all([cancel(shop, ada, paid.id), cancel(shop, bob, waiting.id)])
  await expectUndone(shop, paid.id, paid.total.amount)
  await expectUndone(shop, waiting.id, 0)
  expect(lost()).toEqual([releaseStock.name, restockStock.name, voidPayment.name])
  expect((await movements(shop)).reduce((sum, { delta }) => sum + delta, 0)).toBe(0)
})

test('an order is called off while checkout still takes the money, and all of it comes back', async () => {
  await using shop = await openShop()
  await shop.fault({ do: 'slow', ms: 500, times: 1, match: { method: 'POST', path: '/v1/payment_intents/*/capture' } })
  const ada = await shop.customerWith({ MUG: 1 })
  const order = await shop.place(ada)
  await cancel(shop, staff, order.id)
  await expectUndone(shop, order.id, order.total.amount)
})

test('why staff called an order off stays among them, and why its customer did is told to both', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 1 })
  const [hers, theirs] = [await shop.place(ada), await shop.place(await putInto(shop, ada))]
  await cancel(shop, ada, hers.id)
  await cancel(shop, staff, theirs.id)
  const told = async (who: Caller, orderId: string) => {
    const as = shop.world.as(who)
    const [{ reason }, ...histories] = await Promise.all([
      as.request(subject.readCancellation, { orderId }),
      as.request(subject.readTimeline, { orderId }),
      as.request(subject.followOrder, { orderId }),
    ])
    const notes = histories.map(({ items }) => items.find(({ type }) => type === 'order.cancelled')?.note)
    return [reason, ...notes]
  }
  const [reason, nothing] = ['second thoughts', undefined]
  expect(await told(ada, hers.id)).toEqual([reason, reason, reason])
  expect(await told(staff, hers.id)).toEqual([reason, reason, reason])
  expect(await told(staff, theirs.id)).toEqual([reason, reason, reason])
  expect(await told(ada, theirs.id)).toEqual([nothing, nothing, nothing])
  await shop.rest()
})

/** The same customer, with goods in the next cart. */
async function putInto(shop: Shop, who: Caller): Promise<Caller> {
  await shop.world.as(who).request(putCartLine, { sku: 'MUG', quantity: 1 })
  return who
}

test("somebody else's order can be called off no more than one that does not exist", async () => {
  await using shop = await openShop()
  const order = await shop.place(await shop.customerWith({ MUG: 1 }))
  const stranger = customer(newId('usr'))
  const missing = newId('ord')
  const answers = await Promise.all(
    [order.id, missing].map(async (orderId) => {
      const refused = await cancel(shop, stranger, orderId).catch((error: unknown) => error)
      const unread = await shop.world
        .as(stranger)
        .request(subject.readCancellation, { orderId })
        .catch((error: unknown) => error)
      expect([refused, unread].every((error) => notFound.matches(error))).toBe(true)
      return JSON.stringify([refused, unread].map((error) => (error as Problem).body)).replaceAll(orderId, '')
    }),
  )
  expect(answers[0]).toBe(answers[1])
  await shop.rest()
  expect((await read(shop, order.id)).status).toBe('confirmed')
})

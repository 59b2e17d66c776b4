import { eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { stockMovements } from '#db/inventory/schema.ts'
import { orderEvents, orders as orderRows, returns } from '#db/orders/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import * as subject from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { restockStock } from '#subjects/inventory.ts'
import { cancelOrder, orderClosed, readOrder, readTimeline } from '#subjects/orders.ts'
import { refundPayment } from '#subjects/payments.ts'
import { notFound, type Problem } from '#subjects/problem.ts'
import { inventory } from '../../inventory/actor.ts'
import { payments } from '../../payments/actor.ts'
import { openShop, type Shop } from '../../shop.ts'
import { losing } from '../../test-losing.ts'
import { customer, outcomeOf, staff } from '../../world.ts'
import { orders } from '../actor.ts'
import { fold } from '../fold.ts'
import type { OrderLine } from '../order.ts'
import { stepOf } from '../../money.ts'
import { returnedEntries } from './returned-share.ts'

const key = () => ({ idempotencyKey: newId('key') })

const ship = (shop: Shop, orderId: string, lines: { sku: string; quantity: number }[], named = key()) =>
  shop.world.as(staff).request(subject.shipOrder, { orderId, lines, carrier: 'DHL' }, named)
const sendBack = (shop: Shop, who: Caller, orderId: string, lines: { sku: string; quantity: number }[]) =>
  shop.world.as(who).request(subject.requestReturn, { orderId, lines, reason: 'too small' }, key())
const approve = (shop: Shop, returnId: string) => shop.world.as(staff).request(subject.approveReturn, { returnId })
const receive = (
  shop: Shop,
  returnId: string,
  lines: { sku: string; restocked: number; writtenOff: number }[],
  named = key(),
) => shop.world.as(staff).request(subject.receiveReturn, { returnId, lines }, named)
const read = (shop: Shop, orderId: string) => shop.world.as(staff).request(readOrder, { orderId })

/** A shop with an order of two mugs and three tents that is paid for. */
async function sold(shop: Shop) {
  const ada = await shop.customerWith({ MUG: 2, TENT: 3 })
  const order = await shop.place(ada)
  await shop.rest()
  return { ada, order }
}

async function expectHistoryToMake(shop: Shop, orderId: string): Promise<void> {
  const entries = await shop.world.db('orders').select().from(orderEvents).where(eq(orderEvents.orderId, orderId))
  const folded = fold(entries.toSorted((a, b) => a.seq - b.seq))
  const [row] = await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.id, orderId))
  expect(folded?.row).toEqual({ ...row, toldPendingAt: null })
  expect(folded?.lines).toEqual((await read(shop, orderId)).lines)
}

test('an order leaves in parcels and arrives with the last of them', async () => {
  await using shop = await openShop()
  const { ada, order } = await sold(shop)
  const first = await ship(shop, order.id, [{ sku: 'TENT', quantity: 2 }])
  expect((await read(shop, order.id)).status).toBe('partially_shipped')
  const second = await ship(shop, order.id, [
    { sku: 'MUG', quantity: 2 },
    { sku: 'TENT', quantity: 1 },
  ])
  expect((await read(shop, order.id)).status).toBe('shipped')
  for (const { id: shipmentId } of [first, second, second])
    expect(await shop.world.as(staff).request(subject.deliverShipment, { shipmentId })).toMatchObject({
      status: 'delivered',
      version: 2,
    })
  expect((await read(shop, order.id)).status).toBe('delivered')
  const { items } = await shop.world.as(ada).request(subject.listShipments, { orderId: order.id })
  expect(items.map(({ id, lines }) => [id, lines.length])).toEqual([
    [first.id, 1],
    [second.id, 2],
  ])
  const timeline = await shop.world.as(ada).request(readTimeline, { orderId: order.id })
  expect(timeline.items.slice(2).map(({ type, status }) => [type, status])).toEqual([
    ['order.shipped', 'partially_shipped'],
    ['order.shipped', 'shipped'],
    ['order.delivered', 'delivered'],
  ])
  await expectHistoryToMake(shop, order.id)
  await shop.rest()
})

test('staff who pack the same pieces at once send each of them once', async () => {
  await using shop = await openShop()
  const { order } = await sold(shop)
  await shop.world.start(orders, { env: shop.env })
  const packed = await Promise.all(
    Array.from({ length: 12 }, () => outcomeOf(ship(shop, order.id, [{ sku: 'TENT', quantity: 1 }]))),
  )
  const refused = packed.filter((answer) => answer instanceof Error)
  expect(refused).toHaveLength(9)
  expect(refused.every((error) => subject.notThatMany.matches(error))).toBe(true)
  expect((await read(shop, order.id)).lines.find(({ sku }) => sku === 'TENT')?.shipped).toBe(3)
  const once = key()
  const twice = await Promise.all([1, 2].map(() => ship(shop, order.id, [{ sku: 'MUG', quantity: 1 }], once)))
  expect(twice[0]).toEqual(twice[1])
  expect(await outcomeOf(ship(shop, order.id, [{ sku: 'SEXTANT', quantity: 1 }]))).toMatchObject({
    body: { code: 'not-that-many', sku: 'SEXTANT', left: 0 },
  })
  const doubled = [1, 1].map((quantity) => ({ sku: 'MUG', quantity }))
  expect(await outcomeOf(ship(shop, order.id, doubled))).toSatisfy(subject.lineRepeated.matches)
  await expectHistoryToMake(shop, order.id)
  await shop.rest()
})

test('an order is either sent or called off, whoever is first', async () => {
  await using shop = await openShop()
  for (let round = 0; round < 6; round++) {
    const ada = await shop.customerWith({ MUG: 1 })
    const { id: orderId } = await shop.place(ada)
    await shop.rest()
    const [sent, cancelled] = await Promise.all([
      outcomeOf(ship(shop, orderId, [{ sku: 'MUG', quantity: 1 }])),
      outcomeOf(shop.world.as(ada).request(cancelOrder, { orderId }, key())),
    ])
    const losers = [sent, cancelled].filter((answer) => answer instanceof Error)
    expect(losers).toHaveLength(1)
    expect(orderClosed.matches(losers[0])).toBe(true)
    expect((await read(shop, orderId)).status).toBe(losers[0] === sent ? 'cancelled' : 'shipped')
  }
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
})

test('an order whose money is still being taken is not sent yet', async () => {
  await using shop = await openShop()
  await shop.fault({ do: 'slow', ms: 900, times: 1, match: { method: 'POST', path: '/v1/payment_intents/*/capture' } })
  const order = await shop.place(await shop.customerWith({ MUG: 1 }))
  expect(await outcomeOf(ship(shop, order.id, [{ sku: 'MUG', quantity: 1 }]))).toSatisfy(
    subject.orderUnfinished.matches,
  )
  await shop.rest()
  await ship(shop, order.id, [{ sku: 'MUG', quantity: 1 }])
})

test('what comes back is paid back, to the cent, and only what can be sold goes on the shelf', async () => {
  await using shop = await openShop()
  const { ada, order } = await sold(shop)
  await ship(
    shop,
    order.id,
    order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
  )
  const first = await sendBack(shop, ada, order.id, [{ sku: 'TENT', quantity: 2 }])
  expect(await outcomeOf(receive(shop, first.id, [{ sku: 'TENT', restocked: 2, writtenOff: 0 }]))).toSatisfy(
    subject.returnClosed.matches,
  )
  await approve(shop, first.id)
  await approve(shop, first.id)
  expect(await outcomeOf(sendBack(shop, ada, order.id, [{ sku: 'TENT', quantity: 2 }]))).toMatchObject({
    body: { code: 'not-that-many', left: 1 },
  })
  const named = key()
  const lines = [{ sku: 'TENT', restocked: 1, writtenOff: 1 }]
  await Promise.all([1, 2, 3].map(() => receive(shop, first.id, lines, named)))
  await shop.rest()
  const done = await shop.world.as(ada).request(subject.readReturn, { returnId: first.id })
  const [, tent] = order.lines
  expect(done).toMatchObject({ status: 'done', lines: [{ ...lines[0], quantity: 2 }] })
  expect(await read(shop, order.id)).toMatchObject({ status: 'shipped', refunded: done.refund })

  const rest = await sendBack(shop, ada, order.id, [
    { sku: 'TENT', quantity: 1 },
    { sku: 'MUG', quantity: 2 },
  ])
  await approve(shop, rest.id)
  await receive(shop, rest.id, [
    { sku: 'TENT', restocked: 1, writtenOff: 0 },
    { sku: 'MUG', restocked: 2, writtenOff: 0 },
  ])
  await shop.rest()
  const goods = order.lines.reduce((sum, { total }) => sum + total.amount, 0)
  expect(await read(shop, order.id)).toMatchObject({ status: 'returned', refunded: { amount: goods } })
  expect(await shop.books(order.id)).toMatchObject({ captured: order.total.amount - goods })
  const moved = await shop.world.db('inventory').select().from(stockMovements)
  const back = moved.filter(({ reason }) => reason === 'return')
  expect(back.map(({ sku, delta }) => `${delta} ${sku}`).sort()).toEqual(['1 TENT', '1 TENT', '2 MUG'])
  expect(tent?.sku).toBe('TENT')
  await expectHistoryToMake(shop, order.id)
  expect(await shop.offenders()).toEqual([])
})

test('a return of which nothing comes back is done, and pays nothing back', async () => {
  await using shop = await openShop()
  const { ada, order } = await sold(shop)
  await ship(shop, order.id, [{ sku: 'MUG', quantity: 2 }])
  const { id } = await sendBack(shop, ada, order.id, [{ sku: 'MUG', quantity: 1 }])
  await approve(shop, id)
  expect(await receive(shop, id, [{ sku: 'MUG', restocked: 0, writtenOff: 0 }])).toMatchObject({ status: 'received' })
  await shop.rest()
  expect(await shop.world.as(ada).request(subject.readReturn, { returnId: id })).toMatchObject({ status: 'done' })
  expect(await shop.offenders()).toEqual([])
})

test('what is refused can be asked for once more, and two requests never are for one piece', async () => {
  await using shop = await openShop()
  const { ada, order } = await sold(shop)
  await ship(shop, order.id, [{ sku: 'MUG', quantity: 2 }])
  const asked = await Promise.all(
    Array.from({ length: 5 }, () => outcomeOf(sendBack(shop, ada, order.id, [{ sku: 'MUG', quantity: 1 }]))),
  )
  expect(asked.filter((answer) => subject.notThatMany.matches(answer))).toHaveLength(3)
  const [open] = await shop.world.db('orders').select().from(returns)
  const returnId = open?.id ?? ''
  const refuse = () => shop.world.as(staff).request(subject.refuseReturn, { returnId, answer: 'worn' })
  expect(await refuse()).toMatchObject({ status: 'refused', answer: 'worn' })
  expect(await refuse()).toMatchObject({ status: 'refused', version: 2 })
  expect(await outcomeOf(approve(shop, returnId))).toMatchObject({
    body: { code: 'return-closed', returnStatus: 'refused' },
  })
  await sendBack(shop, ada, order.id, [{ sku: 'MUG', quantity: 1 }])
  const { items } = await shop.world.as(staff).request(subject.listReturns, { status: 'requested', limit: 1 })
  expect(items).toHaveLength(1)
  await shop.rest()
})

test('a return whose every answer is lost on its way is carried through all the same', async () => {
  const { lose, lost, begin } = losing([restockStock, refundPayment])
  await using shop = await openShop({ inventory: lose(inventory), payments: lose(payments) })
  const { ada, order } = await sold(shop)
  await ship(shop, order.id, [{ sku: 'TENT', quantity: 3 }])
  const { id } = await sendBack(shop, ada, order.id, [{ sku: 'TENT', quantity: 1 }])
  await approve(shop, id)
  begin()
  await receive(shop, id, [{ sku: 'TENT', restocked: 1, writtenOff: 0 }])
  await shop.rest()
  expect(lost()).toEqual([restockStock.name, refundPayment.name])
  const { refund, status } = await shop.world.as(ada).request(subject.readReturn, { returnId: id })
  expect([status, (await shop.books(order.id)).captured]).toEqual(['done', order.total.amount - refund.amount])
  expect(await shop.offenders()).toEqual([])
})

test("somebody else's parcels and returns answer exactly like those that do not exist", async () => {
  await using shop = await openShop()
  const { ada, order } = await sold(shop)
  await ship(shop, order.id, [{ sku: 'MUG', quantity: 2 }])
  const { id } = await sendBack(shop, ada, order.id, [{ sku: 'MUG', quantity: 1 }])
  const stranger = customer(newId('usr'))
  const answers = await Promise.all(
    [
      { orderId: order.id, returnId: id },
      { orderId: newId('ord'), returnId: newId('ret') },
    ].map(async ({ orderId, returnId }) => {
      const as = shop.world.as(stranger)
      const refused = await Promise.all([
        outcomeOf(as.request(subject.listShipments, { orderId })),
        outcomeOf(as.request(subject.listReturnsOfOrder, { orderId })),
        outcomeOf(as.request(subject.readReturn, { returnId })),
        outcomeOf(sendBack(shop, stranger, orderId, [{ sku: 'MUG', quantity: 1 }])),
      ])
      expect(refused.every((error) => notFound.matches(error))).toBe(true)
      const told = JSON.stringify(refused.map((error) => (error as Problem).body))
      return told.replaceAll(orderId, '').replaceAll(returnId, '')
    }),
  )
  expect(answers[0]).toBe(answers[1])
  await shop.rest()
})

test('the parts of an order add up to its lines, however its pieces come back, and each can be paid back in its currency', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 })
  const line = fc.record({ amount: fc.integer({ min: 0, max: 999_000_000_000 }), parts: counts })
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('EUR', 'JPY', 'KWD', 'MGA'),
      fc.infiniteStream(fc.nat()),
      (drawn, currency, order) => {
        const step = stepOf(currency)
        const lines = drawn.map(({ amount, parts }, index) => ({
          sku: `SKU-${index}`,
          quantity: parts.reduce((sum, part) => sum + part, 0),
          returned: 0,
          total: { amount, currency },
          tax: { amount: 0, currency },
          unitPrice: { amount, currency },
          discount: { amount: 0, currency },
        }))
        const left = drawn.flatMap(({ parts }, index) => parts.map((quantity) => ({ sku: `SKU-${index}`, quantity })))
        let sum = 0
        while (left.length > 0) {
          const at = Number(order.next().value) % left.length
          const pieces = left.splice(at, 1)
          const [entry] = returnedEntries(lines as unknown as OrderLine[], pieces)
          const total = entry?.total ?? 0
          expect([total % step, total >= 0]).toEqual([0, true])
          sum += total
          for (const each of lines) if (each.sku === pieces[0]?.sku) each.returned += pieces[0].quantity
        }
        const whole = lines.reduce((all, { total }) => all + total.amount, 0)
        expect(sum).toBe(whole - (whole % step))
      },
    ),
  )
})

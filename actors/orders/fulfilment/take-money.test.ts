import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { payments as paymentRows } from '#db/payments/schema.ts'
import { listDocuments, notInvoiced, readInvoice } from '#subjects/documents.ts'
import { approveReturn, notThatMany, receiveReturn, requestReturn, shipOrder } from '#subjects/fulfilment.ts'
import { cancelOrder } from '#subjects/orders.ts'
import { setUpPaymentMethod } from '#subjects/payment-methods.ts'
import { authorizePayment, capturePayment, listPayments } from '#subjects/payments.ts'
import { reimbursePayment } from '#subjects/reimbursements.ts'
import { updateStore } from '#subjects/store.ts'
import type { Actor } from '../../actor.ts'
import { payments } from '../../payments/actor.ts'
import { goods, openShop, type Shop } from '../../shop.ts'
import { losing } from '../../test-losing.ts'
import { staff } from '../../world.ts'
import { key, type Order, read } from './test-exchange.ts'

const { lose, lost, begin } = losing([capturePayment, authorizePayment])

/** Payments that look after what is held at once, once it is time. */
const attentive: Actor = {
  ...payments,
  timers: payments.timers.map((timer) => (timer.name === 'take held' ? { ...timer, everyMs: 200 } : timer)),
}

let shop: Shop
let early: Order
beforeAll(async () => {
  shop = await openShop({ payments: lose(attentive) })
  early = await shop.place(await shop.customerWith({ MUG: 1 }))
  await shop.world.as(staff).request(updateStore, { captureOn: 'shipment' }, { ifVersion: [1] })
})
afterAll(() => shop[Symbol.asyncDispose]())

async function ordered(paymentMethod = 'pm_card_visa') {
  const ada = await shop.customerWith({ MUG: 3, TENT: 1 })
  const order = await shop.place(ada, { paymentMethod })
  await shop.rest()
  return { ada, ...order }
}

const ship = (orderId: string, parcel: Readonly<Record<string, number>>, named = key()) => {
  const lines = Object.entries(parcel).map(([sku, quantity]) => ({ sku, quantity }))
  return shop.world.as(staff).request(shipOrder, { orderId, lines, carrier: 'DHL' }, named)
}

/** Tries again for as long as it cannot be said whether it is paid. */
const sent = (...parcel: Parameters<typeof ship>) =>
  expect.poll(() => ship(...parcel).then(() => 'sent', String), { timeout: 10_000 }).toBe('sent')

const [mug, tent] = [goods.MUG.price, goods.TENT.price]

test('a store may take the money as parcels leave, each its part; until then it is only held', async () => {
  const { id, total } = await ordered()
  expect((await shop.books(early.id)).captured, 'ordered before that').toBe(early.total.amount)
  expect(await shop.books(id)).toMatchObject({ captured: 0, held: total.amount })
  await expect(ship(id, { MUG: 4 }), 'a parcel that is refused takes no money').rejects.toSatisfy(notThatMany.matches)
  expect(await shop.books(id)).toMatchObject({ captures: 0, held: total.amount })
  await shop.fault({ do: '500_before', match: { key: 'capture:*' } })
  await expect(ship(id, { MUG: 1 }), 'nothing is sent that is not paid').rejects.toMatchObject({
    body: { status: 503 },
  })
  expect(await read(shop, id)).toMatchObject({ status: 'confirmed' })

  const named = key()
  await sent(id, { MUG: 1 }, named)
  const shipping = total.amount - 3 * mug - tent
  expect(await shop.books(id)).toMatchObject({ captures: 1, captured: mug + shipping })
  await Promise.all([ship(id, { MUG: 1 }, named), ship(id, { MUG: 1 }, named)])
  expect((await shop.books(id)).captures, 'the same parcel').toBe(1)
  await ship(id, { MUG: 1, TENT: 1 })
  expect(await shop.books(id)).toMatchObject({ captures: 2, captured: 2 * mug + tent + shipping, held: mug })
  await ship(id, { MUG: 1 })
  expect(await shop.books(id)).toMatchObject({ captures: 3, captured: total.amount, held: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('while parcels wait, the money is held anew on a card that is kept, and taken of any other before its bank lets go', async () => {
  const ada = await shop.customerWith({ MUG: 2 })
  const { paymentMethod: card } = await shop.world
    .as(ada)
    .request(setUpPaymentMethod, { paymentMethod: 'pm_card_visa' }, key())
  const waiting = await shop.place(ada, { paymentMethod: card?.id ?? '' })
  const other = await ordered()
  await shop.rest()
  const { total } = waiting
  const ofOrder = (id: string) => eq(paymentRows.orderId, id)
  for (const { id } of [waiting, other])
    await shop.world.db('payments').update(paymentRows).set({ renewAt: sql`clock_timestamp()` }).where(ofOrder(id))
  const held = { authorized: 2 * total.amount, held: total.amount, captured: 0 }
  await expect.poll(() => shop.books(waiting.id)).toMatchObject(held)
  await expect.poll(() => shop.books(other.id)).toMatchObject({ held: 0, captured: other.total.amount })

  await ship(waiting.id, { MUG: 1 })
  await ship(waiting.id, { MUG: 1 })
  expect(await shop.books(waiting.id)).toMatchObject({ captures: 2, captured: total.amount, held: 0 })
  await ship(other.id, { MUG: 3, TENT: 1 })
  expect(await shop.offenders()).toEqual([])
})

test('of a card that gives its money once, all of it is taken with the first parcel', async () => {
  const { id, total } = await ordered('pm_card_mastercard')
  await ship(id, { MUG: 1 })
  await ship(id, { MUG: 2, TENT: 1 })
  expect(await shop.books(id)).toMatchObject({ captures: 1, captured: total.amount, held: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('what was paid for is sent even if staff have given all of it back since', async () => {
  const { id, total } = await ordered('pm_card_mastercard')
  await ship(id, { MUG: 1 })
  const { items } = await shop.world.as(staff).request(listPayments, { orderId: id })
  await shop.world.as(staff).request(reimbursePayment, { paymentId: items[0]?.id ?? '' }, key())
  await expect.poll(async () => (await read(shop, id)).refunded, { timeout: 10_000 }).toEqual(total)
  await sent(id, { MUG: 2, TENT: 1 })
  expect(await read(shop, id)).toMatchObject({ status: 'shipped' })
  expect(await shop.books(id)).toMatchObject({ captures: 1, captured: 0, held: 0 })
})

test('parcels that leave at the same time are all paid for, and nothing twice', async () => {
  const { id, total } = await ordered()
  await Promise.all([sent(id, { MUG: 1 }), sent(id, { MUG: 2 }), sent(id, { TENT: 1 })])
  expect(await read(shop, id)).toMatchObject({ status: 'shipped' })
  expect(await shop.books(id)).toMatchObject({ captured: total.amount, held: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('a parcel that was paid for and never left is paid for once it does, or another one in its place', async () => {
  const { id, total } = await ordered()
  const upTo = { amount: tent, currency: total.currency }
  await shop.world.tools.request(capturePayment, { orderId: id, upTo })
  await ship(id, { MUG: 1 })
  expect(await shop.books(id), 'it is worth less').toMatchObject({ captures: 1, captured: tent })
  await ship(id, { TENT: 1 })
  await ship(id, { MUG: 2 })
  expect(await shop.books(id)).toMatchObject({ captured: total.amount, held: 0 })
  expect(await shop.offenders()).toEqual([])
})

test('an order that is called off after its first parcel was paid for, before it left, costs nothing', async () => {
  const { id, total } = await ordered()
  await shop.world.tools.request(capturePayment, { orderId: id, upTo: { amount: mug, currency: total.currency } })
  await shop.world.as(staff).request(cancelOrder, { orderId: id }, key())
  await shop.rest()
  expect(await shop.books(id)).toMatchObject({ captured: 0, captures: 1, held: 0 })
  expect(await read(shop, id)).toMatchObject({ status: 'cancelled', refunded: { amount: mug } })
  await expect(ship(id, { MUG: 1 })).rejects.toMatchObject({ body: { status: 409 } })
})

test('what is only held has no invoice before its first parcel leaves: let go, it would stand without a credit note', async () => {
  const { ada, id, total } = await ordered()
  const invoice = () => shop.world.as(ada).request(readInvoice, { orderId: id })
  await expect(invoice()).rejects.toSatisfy(notInvoiced.matches)
  await ship(id, { MUG: 1 })
  expect((await invoice()).name).toMatch(/^INV-/)
  const { items } = await shop.world.as(ada).request(listDocuments, { orderId: id })
  expect(items.map(({ kind, total: sum }) => [kind, sum.amount])).toEqual([['invoice', total.amount]])
})

test('what comes back of the first parcel is paid back before the second one leaves', async () => {
  const { ada, id, total } = await ordered()
  await ship(id, { MUG: 3 })
  const lines = [{ sku: 'MUG', quantity: 3 }]
  const asked = { orderId: id, lines, reason: 'too small' }
  const { id: returnId } = await shop.world.as(ada).request(requestReturn, asked, key())
  await shop.world.as(staff).request(approveReturn, { returnId })
  const received = [{ sku: 'MUG', restocked: 3, writtenOff: 0 }]
  await shop.world.as(staff).request(receiveReturn, { returnId, lines: received }, key())
  await shop.rest()
  expect(await read(shop, id)).toMatchObject({ status: 'partially_shipped', refunded: { amount: 3 * mug } })
  expect(await shop.books(id)).toMatchObject({ held: tent })
  await ship(id, { TENT: 1 })
  expect(await shop.books(id)).toMatchObject({ captures: 2, captured: total.amount - 3 * mug, held: 0 })
})

test('an answer that is lost on its way takes nothing twice', async () => {
  begin()
  const { id, total } = await ordered()
  await sent(id, { MUG: 1 })
  await sent(id, { MUG: 2, TENT: 1 })
  expect(lost()).toEqual([capturePayment.name, authorizePayment.name])
  expect(await shop.books(id)).toMatchObject({ captures: 2, captured: total.amount, held: 0 })
})

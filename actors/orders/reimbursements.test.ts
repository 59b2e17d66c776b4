import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { databases } from '#db/databases.ts'
import { orderEvents } from '#db/orders/schema.ts'
import { notifications as mails } from '#db/notifications/schema.ts'
import { payments as paymentRows } from '#db/payments/schema.ts'
import { listDocuments, readInvoice } from '#subjects/documents.ts'
import type { Caller } from '#subjects/envelope.ts'
import { approveReturn, receiveReturn, requestReturn } from '#subjects/fulfilment.ts'
import { orderReimbursed } from '#subjects/order-payment.ts'
import { cancelOrder, readTimeline } from '#subjects/orders.ts'
import { paymentReimbursed, reimbursePayment } from '#subjects/reimbursements.ts'
import { type All, brokenAcross } from '../across/across.ts'
import { insist } from '../payments/payments-world.ts'
import type { Shop } from '../shop.ts'
import { brokenLaws } from '../test-laws.ts'
import { openWholeShop } from '../test-whole-shop.ts'
import { staff } from '../world.ts'
import { key, lookAt, type Order, read, shipAll } from './fulfilment/test-exchange.ts'

const stack = new AsyncDisposableStack()
let shop: Shop
let all: All
beforeAll(async () => {
  shop = stack.use(await openWholeShop())
  const opened = databases.map((name) => [name, stack.use(connectDb(shop.world.databaseUrl(name))).sql])
  all = Object.fromEntries(opened) as All
})
afterAll(() => stack.disposeAsync())

/** Somebody with two mugs that are paid for: 29.80. */
async function paid() {
  const ada = await shop.customerWith({ MUG: 2 })
  const order = await shop.place(ada)
  const ofOrder = eq(paymentRows.orderId, order.id)
  const payment = async () => (await shop.world.db('payments').select().from(paymentRows).where(ofOrder))[0]
  await expect.poll(async () => (await payment())?.status, { timeout: 10_000 }).toBe('captured')
  return { ada, order, paymentId: (await payment())?.id ?? '' }
}

function give(paymentId: string, amount?: number, reason?: string) {
  const [asked, named] = [{ paymentId, ...(amount && { amount }), ...(reason && { reason }) }, key()]
  return insist(() => shop.world.as(staff).request(reimbursePayment, asked, named))
}

/** Both mugs are on their way back; what it answers receives them. */
async function sendBack(ada: Caller, order: Order) {
  const asked = { orderId: order.id, lines: [{ sku: 'MUG', quantity: 2 }], reason: 'too small' }
  const { id: returnId } = await shop.world.as(ada).request(requestReturn, asked, key())
  const desk = shop.world.as(staff)
  await desk.request(approveReturn, { returnId })
  return () => desk.request(receiveReturn, { returnId, lines: [{ sku: 'MUG', restocked: 2, writtenOff: 0 }] }, key())
}

/** Waits until an order has given back so much, and so has its payment. */
async function expectGivenBack({ id, total }: Order, amount: number): Promise<void> {
  const given = async () => [(await read(shop, id)).refunded.amount, total.amount - (await shop.books(id)).captured]
  await expect.poll(given, { timeout: 15_000 }).toEqual([amount, amount])
}

/** The sums that a customer was written to about, by the kind of mail. */
async function mailedTo({ id }: Caller): Promise<Readonly<Record<string, number>>> {
  const rows = await shop.world.db('notifications').select().from(mails).where(eq(mails.userId, id))
  const money = rows.filter(({ template }) => ['order-reimbursed', 'order-refunded'].includes(template))
  return Object.fromEntries(
    money.map(({ template, data }) => [template, (data as { amount: { amount: number } }).amount.amount]),
  )
}

test('what staff give back is in the sums of the order, its timeline, a credit note and a mail, with the reason', async () => {
  const { ada, order, paymentId } = await paid()
  const hers = shop.world.as(ada)
  // With the parcel goes an invoice.
  await shipAll(shop, order)
  await give(paymentId, 333, 'A scratch')
  await expectGivenBack(order, 333)
  const { items } = await hers.request(readTimeline, { orderId: order.id })
  expect(items.at(-1)).toMatchObject({ type: 'order.reimbursed', text: 'Money was given back.', note: 'A scratch' })
  expect((await shop.world.as(staff).request(readTimeline, { orderId: order.id })).items.at(-1)?.actor).toBe(staff.id)
  const documents = (await hers.request(listDocuments, { orderId: order.id })).items
  expect(documents.map(({ kind, total }) => [kind, total.amount])).toEqual([
    ['invoice', 2_980],
    ['credit-note', 333],
  ])
  await expect.poll(() => mailedTo(ada)).toEqual({ 'order-reimbursed': 333 })
})

test('what staff gave back before there was an invoice has a credit note as soon as there is, of each part one', async () => {
  const { ada, order, paymentId } = await paid()
  await give(paymentId, 333, 'A scratch')
  await give(paymentId, 200)
  await expectGivenBack(order, 533)
  await shipAll(shop, order)
  await give(paymentId, 47)
  await expectGivenBack(order, 580)
  await shop.world.as(ada).request(readInvoice, { orderId: order.id })
  const { items } = await shop.world.as(ada).request(listDocuments, { orderId: order.id })
  const totals = items.map(({ kind, total }) => `${kind} ${total.amount}`)
  expect(totals.toSorted()).toEqual(['credit-note 200', 'credit-note 333', 'credit-note 47', 'invoice 2980'])
})

test('a part of a refund is added once, even by orders that have forgotten that they heard of it', async () => {
  const { order, paymentId } = await paid()
  const { id: refundId, amount } = await give(paymentId, 500)
  await expectGivenBack(order, 500)
  const told = { refundId, paymentId, orderId: order.id, amount, givenBy: staff.id }
  await shop.world.tell(paymentReimbursed, told)
  await shop.world.settle()
  expect((await read(shop, order.id)).refunded.amount).toBe(500)
  const ofOrder = eq(orderEvents.orderId, order.id)
  const events = await shop.world.db('orders').select().from(orderEvents).where(ofOrder)
  expect(events.filter(({ type }) => type === orderReimbursed.name)).toHaveLength(1)
})

test('all of an order comes back after staff gave some of it back: its customer gets the rest, and is told how much', async () => {
  const { ada, order, paymentId } = await paid()
  await shipAll(shop, order)
  await give(paymentId, 1_000)
  const { id: returnId } = await (await sendBack(ada, order))()
  await expectGivenBack(order, 2_980)
  await expect.poll(() => lookAt(shop, returnId)).toMatchObject({ status: 'done', refund: { amount: 1_980 } })
  await expect.poll(() => mailedTo(ada)).toEqual({ 'order-refunded': 1_980, 'order-reimbursed': 1_000 })
  const { items } = await shop.world.as(ada).request(listDocuments, { orderId: order.id })
  expect(items.map(({ total }) => total.amount).toSorted((a, b) => a - b)).toEqual([1_000, 1_980, 2_980])
})

test('of an order that staff gave back whole, a return gives back nothing, and is done', async () => {
  const { ada, order, paymentId } = await paid()
  await shipAll(shop, order)
  await give(paymentId)
  await expectGivenBack(order, 2_980)
  const { id: returnId } = await (await sendBack(ada, order))()
  await expectGivenBack(order, 2_980)
  await expect.poll(() => lookAt(shop, returnId)).toMatchObject({ status: 'done', refund: { amount: 0 } })
  expect(await read(shop, order.id)).toMatchObject({ status: 'returned' })
  await expect.poll(() => mailedTo(ada)).toEqual({ 'order-reimbursed': 2_980 })
})

test('an order is called off after staff gave some of it back: the rest goes back, and no more', async () => {
  const { ada, order, paymentId } = await paid()
  await give(paymentId, 1_000)
  await shop.world.as(ada).request(cancelOrder, { orderId: order.id }, key())
  await expectGivenBack(order, 2_980)
  expect((await read(shop, order.id)).status).toBe('cancelled')
})

test('staff give back while orders are called off and come back: whoever was faster, each unit goes back once', async () => {
  const [cancelled, returned] = [await Promise.all([paid(), paid()]), await Promise.all([paid(), paid()])]
  for (const { order } of returned) await shipAll(shop, order)
  const receive = await Promise.all(returned.map(({ ada, order }) => sendBack(ada, order)))
  await Promise.all([
    ...[...cancelled, ...returned].map(({ paymentId }) => give(paymentId, 1_000).catch(() => undefined)),
    ...cancelled.map(({ ada, order }) => shop.world.as(ada).request(cancelOrder, { orderId: order.id }, key())),
    ...receive.map((comeBack) => comeBack()),
  ])
  for (const { order } of [...cancelled, ...returned]) await expectGivenBack(order, 2_980)
})

test('after all of that no law is broken, in one database or across them', async () => {
  await shop.rest()
  expect(await shop.offenders()).toEqual([])
  expect(await brokenAcross(all, {})).toEqual([])
  expect(await brokenLaws('payments', shop.world.db('payments'))).toEqual({})
})

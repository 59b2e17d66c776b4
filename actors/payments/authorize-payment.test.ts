import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { payments as rows, providerCalls } from '#db/payments/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import {
  listPayments,
  listPaymentsOfOrders,
  paymentDeclined,
  paymentMismatch,
  paymentOver,
  readPayment,
  refundPayment,
} from '#subjects/payments.ts'
import { notFound } from '#subjects/problem.ts'
import { customer, staff } from '../world.ts'
import { payments } from './actor.ts'
import { anOrder, authorize, capture, eventually, letGo, type PaymentsWorld, startPayments } from './payments-world.ts'

const told = async ({ db }: PaymentsWorld) =>
  (await db.select().from(outbox).orderBy(outbox.seq)).map(({ subject, body, aggregateVersion }) => {
    const { status, reason, prompt } = body as { status?: string; reason?: string; prompt?: true }
    return [subject, aggregateVersion, status ?? reason, ...(prompt ? ['as the answer'] : [])]
  })

test('an order is paid once: authorized, captured, and both again without a second effect', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  const first = await authorize(shop.tools, order)
  expect(first).toEqual({ paymentId: expect.stringMatching(/^pay_/), status: 'authorized' })
  expect(await authorize(shop.tools, order)).toEqual(first)
  expect(await capture(shop.tools, order)).toBeNull()
  expect(await capture(shop.tools, order)).toBeNull()
  expect(await authorize(shop.tools, order)).toEqual(first)

  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'captured'])
  expect(await told(shop)).toEqual([
    ['payment.processed', 1, 'authorized', 'as the answer'],
    ['payment.processed', 2, 'captured', 'as the answer'],
  ])
  expect(await shop.row(order.orderId)).toMatchObject({
    status: 'captured',
    captured: 4_999,
    nextAt: null,
    leaseOwner: null,
  })
  expect(await shop.db.$count(providerCalls)).toBe(2)
  await shop.expectBooksToAgree()
})

test('two instances asked at once for the same orders begin one payment for each', async () => {
  await using shop = await startPayments({ delayMs: 20 })
  await shop.world.start(payments)
  const orders = Array.from({ length: 8 }, () => anOrder())
  const answers = await Promise.all([...orders, ...orders, ...orders].map((order) => authorize(shop.tools, order)))
  expect(new Set(answers.map(({ paymentId }) => paymentId)).size).toBe(orders.length)
  const captures = await Promise.allSettled([...orders, ...orders].map((order) => capture(shop.tools, order)))
  expect(captures.every(({ status }) => status === 'fulfilled')).toBe(true)
  for (const { orderId } of orders) expect(await shop.effects(orderId)).toEqual(['created', 'authorized', 'captured'])
  await shop.expectBooksToAgree()
})

test.each([
  ['pm_card_chargeDeclinedInsufficientFunds', 'insufficient_funds', 'Your card has insufficient funds.'],
  ['pm_card_chargeDeclined', 'generic_decline', 'Your card was declined.'],
])('%s is declined for good, and its intent cannot be paid later', async (paymentMethod, declineCode, detail) => {
  await using shop = await startPayments()
  const order = anOrder(paymentMethod)
  const refusal = { body: { code: 'payment-declined', status: 402, declineCode, detail } }
  await expect(authorize(shop.tools, order)).rejects.toMatchObject(refusal)
  await expect(authorize(shop.tools, order)).rejects.toMatchObject(refusal)
  await expect(capture(shop.tools, order)).rejects.toSatisfy(paymentOver.matches)
  await letGo(shop.tools, order)
  expect(await shop.effects(order.orderId)).toEqual(['created', 'declined', 'canceled'])
  expect(await told(shop)).toEqual([['payment.failed', 1, detail, 'as the answer']])
  await shop.expectBooksToAgree()
})

test('a payment method that does not exist is a decline that tells nothing of our dealings with the provider', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_imaginary')
  const refusal: unknown = await authorize(shop.tools, order).catch((error: unknown) => error)
  expect(refusal).toSatisfy(paymentDeclined.matches)
  expect(refusal).toMatchObject({ body: { detail: 'The payment provider refused the payment.' } })
  await letGo(shop.tools, order)
  expect(await shop.effects(order.orderId)).toEqual([])
})

test('a mistake of ours that looks like a decline is heard of', async () => {
  await using shop = await startPayments()
  const order = { ...anOrder(), amount: { amount: 1, currency: 'EUR' } }
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentDeclined.matches)
  expect(shop.world.bugs).toMatchObject([{ alarm: expect.stringContaining('StripeInvalidRequestError') }])
  shop.world.bugs.length = 0
})

test('a decline is told as one while its intent cannot be closed, and the intent is closed later', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_chargeDeclined')
  await shop.fault({ do: 'timeout_before', match: { key: 'cancel:*' }, times: 1_000 })
  for (let asked = 0; asked < 3; asked += 1) {
    await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentDeclined.matches)
  }
  expect(await shop.effects(order.orderId)).toEqual(['created', 'declined'])
  await shop.heal()
  await eventually(async () => expect(await shop.effects(order.orderId)).toEqual(['created', 'declined', 'canceled']))
  await shop.expectBooksToAgree()
})

test('an order cannot be paid for again with another sum, or by somebody else', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  for (const other of [
    { amount: { amount: 1, currency: 'EUR' } },
    { amount: { amount: 4_999, currency: 'USD' } },
    { customerId: newId('usr') },
  ]) {
    await expect(authorize(shop.tools, { ...order, ...other })).rejects.toSatisfy(paymentMismatch.matches)
  }
  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized'])
})

test('a customer who authenticates is authorized as soon as the provider reports it', async () => {
  await using shop = await startPayments({ webhooks: true })
  const order = anOrder('pm_card_authenticationRequired')
  const asked = await authorize(shop.tools, order)
  expect(asked).toMatchObject({ status: 'requires_action', clientSecret: expect.stringContaining('_secret_') })
  expect(await authorize(shop.tools, order)).toEqual(asked)
  expect(await told(shop)).toEqual([])

  await shop.authenticate((await shop.row(order.orderId)).intentId, 'succeed')
  await eventually(async () => expect(await told(shop)).toEqual([['payment.processed', 1, 'authorized']]))
  expect(await authorize(shop.tools, order)).toEqual({ paymentId: asked.paymentId, status: 'authorized' })
  await shop.expectBooksToAgree()
})

test('a customer whose bank says no is declined, and the intent is closed', async () => {
  await using shop = await startPayments({ webhooks: true })
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  await shop.authenticate((await shop.row(order.orderId)).intentId, 'fail')
  await eventually(async () => expect(await shop.effects(order.orderId)).toEqual(['created', 'declined', 'canceled']))
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentDeclined.matches)
  expect(await told(shop)).toHaveLength(1)
})

test('whoever waits for a customer hears of it when somebody else lets the payment go', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  await letGo(shop.tools, order)
  expect(await told(shop)).toEqual([['payment.failed', 1, expect.any(String)]])
})

test('an authentication whose webhook was lost is noticed when the order asks again', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  await shop.authenticate((await shop.row(order.orderId)).intentId, 'succeed')
  expect(await authorize(shop.tools, order)).toMatchObject({ status: 'authorized' })
  expect(await told(shop)).toEqual([['payment.processed', 1, 'authorized']])
})

test('an authentication whose webhook was lost strands nothing: it is looked for every half minute', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  const { intentId, nextAt } = await shop.row(order.orderId)
  expect((nextAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(25_000)
  expect((nextAt?.getTime() ?? Infinity) - Date.now()).toBeLessThan(31_000)
  await shop.authenticate(intentId, 'succeed')
  await shop.db.update(rows).set({ nextAt: sql`clock_timestamp()` })
  await eventually(async () => expect(await told(shop)).toEqual([['payment.processed', 1, 'authorized']]))
  await eventually(async () => expect((await shop.row(order.orderId)).nextAt).toBeNull())
})

test("somebody else's payment looks like one that there never was; its own customer sees what went back, and why", async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  const [amount, reason] = [{ amount: 999, currency: 'EUR' }, 'The goods came back']
  await shop.tools.request(refundPayment, { orderId: order.orderId, refundId: newId('ret'), amount, reason })
  const { id: paymentId } = await shop.row(order.orderId)
  const read = (who: Caller, id = paymentId) => shop.world.as(who).request(readPayment, { paymentId: id })
  for (const who of [customer(order.customerId), staff]) {
    const payment = { id: paymentId, refunded: amount, refunds: [{ amount, reason, status: 'done' }], dispute: null }
    expect(await read(who)).toMatchObject(payment)
  }
  for (const id of [paymentId, newId('pay')])
    await expect(read(customer(newId('usr')), id)).rejects.toSatisfy(notFound.matches)
})

test("somebody else's payments look like none", async () => {
  await using shop = await startPayments()
  const order = anOrder()
  const { paymentId } = await authorize(shop.tools, order)
  const list = (orderId: string, caller = customer(order.customerId)) =>
    shop.world.as(caller).request(listPayments, { orderId })
  expect(await list(order.orderId)).toEqual({
    items: [
      expect.objectContaining({
        id: paymentId,
        status: 'authorized',
        amount: order.amount,
        captured: { amount: 0, currency: 'EUR' },
        failure: null,
      }),
    ],
  })
  expect(await list(order.orderId, customer(newId('usr')))).toEqual(await list(newId('ord')))
  expect((await list(order.orderId, staff)).items).toHaveLength(1)

  const another = anOrder()
  await authorize(shop.tools, another)
  const listAll = async (caller: Caller) => {
    const orderIds = [another.orderId, newId('ord'), order.orderId]
    const { items } = await shop.world.as(caller).request(listPaymentsOfOrders, { orderIds })
    return items.map(({ orderId }) => orderId)
  }
  expect(await listAll(staff)).toEqual([order.orderId, another.orderId])
  expect(await listAll(customer(order.customerId))).toEqual([order.orderId])
  expect(await listAll(customer(newId('usr')))).toEqual([])
})

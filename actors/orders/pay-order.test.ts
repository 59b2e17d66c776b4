import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sagas } from '#db/messages.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import { paymentAttempts, providerCalls } from '#db/payments/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { payOrder, paymentNotAwaited } from '#subjects/order-payment.ts'
import * as subject from '#subjects/orders.ts'
import { detachPaymentMethod, setUpPaymentMethod } from '#subjects/payment-methods.ts'
import { authorizePayment } from '#subjects/payments.ts'
import { invalidRequest, notFound, unavailable } from '#subjects/problem.ts'
import { payments } from '../payments/actor.ts'
import { around, type OnTheWay, openShop, type Shop } from '../shop.ts'
import { customer } from '../world.ts'

const declinedCard = { paymentMethod: 'pm_card_chargeDeclined', ifDeclined: 'wait' as const }

/** What happens on the way to payments and back. */
let onTheWay: OnTheWay = () => {}
let shop: Shop
beforeAll(async () => {
  shop = await openShop({ payments: around(payments, [authorizePayment.name], (...what) => onTheWay(...what)) })
})
afterEach(async () => {
  onTheWay = () => {}
})
afterAll(() => shop[Symbol.asyncDispose]())

const pay = (who: Caller, orderId: string, paymentMethod = 'pm_card_visa', key = newId('key')) =>
  shop.world.as(who).request(payOrder, { orderId, paymentMethod }, { idempotencyKey: key })

const read = (who: Caller, orderId: string) => shop.world.as(who).request(subject.readOrder, { orderId })

/** A customer whose card was declined. */
async function givenDeclined({ key = newId('key'), sku = 'MUG', quantity = 1 } = {}) {
  const ada = await shop.customerWith({ [sku]: quantity })
  const order = await shop.place(ada, { ...declinedCard, key })
  expect(order).toMatchObject({
    status: 'awaiting_payment',
    nextAction: { type: 'replace_payment_method' },
    problem: { code: 'payment-declined' },
  })
  return { ada, order }
}

/** A card that is kept for somebody, and how they let go of it. */
async function givenKept(who: Caller, token: string) {
  const asker = shop.world.as(who)
  const once = () => ({ idempotencyKey: newId('key') })
  const { paymentMethod } = await asker.request(setUpPaymentMethod, { paymentMethod: token }, once())
  const card = paymentMethod?.id ?? ''
  return { card, letGo: () => asker.request(detachPaymentMethod, { paymentMethodId: card }, once()) }
}

/** What is known of an order and its checkout, and what was ever asked of the provider. */
const everythingOf = async (orderId: string) => ({
  rows: [
    await shop.world.db('orders').select().from(orderRows).where(eq(orderRows.id, orderId)),
    await shop.world.db('orders').select().from(sagas).where(eq(sagas.id, orderId)),
  ],
  asked: await shop.world.db('payments').$count(providerCalls),
})

/** Nobody waits for this order any more. */
const rushed = async (orderId: string) => {
  const past = new Date(Date.now() - 1_000).toISOString()
  await shop.world
    .db('orders')
    .update(sagas)
    .set({ data: sql`data || ${JSON.stringify({ payBy: past })}::jsonb`, nextAt: sql`clock_timestamp()` })
    .where(eq(sagas.id, orderId))
}

test('an order whose card was declined is paid with another one, and nobody gets its stock meanwhile', async () => {
  const { ada, order } = await givenDeclined({ key: 'first', sku: 'TENT', quantity: 10 })
  const bob = shop.place(await shop.customerWith({ TENT: 1 }))
  await expect(bob).rejects.toMatchObject({ body: { code: 'out-of-stock' } })

  const paid = await pay(ada, order.id, 'pm_card_mastercard', 'second')
  expect(paid).toMatchObject({ id: order.id, status: 'confirmed' })
  expect([paid.problem, paid.nextAction]).toEqual([undefined, undefined])
  await shop.rest()
  expect(await pay(ada, order.id, 'pm_card_mastercard', 'second')).toMatchObject({ status: 'confirmed' })
  expect(await shop.place(ada, { ...declinedCard, key: 'first' })).toMatchObject({ id: order.id, status: 'confirmed' })
  expect(await shop.books(order.id)).toMatchObject({ captured: order.total.amount, captures: 1, held: 0 })
  const { items } = await shop.world.as(ada).request(subject.readTimeline, { orderId: order.id })
  expect(items.map(({ status }) => status)).toEqual(['pending', 'awaiting_payment', 'pending', 'confirmed'])
})

test('whoever does not say that they will name another card is told of the decline, and the order has ended', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { paymentMethod } = declinedCard
  await expect(shop.place(ada, { paymentMethod })).rejects.toMatchObject({ body: { code: 'payment-declined' } })
  expect((await shop.place(ada)).status).toBe('confirmed')
  await shop.rest()
})

test('of two cards that are named at the same time one is tried, and a repeated command tries none', async () => {
  const { ada, order } = await givenDeclined()
  const before = await shop.world.db('payments').$count(paymentAttempts)
  const answers = await Promise.allSettled([1, 2, 3].map(() => pay(ada, order.id)))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  expect(refused).toHaveLength(2)
  expect(refused.every((error) => paymentNotAwaited.matches(error))).toBe(true)
  await shop.rest()
  expect((await shop.books(order.id)).captures).toBe(1)

  expect((await shop.world.db('payments').$count(paymentAttempts)) - before).toBe(1)

  const { ada: eve, order: other } = await givenDeclined()
  const same = await Promise.all([1, 2, 3].map(() => pay(eve, other.id, 'pm_card_visa', 'one key')))
  expect(same.every(({ id }) => id === other.id)).toBe(true)
})

test('declined once more the order waits on; after five cards it has ended, and the cart can be ordered again', async () => {
  const { ada, order } = await givenDeclined()
  for (const card of ['pm_card_chargeDeclinedExpiredCard', 'pm_card_imaginary', 'pm_card_chargeDeclined'])
    expect(await pay(ada, order.id, card)).toMatchObject({
      status: 'awaiting_payment',
      nextAction: { type: 'replace_payment_method' },
    })
  expect(await pay(ada, order.id, 'pm_card_chargeDeclined')).toMatchObject({ status: 'payment_failed' })
  await expect(pay(ada, order.id)).rejects.toSatisfy(paymentNotAwaited.matches)
  expect((await shop.place(ada)).status).toBe('confirmed')
})

test('a bank may ask about the second card, say no, and the third one pays', async () => {
  const { ada, order } = await givenDeclined()
  const asked = await pay(ada, order.id, 'pm_card_authenticationRequired')
  expect(asked).toMatchObject({ status: 'awaiting_payment', nextAction: { type: 'authenticate' } })
  await expect(pay(ada, order.id), 'while its bank is asked').rejects.toSatisfy(paymentNotAwaited.matches)
  await shop.authenticate(asked, 'fail')
  const waits = async () => (await read(ada, order.id)).nextAction?.type
  await expect.poll(waits, { timeout: 10_000 }).toBe('replace_payment_method')
  expect(await pay(ada, order.id)).toMatchObject({ status: 'confirmed' })
})

test('nobody is waited for longer than the stock is held for, and who comes later changes nothing', async () => {
  const { ada, order } = await givenDeclined()
  await rushed(order.id)
  await expect(pay(ada, order.id)).rejects.toSatisfy(paymentNotAwaited.matches)
  await shop.rest()
  expect(await read(ada, order.id)).toMatchObject({
    status: 'payment_failed',
    problem: { code: 'payment-declined' },
  })
})

test.each(['ends in time', 'is cancelled'])(
  'a card that is named just as the order %s pays for it, or for nothing',
  async (how) => {
    const { ada, order } = await givenDeclined()
    const end = () =>
      how === 'is cancelled'
        ? shop.world.as(ada).request(subject.cancelOrder, { orderId: order.id }, { idempotencyKey: newId('key') })
        : rushed(order.id)
    await Promise.allSettled([pay(ada, order.id), end()])
    await shop.rest()
    const { status, total, refunded } = await read(ada, order.id)
    const { captured, held } = await shop.books(order.id)
    expect({ captured, held }).toEqual({
      captured: status === 'confirmed' ? total.amount - refunded.amount : 0,
      held: 0,
    })
    expect(await shop.offenders()).toEqual([])
  },
)

test('an answer about the second card that is lost is asked for again, and it is charged once', async () => {
  let lost = 0
  onTheWay = (moment, _name, input) => {
    if (moment === 'before' || !('attempt' in (input as object)) || lost++ > 0) return
    throw unavailable('The answer was lost')
  }
  const { ada, order } = await givenDeclined()
  await pay(ada, order.id)
  await shop.rest()
  expect(lost).toBeGreaterThan(1)
  expect(await read(ada, order.id)).toMatchObject({ status: 'confirmed' })
  expect(await shop.books(order.id)).toMatchObject({ authorized: order.total.amount, captures: 1 })
})

test('a card that its customer lets go of right after it was asked for still pays, though the answer was lost', async () => {
  const { ada, order } = await givenDeclined()
  const { card, letGo } = await givenKept(ada, 'pm_card_visa')
  let lost = 0
  onTheWay = async (moment, _name, input) => {
    if (moment === 'before' || !('attempt' in (input as object)) || lost++ > 0) return
    await letGo()
    throw unavailable('The answer was lost')
  }
  expect(await pay(ada, order.id, card)).toMatchObject({ status: 'confirmed' })
  expect(lost).toBe(2)
  await shop.rest()
})

test("somebody else's card, or one that there never was, is refused, and the order waits for another one as before", async () => {
  const { ada, order } = await givenDeclined()
  const { card } = await givenKept(customer(newId('usr')), 'pm_card_visa')
  const { rows, asked } = await everythingOf(order.id)
  for (const named of [card, newId('pmt')])
    await expect(pay(ada, order.id, named)).rejects.toMatchObject({
      body: { code: 'not-found', status: 404, errors: [{ pointer: '/paymentMethod' }] },
    })
  expect(await everythingOf(order.id)).toEqual({ rows, asked })
  const { card: own } = await givenKept(ada, 'pm_card_visa')
  expect(await pay(ada, order.id, own)).toMatchObject({ status: 'confirmed' })
  await shop.rest()
})

test('an order whose declined card is let go of waits on, and ends as one that was declined', async () => {
  const ada = await shop.customerWith({ MUG: 1 })
  const { card, letGo } = await givenKept(ada, 'pm_card_chargeCustomerFail')
  const order = await shop.place(ada, { paymentMethod: card, ifDeclined: 'wait' })
  await letGo()
  await rushed(order.id)
  await shop.rest()
  expect(await read(ada, order.id)).toMatchObject({ status: 'payment_failed', problem: { code: 'payment-declined' } })
})

test('while payments of before answer, the second card is declined like the first', async () => {
  onTheWay = (moment, _name, input) => {
    if (moment === 'after' || !('attempt' in (input as object))) return
    const errors = [{ pointer: '/attempt', code: 'unknown-field', detail: 'is not a known field' }]
    throw invalidRequest(undefined, { errors })
  }
  const { ada, order } = await givenDeclined()
  expect(await pay(ada, order.id)).toMatchObject({ status: 'awaiting_payment' })
  await shop.world.as(ada).request(subject.cancelOrder, { orderId: order.id }, { idempotencyKey: newId('key') })
})

test("somebody else's order looks like one that there never was, and a confirmed one waits for no card", async () => {
  const { ada, order } = await givenDeclined()
  const eve = customer(newId('usr'))
  for (const id of [order.id, newId('ord')]) await expect(pay(eve, id)).rejects.toSatisfy(notFound.matches)
  await pay(ada, order.id)
  await expect(pay(ada, order.id)).rejects.toMatchObject({
    body: { code: 'payment-not-awaited', orderStatus: 'confirmed' },
  })
  await shop.rest()
})

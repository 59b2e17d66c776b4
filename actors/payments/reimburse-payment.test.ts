import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { refunds } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { readPayment, refundPayment, refundTooLarge } from '#subjects/payments.ts'
import { notFound } from '#subjects/problem.ts'
import { paymentInDispute, paymentReimbursed, reimbursePayment } from '#subjects/reimbursements.ts'
import type { DataOf } from '#subjects/subject.ts'
import { customer, staff } from '../world.ts'
import {
  anOrder,
  authorize,
  capture,
  eventually,
  insist,
  letGo,
  type PaymentsWorld,
  startPayments,
} from './payments-world.ts'
import { paymentsByHand } from './test-payments.ts'
import { tellReimbursements } from './tell-reimbursements.ts'

let shop: PaymentsWorld
beforeAll(async () => {
  shop = await startPayments({ webhooks: true })
})
afterAll(() => shop[Symbol.asyncDispose]())

async function paid(paymentMethod?: string) {
  const order = anOrder(paymentMethod)
  await insist(() => authorize(shop.tools, order))
  await insist(() => capture(shop.tools, order))
  return { ...order, paymentId: (await shop.row(order.orderId)).id }
}

function give(paymentId: string, asked: { amount?: number; reason?: string } = {}, idempotencyKey = newId('key')) {
  const desk = shop.world.as(staff)
  return insist(() => desk.request(reimbursePayment, { paymentId, ...asked }, { idempotencyKey }))
}

/** What the order of a payment was told of, in the order in which it was. */
const told = async (paymentId: string, db = shop.db) =>
  (await db.select().from(outbox).where(eq(outbox.subject, paymentReimbursed.name)).orderBy(outbox.seq))
    .map(({ body, aggregateVersion }) => ({ ...(body as DataOf<typeof paymentReimbursed>), part: aggregateVersion }))
    .filter((part) => part.paymentId === paymentId)

const sum = (amounts: readonly { amount: { amount: number } }[]) =>
  amounts.reduce((total, { amount }) => total + amount.amount, 0)

test('fifty members of staff at once give back what is there, and the order is told of each of theirs', async () => {
  const { orderId, paymentId } = await paid()
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => give(paymentId, { amount: 130 })))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  expect(answers.length - refused.length).toBe(Math.floor(4_999 / 130))
  for (const error of refused) expect(error).toMatchObject({ body: { code: 'refund-too-large', left: 59 } })
  await eventually(async () => expect(await told(paymentId)).toHaveLength(38))
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', refunded: 38 * 130, nextAt: null })
  const rest = await give(paymentId, { reason: 'A present' })
  expect(rest).toMatchObject({ amount: { amount: 59, currency: 'EUR' }, reason: 'A present', status: 'asked' })
  await eventually(async () => expect(sum(await told(paymentId))).toBe(4_999))
  expect((await told(paymentId)).at(-1)).toEqual({
    refundId: rest.id,
    paymentId,
    orderId,
    amount: { amount: 59, currency: 'EUR' },
    reason: 'A present',
    givenBy: staff.id,
    part: 1,
  })
  expect(await shop.row(orderId)).toMatchObject({ status: 'refunded', refunded: 4_999 })
  await expect(give(paymentId)).rejects.toMatchObject({ body: { code: 'refund-too-large', left: 0 } })
  const { refunds: listed } = await shop.world.as(staff).request(readPayment, { paymentId })
  expect(listed).toHaveLength(39)
  expect(listed.at(-1)).toEqual({ ...rest, status: 'done' })
  await shop.expectBooksToAgree()
})

test('a refund by staff is one refund however often its key comes, and another one with another key', async () => {
  const { orderId, paymentId } = await paid()
  const answers = await Promise.all(Array.from({ length: 10 }, () => give(paymentId, { amount: 1_000 }, 'one')))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  await give(paymentId, { amount: 1_000 }, 'two')
  await eventually(async () => expect(sum(await told(paymentId))).toBe(2_000))
  expect(await shop.row(orderId)).toMatchObject({ refunded: 2_000 })
  expect(await shop.db.$count(refunds, eq(refunds.paymentId, paymentId))).toBe(2)
  await shop.expectBooksToAgree()
})

test.each(['500_after', 'timeout_after'])(
  'a provider that answers with %s gives back once what staff wanted, and it is told once',
  async (fault) => {
    const { orderId, paymentId } = await paid()
    await shop.fault({ do: fault, times: 1, ms: 600, match: { method: 'POST', path: '/v1/refunds' } })
    await give(paymentId, { amount: 1_500 })
    await eventually(async () => expect(await shop.row(orderId)).toMatchObject({ refunded: 1_500 }))
    await eventually(async () => expect(await told(paymentId)).toMatchObject([{ amount: { amount: 1_500 } }]))
    await shop.expectBooksToAgree()
    shop.world.bugs.length = 0
  },
)

test('nothing is given back of what is not taken, is disputed, or is not there', async () => {
  const order = anOrder()
  await insist(() => authorize(shop.tools, order))
  const { id: held } = await shop.row(order.orderId)
  await expect(give(held)).rejects.toMatchObject({ body: { code: 'refund-too-large', left: 0 } })
  const disputed = await paid('pm_card_createDispute')
  await eventually(async () => expect((await shop.row(disputed.orderId)).frozen).toBe(true))
  await expect(give(disputed.paymentId, { amount: 1 })).rejects.toSatisfy(paymentInDispute.matches)
  await expect(give(newId('pay'))).rejects.toSatisfy(notFound.matches)
  const ada = shop.world.as(customer(disputed.customerId))
  const asked = ada.request(reimbursePayment, { paymentId: disputed.paymentId }, { idempotencyKey: 'ada' })
  await expect(asked).rejects.toMatchObject({ body: { status: 403 } })
  expect(await shop.db.$count(refunds, inArray(refunds.paymentId, [held, disputed.paymentId]))).toBe(0)
})

test('a return takes what staff left of it, the same when asked again, and then nothing', async () => {
  const { orderId, paymentId } = await paid()
  await give(paymentId, { amount: 4_000 })
  const goods = (refundId: string, orLess?: true) => {
    const input = { orderId, refundId, amount: { amount: 2_000, currency: 'EUR' } }
    return insist(() => shop.tools.request(refundPayment, { ...input, ...(orLess && { orLess }) }))
  }
  await expect(goods('ret_1')).rejects.toSatisfy(refundTooLarge.matches)
  expect(await goods('ret_1', true)).toEqual({ given: 999 })
  expect(await goods('ret_1', true)).toEqual({ given: 999 })
  expect(await goods('ret_2', true)).toEqual({ given: 0 })
  expect(await shop.row(orderId)).toMatchObject({ status: 'refunded', refunded: 4_999 })
  await eventually(async () => expect(sum(await told(paymentId))).toBe(4_000))
  await shop.expectBooksToAgree()
})

test('what is let go beside refunds by staff says what of it is theirs, whichever came first', async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, () => paid()))
  const ended = await Promise.all(
    orders.map(async (order) => {
      const [asked, { refunded }] = await Promise.all([
        give(order.paymentId, { amount: 1_500 }).catch(() => undefined),
        insist(() => letGo(shop.tools, order)),
      ])
      return { order, given: asked?.amount.amount ?? 0, refunded }
    }),
  )
  for (const { order, given, refunded } of ended) {
    expect(refunded + given).toBe(4_999)
    expect(await letGo(shop.tools, order)).toEqual({ refunded })
    await eventually(async () => expect(sum(await told(order.paymentId))).toBe(given))
    expect(await shop.row(order.orderId)).toMatchObject({ status: 'refunded', refunded: 4_999 })
  }
  await shop.expectBooksToAgree()
})

test('of what a dispute cut short the part that left is told, and the rest if it leaves after all', async () => {
  await using hand = await paymentsByHand()
  const [paymentId, refundId] = [newId('pay'), newId('rfd')]
  const order = anOrder()
  const { db, context } = hand
  await db.execute(
    `insert into payments (id, order_id, status, wanted, amount, currency, captured, refunded, to_refund, intent_state, created_at, updated_at)
     values ('${paymentId}', '${order.orderId}', 'captured', 'captured', 4999, 'EUR', 4999, 0, 3000, 'taken', now(), now())`,
  )
  await db.insert(refunds).values({ id: refundId, paymentId, amount: 2_000, upTo: 3_000, givenBy: staff.id })
  for (const refunded of [0, 1_000, 1_700, 1_700, 3_000, 4_999]) {
    await db.execute(`update payments set refunded = ${refunded} where id = '${paymentId}'`)
    await Promise.all([tellReimbursements(context), tellReimbursements(context)])
  }
  expect((await told(paymentId, db)).map(({ part, amount }) => [part, amount.amount])).toEqual([
    [1, 700],
    [2, 1_300],
  ])
})

import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { disputes as rows, payments, webhookEvents } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import type { DataOf } from '#subjects/subject.ts'
import {
  authorizePayment,
  capturePayment,
  paymentDisputed,
  readPayment,
  receiveWebhook,
  refundPayment,
  refundTooLarge,
} from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import { authorizePayment as authorizeByHand } from './authorize-payment.ts'
import { capturePayment as captureByHand } from './capture-payment.ts'
import { followDispute } from './follow-dispute.ts'
import { brokenLaws } from '../test-laws.ts'
import { staff } from '../world.ts'
import {
  anOrder,
  authorize,
  capture,
  eventually,
  insist,
  letGo,
  type PaymentsWorld,
  reports,
  signed,
  startPayments,
} from './payments-world.ts'
import { booksAt } from './provider-books.ts'
import type { Stripe } from './stripe.ts'
import { paymentsByHand } from './test-payments.ts'

test('while a payment is disputed nothing is given back; when it is won, what was asked for goes on', async () => {
  await using shop = await startPayments({ webhooks: true })
  const { order, dispute } = await givenDisputed(shop)
  const back = { orderId: order.orderId, refundId: newId('ret'), amount: { amount: 1_000, currency: 'EUR' } }
  await expect(shop.tools.request(refundPayment, back)).rejects.toSatisfy(unavailable.matches)
  expect(await shop.effects(order.orderId)).not.toContain('refunded')

  await shop.outside(`disputes/${dispute}/close`, { outcome: 'won' })
  expect(await insist(() => shop.tools.request(refundPayment, back))).toBeNull()
  expect(await shop.row(order.orderId)).toMatchObject({ refunded: 1_000 })
  expect(await statesTold(shop)).toEqual(['open', 'won'])
  expect(await brokenLaws('payments', shop.db)).toEqual({})
})

test('while a payment is disputed it is not let go; when it is won, that goes on', async () => {
  await using shop = await startPayments({ webhooks: true })
  const { order, dispute } = await givenDisputed(shop)
  await expect(letGo(shop.tools, order)).rejects.toSatisfy(unavailable.matches)
  expect(await shop.effects(order.orderId)).not.toContain('refunded')
  await shop.outside(`disputes/${dispute}/close`, { outcome: 'won' })
  expect(await insist(() => letGo(shop.tools, order))).toEqual({ refunded: 4_999 })
  await shop.expectBooksToAgree()
})

test('what a parcel took may be disputed while the rest is held: the next parcel takes its own, and nothing goes back', async () => {
  await using shop = await startPayments({ webhooks: true })
  const order = anOrder()
  const { orderId } = order
  const euros = (amount: number) => ({ amount, currency: 'EUR' })
  await shop.tools.request(authorizePayment, { ...order, inParts: true })
  await shop.tools.request(capturePayment, { orderId, upTo: euros(1_000) })
  await shop.outside(`payment_intents/${(await shop.row(orderId)).intentId}/dispute`)
  await eventually(async () => expect((await shop.row(orderId)).frozen).toBe(true))
  const back = { orderId, refundId: newId('ret'), amount: euros(600) }
  await expect(shop.tools.request(refundPayment, back)).rejects.toSatisfy(unavailable.matches)
  await shop.tools.request(capturePayment, { orderId, upTo: euros(1_500) })
  expect(await shop.row(orderId)).toMatchObject({ captured: 1_500, refunded: 0, toRefund: 600 })
  await expect(letGo(shop.tools, order)).rejects.toSatisfy(unavailable.matches)
  expect(await shop.effects(orderId)).not.toContain('refunded')

  await shop.outside(`disputes/${await disputeOf(shop)}/close`, { outcome: 'won' })
  expect(await insist(() => letGo(shop.tools, order)), 'besides what was asked for before').toEqual({ refunded: 900 })
  expect(await shop.row(orderId)).toMatchObject({ captured: 1_500, refunded: 1_500, intentState: 'taken' })
  await shop.expectBooksToAgree()
})

test('what is lost in a dispute is not given back a second time', async () => {
  await using shop = await startPayments({ webhooks: true })
  const { order, dispute } = await givenDisputed(shop)
  const noted = { orderId: order.orderId, refundId: newId('ret'), amount: { amount: 1_000, currency: 'EUR' } }
  await expect(shop.tools.request(refundPayment, noted)).rejects.toSatisfy(unavailable.matches)
  await shop.outside(`disputes/${dispute}/close`, { outcome: 'lost' })
  await eventually(async () => expect(await shop.row(order.orderId)).toMatchObject({ frozen: false, lost: 4_999 }))
  const refused = await shop.tools.request(refundPayment, noted).catch((error: unknown) => error)
  expect(refused).toMatchObject({ body: { code: 'refund-too-large', left: 0 } })
  const back = { ...noted, refundId: newId('ret'), amount: { amount: 1, currency: 'EUR' } }
  await expect(shop.tools.request(refundPayment, back)).rejects.toSatisfy(refundTooLarge.matches)
  expect(await letGo(shop.tools, order)).toEqual({ refunded: 0 })
  expect(await shop.effects(order.orderId)).not.toContain('refunded')
  const { id: paymentId } = await shop.row(order.orderId)
  expect(await shop.world.as(staff).request(readPayment, { paymentId })).toMatchObject({
    refunds: [{ status: 'lost' }],
  })
  await shop.expectBooksToAgree()
})

test('reports of a dispute that come twice, backwards and late are told once, and lead where it is', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  const { intentId } = await shop.row(order.orderId)
  await shop.outside(`payment_intents/${intentId}/dispute`)
  const dispute = await disputeOf(shop)
  await shop.outside(`disputes/${dispute}/close`, { outcome: 'won' })
  const told = (await reports(shop)).filter((payload) => payload.includes('charge.dispute.'))
  expect(told).toHaveLength(4)
  await Promise.all([...told, ...told.toReversed()].map((each) => shop.edge.request(receiveWebhook, signed(each))))
  await eventually(async () => {
    const processed = (await shop.db.select().from(webhookEvents)).filter(({ processedAt }) => processedAt)
    expect(processed).toHaveLength(4)
  })
  expect(await shop.db.select().from(rows)).toMatchObject([{ id: dispute, state: 'won', version: 1, amount: 4_999 }])
  const settled = { frozen: false, lost: 0, nextAt: null }
  await eventually(async () => expect(await shop.row(order.orderId)).toMatchObject(settled))
  expect(await statesTold(shop)).toEqual(['won'])
})

test.each([
  [['prevented'], 'won', { frozen: false, lost: 0 }],
  [['needs_response', 'lost', 'appeal_under_review'], 'lost', { frozen: false, lost: 4_999 }],
  [['lost', 'appeal_under_review', 'won'], 'won', { frozen: false, lost: 0 }],
  [['won', 'lost'], 'won', { frozen: false, lost: 0 }],
  [['a_state_yet_to_come'], 'open', { frozen: true, lost: 0 }],
  [['warning_needs_response', 'warning_under_review'], 'open', { frozen: false, lost: 0 }],
  [['warning_needs_response', 'needs_response', 'warning_needs_response'], 'open', { frozen: true, lost: 0 }],
  [['warning_under_review', 'warning_closed'], 'won', { frozen: false, lost: 0 }],
])('a dispute that goes through %s is %s', async (statuses, state, expected) => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  const order = anOrder()
  await authorizeByHand(order, shop.context)
  await captureByHand(order, shop.context)
  const [payment] = await shop.db.select().from(payments)
  for (const status of statuses) {
    const what = { id: 'dp_1', payment_intent: payment?.intentId, amount: 4_999, currency: 'eur', reason: 'fraudulent' }
    const there = { ...what, status, evidence_details: { due_by: null }, balance_transactions: [] }
    const stripe = { disputes: { retrieve: async () => there } } as unknown as Stripe
    const noIntent = () => {
      throw new Error('There is no intent in a dispute')
    }
    const books = booksAt(stripe, async (_name, ask) => ask(), noIntent)
    const dispute = (id: string) => books.dispute(id)
    await followDispute('dp_1', { ...shop.context, provider: { ...shop.context.provider, dispute } })
  }
  expect(await shop.db.select().from(rows)).toMatchObject([{ state }])
  expect(await shop.db.select().from(payments)).toMatchObject([expected])
  const told = (await disputesTold(shop.db)).at(-1)
  const isAsked = statuses.at(-1)?.startsWith('warning_') === true && !expected.frozen
  expect([told?.state, told?.inquiry ?? false]).toEqual([state, isAsked])
})

test('an event of a version that nobody here has heard of is understood by looking', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  const { intentId } = await shop.row(order.orderId)
  await shop.authenticate(intentId, 'succeed')
  const strange = { id: 'evt_2099', api_version: '2099-01-01.future', type: 'payment_intent.amount_capturable_updated' }
  const object = { id: intentId, object: 'payment_intent', condition: { of: 'a kind yet to come' } }
  await shop.edge.request(receiveWebhook, signed(JSON.stringify({ ...strange, data: { object } })))
  await eventually(async () => expect((await shop.row(order.orderId)).status).toBe('authorized'))
})

/** An order whose customer says that they never paid for it. */
async function givenDisputed(shop: PaymentsWorld) {
  const order = anOrder('pm_card_createDispute')
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  await eventually(async () => expect((await shop.row(order.orderId)).frozen).toBe(true))
  return { order, dispute: await disputeOf(shop) }
}

async function disputeOf({ sandbox }: PaymentsWorld): Promise<string> {
  const headers = { authorization: 'Bearer sk_test_world' }
  const { data } = (await (await fetch(`${sandbox.url}/v1/disputes`, { headers })).json()) as { data: { id: string }[] }
  return data[0]?.id ?? ''
}

const disputesTold = async (db: PaymentsWorld['db']) =>
  (await db.select().from(outbox).orderBy(outbox.seq))
    .filter(({ subject }) => subject === paymentDisputed.name)
    .map(({ body }) => body as DataOf<typeof paymentDisputed>)

const statesTold = async ({ db }: PaymentsWorld) => (await disputesTold(db)).map(({ state }) => state)

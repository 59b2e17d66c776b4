import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outbox, payments, providerCalls, transactions } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import {
  authorizePayment,
  capturePayment,
  paymentLapsed,
  paymentMismatch,
  paymentOver,
  refundPayment,
} from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import { capturePayment as captureByHand } from './capture-payment.ts'
import { authorizePayment as authorizeByHand } from './authorize-payment.ts'
import { finishCalls } from './finish-calls.ts'
import { hashOf } from './provider-call.ts'
import { refundPayment as refundByHand } from './refund-payment.ts'
import { takeHeld } from './take-held.ts'
import { paymentsByHand } from './test-payments.ts'
import { anOrder, capture, eventually, insist, letGo, type PaymentsWorld, startPayments } from './payments-world.ts'

const euros = (amount: number) => ({ amount, currency: 'EUR' })

let shop: PaymentsWorld
beforeAll(async () => {
  shop = await startPayments()
})
afterAll(() => shop[Symbol.asyncDispose]())

async function held(paymentMethod?: string) {
  const order = anOrder(paymentMethod)
  await shop.tools.request(authorizePayment, { ...order, inParts: true })
  return order
}

const take = (orderId: string, upTo: number) => shop.tools.request(capturePayment, { orderId, upTo: euros(upTo) })

const refund = (orderId: string, amount: number) =>
  shop.tools.request(refundPayment, { orderId, refundId: newId('ret'), amount: euros(amount) })

test('each parcel takes its part, the last one all that is left, and the books have each of them', async () => {
  const { orderId } = await held()
  await Promise.all(Array.from({ length: 5 }, () => insist(() => take(orderId, 1_000))))
  await take(orderId, 700)
  expect(await shop.row(orderId)).toMatchObject({ status: 'authorized', captured: 1_000, intentState: 'held' })
  await shop.expectBooksToAgree()
  await take(orderId, 2_999)
  await capture(shop.tools, { orderId })
  await take(orderId, 2_999)
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', captured: 4_999, intentState: 'taken' })
  expect(await shop.effects(orderId)).toEqual(['created', 'authorized', 'captured', 'captured', 'captured'])

  const { id } = await shop.row(orderId)
  const told = await shop.db.select().from(outbox).where(eq(outbox.aggregateId, id)).orderBy(outbox.aggregateVersion)
  expect(told.map(({ body }) => body)).toMatchObject([
    { status: 'authorized', amount: euros(4_999) },
    { status: 'captured', amount: euros(1_000) },
    { status: 'captured', amount: euros(2_999) },
    { status: 'captured', amount: euros(4_999) },
  ])
  const sold = () =>
    shop.db
      .select()
      .from(transactions)
      .where(and(eq(transactions.account, 'revenue'), eq(transactions.paymentId, id)))
  await eventually(async () =>
    expect(
      (await sold()).reduce((sum, { amount }) => sum + amount, 0),
      'as it was taken',
    ).toBe(-4_999),
  )
  await shop.expectBooksToAgree()
})

test('parcels that leave at the same time take what the larger sum says, and never more than was reserved', async () => {
  const { orderId } = await held()
  const sums = [1_000, 3_000, 2_000, 500]
  await Promise.all(sums.map((sum) => insist(() => take(orderId, sum))))
  expect(await shop.row(orderId)).toMatchObject({ captured: 3_000 })
  await expect(take(orderId, 5_000)).rejects.toSatisfy(paymentMismatch.matches)
  const dollars = shop.tools.request(capturePayment, { orderId, upTo: { amount: 4_000, currency: 'USD' } })
  await expect(dollars).rejects.toSatisfy(paymentMismatch.matches)
  expect(await shop.row(orderId)).toMatchObject({ captured: 3_000 })
  await shop.expectBooksToAgree()
})

test('of a card that does not give its money in parts all is taken at once', async () => {
  const { orderId } = await held('pm_card_mastercard')
  await take(orderId, 1_000)
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', captured: 4_999 })
  await take(orderId, 2_000)
  expect(await shop.effects(orderId)).toEqual(['created', 'authorized', 'captured'])
  await shop.expectBooksToAgree()
})

test('what comes after the last part that Stripe takes is taken with all the rest, and that part asked for again is not', async () => {
  const { orderId } = await held()
  await take(orderId, 1_000)
  const { id: paymentId } = await shop.row(orderId)
  const called = (outcome: 'done' | 'declined', from: number) =>
    Array.from({ length: 49 }, (_, index) => {
      const call = { key: `capture:${paymentId}:${from + index}`, paymentId, operation: 'capture' as const, outcome }
      return { ...call, body: '{}', bodyHash: hashOf('{}'), finishedAt: new Date(), startedAt: longAgo }
    })
  const longAgo = new Date(Date.now() - 3_600_000)
  await shop.db.insert(providerCalls).values(called('declined', 2))
  await take(orderId, 1_001)
  expect(await shop.row(orderId), 'what was refused is no part').toMatchObject({ captured: 1_001 })
  await shop.db.insert(providerCalls).values(called('done', 1_000))
  await take(orderId, 1_001)
  expect(await shop.row(orderId)).toMatchObject({ captured: 1_001, wanted: 'authorized' })
  await take(orderId, 1_002)
  expect(await shop.row(orderId)).toMatchObject({ captured: 4_999, status: 'captured' })
  await shop.expectBooksToAgree()
})

test.each(['500_before', '500_after', 'timeout_after', 'reset_before', 'reset_after', '429', 'lock_timeout'])(
  'a provider that answers a part with %s gives it once',
  async (fault) => {
    const { orderId } = await held()
    await shop.fault({ do: fault, times: 1, ms: 600, match: { key: 'capture:*' } })
    await insist(() => take(orderId, 1_500))
    await insist(() => take(orderId, 2_000))
    await insist(() => capture(shop.tools, { orderId }))
    expect(await shop.effects(orderId)).toEqual(['created', 'authorized', 'captured', 'captured', 'captured'])
    expect(await shop.row(orderId)).toMatchObject({ captured: 4_999 })
    await shop.expectBooksToAgree()
  },
)

test('what was asked for before its process died is taken by another one, once', async () => {
  await using hand = await paymentsByHand()
  const order = anOrder()
  await authorizeByHand({ ...order, inParts: true }, hand.context)
  await hand.fault({ do: 'timeout_after', times: 1, ms: 600, match: { key: 'capture:*' } })
  const upTo = euros(1_200)
  await expect(captureByHand({ orderId: order.orderId, upTo }, hand.context)).rejects.toMatchObject({
    body: { status: 503 },
  })
  await eventually(async () => {
    await finishCalls(hand.context)
    await hand.context.finishing.idle()
    const [call] = await hand.db.select().from(providerCalls).where(eq(providerCalls.operation, 'capture'))
    expect(call).toMatchObject({ outcome: 'done', reaches: 1_200 })
  })
  await captureByHand({ orderId: order.orderId, upTo }, hand.context)
  expect(await hand.db.$count(providerCalls, eq(providerCalls.operation, 'capture'))).toBe(1)
})

test('what was taken can be given back while the rest is held, and the rest is taken all the same', async () => {
  const { orderId } = await held()
  await take(orderId, 1_000)
  await refund(orderId, 400)
  await expect(refund(orderId, 601), 'no more than was taken').rejects.toMatchObject({ body: { left: 600 } })
  await refund(orderId, 600)
  expect(await shop.row(orderId)).toMatchObject({ status: 'authorized', captured: 1_000, refunded: 1_000 })
  await take(orderId, 2_000)
  await capture(shop.tools, { orderId })
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', captured: 4_999, refunded: 1_000 })
  await shop.expectBooksToAgree()
})

/** A payment of which a part is taken, at a provider that refuses some things. */
async function heldByHand() {
  const hand = await paymentsByHand({ timeoutMs: 5_000 })
  const { provider } = hand.context
  const refused = new Set<string>()
  const no = { kind: 'declined', code: 'balance_insufficient', declineCode: null, message: 'No', intent: null } as const
  const send: typeof provider.send = async (call) => (refused.has(call.operation) ? no : provider.send(call))
  const context = { ...hand.context, provider: { ...provider, send } }
  const { orderId, ...order } = anOrder()
  await authorizeByHand({ ...order, orderId, inParts: true }, context)
  const parcel = (upTo?: number) => captureByHand({ orderId, ...(upTo && { upTo: euros(upTo) }) }, context)
  const back = { orderId, refundId: newId('ret'), amount: euros(400) }
  await parcel(1_000)
  return {
    refused,
    parcel,
    giveBack: () => refundByHand(back, context),
    row: async () => (await hand.db.select().from(payments).where(eq(payments.orderId, orderId)))[0],
    [Symbol.asyncDispose]: () => hand[Symbol.asyncDispose](),
  }
}

test('a refund that is refused keeps no parcel from being paid for', async () => {
  await using hand = await heldByHand()
  hand.refused.add('refund')
  await expect(hand.giveBack()).rejects.toSatisfy(unavailable.matches)
  for (const upTo of [2_000, 2_000, undefined]) expect(await hand.parcel(upTo)).toBeNull()
  expect(await hand.row()).toMatchObject({ captured: 4_999, refunded: 0, toRefund: 400 })
})

test('a parcel that is refused keeps nobody from what was taken before', async () => {
  await using hand = await heldByHand()
  hand.refused.add('capture')
  await expect(hand.parcel(2_000)).rejects.toSatisfy(unavailable.matches)
  expect(await hand.giveBack()).toBeNull()
  await expect(hand.parcel(2_000)).rejects.toSatisfy(unavailable.matches)
  expect(await hand.row()).toMatchObject({ captured: 1_000, toCapture: 2_000, refunded: 400 })
})

test.each(['none', '500_after', 'timeout_after'])(
  'what is let go gives back what was taken and lets go of the rest, whatever the provider answers: %s',
  async (fault) => {
    const { orderId } = await held()
    await take(orderId, 1_000)
    if (fault !== 'none') await shop.fault({ do: fault, times: 1, ms: 600, match: { key: 'cancel:*' } })
    expect(await insist(() => letGo(shop.tools, { orderId }))).toEqual({ refunded: 1_000 })
    expect(await shop.effects(orderId)).toEqual(['created', 'authorized', 'captured', 'released', 'refunded'])
    expect(await shop.row(orderId)).toMatchObject({ status: 'refunded', captured: 1_000, refunded: 1_000 })
    await expect(take(orderId, 2_000)).rejects.toSatisfy(paymentOver.matches)
    await shop.expectBooksToAgree()
  },
)

test('the rest is taken before its bank lets go of it; afterwards nothing is sent for it', async () => {
  let shiftMs = 0
  await using hand = await paymentsByHand({ timeoutMs: 5_000, now: () => Date.now() + shiftMs })
  const [soon, late] = [anOrder(), anOrder()]
  for (const { orderId, ...order } of [soon, late]) {
    await authorizeByHand({ ...order, orderId, inParts: true }, hand.context)
    await captureByHand({ orderId, upTo: euros(1_000) }, hand.context)
  }
  const inTime = {
    ...hand.context,
    now: () => new Date(Date.now() + 6.1 * 86_400_000),
    request: (async (_: unknown, { orderId }: { orderId: string }) => ({
      status: orderId === soon.orderId ? 'partially_shipped' : 'pending',
    })) as unknown as typeof hand.context.request,
  }
  await takeHeld(inTime)
  await hand.context.finishing.idle()
  expect(await captureByHand({ orderId: soon.orderId }, hand.context)).toBeNull()
  shiftMs = 7.5 * 86_400_000
  expect(hand.alarms).toEqual([])
  await expect(captureByHand({ orderId: late.orderId }, hand.context)).rejects.toSatisfy(paymentOver.matches)
  const alarm = `The bank let go of the rest of ${late.orderId} after 1000 of 4999 were taken`
  expect(hand.alarms, 'once').toMatchObject([{ alarm }])
  expect(await hand.db.select().from(outbox).where(eq(outbox.subject, paymentLapsed.name))).toMatchObject([
    { body: { orderId: late.orderId, amount: euros(4_999), captured: euros(1_000) } },
  ])
})

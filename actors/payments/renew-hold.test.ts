import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { outbox, paymentMethods } from '#db/payments/schema.ts'
import { customer } from '../world.ts'
import { authorizePayment } from './authorize-payment.ts'
import { capturePayment } from './capture-payment.ts'
import { followSetup } from './methods/follow-setup.ts'
import { setUpPaymentMethod } from './methods/set-up-method.ts'
import { anOrder } from './payments-world.ts'
import { look, type PaymentsContext } from './settle.ts'
import { held, type HoldsByHand, renewed, startHolds } from './test-holds.ts'

const euros = (amount: number) => ({ amount, currency: 'EUR' })

let shop: HoldsByHand
beforeAll(async () => {
  shop = await startHolds()
})
beforeEach(() => shop.beginAnew())
afterAll(() => shop[Symbol.asyncDispose]())

test('the hold of a card that is kept is renewed as often as its order waits, and taken once', async () => {
  const orderId = await shop.waiting()
  const { id, intentId } = await shop.row(orderId)
  await shop.lookAfterHolds(shop.context, 5.9)
  expect(await shop.kinds(orderId)).toEqual(held)

  const intents = new Set([intentId])
  for (const [attempt, days] of [
    [2, 6.1],
    [3, 12.2],
  ] as const) {
    shop.laterAtProvider(days)
    await Promise.all([shop.lookAfterHolds(shop.context, days), shop.lookAfterHolds(shop.context, days)])
    const now = await shop.row(orderId)
    expect(now).toMatchObject({ status: 'authorized', attempt, captured: 0, formerIntentId: null, nextAt: null })
    intents.add(now.intentId)
    await shop.lookAfterHolds(shop.context, days)
  }
  expect(intents.size).toBe(3)
  expect(await shop.kinds(orderId)).toEqual([...renewed, ...held, 'released', 'canceled'])
  await shop.expectOneHold(orderId, { held: 4_999, taken: 0 })
  expect(await shop.db.$count(outbox, eq(outbox.aggregateId, id)), 'that it was reserved').toBe(1)

  await capturePayment({ orderId, upTo: euros(1_000) }, shop.context)
  await capturePayment({ orderId }, shop.context)
  await shop.expectOneHold(orderId, { held: 0, taken: 4_999 })
  expect(shop.alarms).toEqual([])
})

test('what the provider reports of the old hold or of the new one, or has in its books, changes nothing', async () => {
  const orderId = await shop.waiting()
  const { id, intentId } = await shop.row(orderId)
  const seeing: PaymentsContext = {
    ...shop.context,
    provider: {
      ...shop.context.provider,
      send: async (call) => {
        const outcome = await shop.context.provider.send(call)
        for (const { intent } of await shop.effects(orderId)) await look(id, intent, shop.context)
        expect(await shop.reconcile()).toEqual({ repaired: [], raised: [] })
        return outcome
      },
    },
  }
  await shop.lookAfterHolds(seeing)
  await shop.othersGoOn(orderId)
  await look(id, intentId ?? '', shop.context)
  expect(await shop.reconcile()).toEqual({ repaired: [], raised: [] })
  expect(await shop.row(orderId)).toMatchObject({ status: 'authorized', wanted: 'authorized', attempt: 2 })
  expect(await shop.kinds(orderId)).toEqual(renewed)
  expect(shop.alarms).toEqual([])
})

test('a card that cannot be asked while its holder is away is taken from, and no second hold stays', async () => {
  const token = await shop.waiting('pm_card_visa')
  const letGo = await shop.waiting()
  const { customerId } = await shop.row(letGo)
  await shop.db
    .update(paymentMethods)
    .set({ detachedAt: sql`clock_timestamp()` })
    .where(eq(paymentMethods.customerId, customerId ?? ''))
  const gone = await shop.waiting()
  const { paymentMethod } = await shop.row(gone)
  const headers = { authorization: 'Bearer sk_test_hand' }
  await fetch(`${shop.sandbox.url}/v1/payment_methods/${paymentMethod}/detach`, { method: 'POST', headers })
  await shop.lookAfterHolds()
  for (const orderId of [token, letGo]) expect(await shop.kinds(orderId)).toEqual([...held, 'captured'])
  expect(await shop.row(gone)).toMatchObject({ status: 'captured', attempt: 1, formerIntentId: null })
  for (const orderId of [token, letGo, gone]) await shop.expectOneHold(orderId, { held: 0, taken: 4_999 })
})

test('where the bank wants to ask its customer the hold that there is is taken, and the intent that was refused is closed', async () => {
  const { paymentMethod: _, ...order } = anOrder()
  const caller = customer(order.customerId)
  const post = (path: string) =>
    fetch(`${shop.sandbox.url}/sandbox/${path}/authenticate`, { method: 'POST', body: '{"outcome":"succeed"}' })
  const setup = await setUpPaymentMethod(
    { paymentMethod: 'pm_card_authenticationRequired' },
    { ...shop.context, caller },
  )
  const setupId = setup.clientSecret?.split('_secret_')[0] ?? ''
  await post(`setup_intents/${setupId}`)
  await followSetup(setupId, shop.context)
  await authorizePayment({ ...order, inParts: true }, shop.context)
  shop.sold.add(order.orderId)
  const { id, intentId } = await shop.row(order.orderId)
  await post(`payment_intents/${intentId}`)
  await look(id, intentId ?? '', shop.context)
  await shop.lookAfterHolds()
  expect(await shop.row(order.orderId)).toMatchObject({
    status: 'captured',
    attempt: 1,
    intentId,
    formerIntentId: null,
  })
  expect(await shop.kinds(order.orderId)).toEqual([...held, 'created', 'declined', 'canceled', 'captured'])
  expect(shop.alarms).toEqual([])
})

test('of a hold of which a parcel has taken its part the rest is taken', async () => {
  const orderId = await shop.waiting()
  await capturePayment({ orderId, upTo: euros(1_000) }, shop.context)
  await shop.lookAfterHolds()
  expect(await shop.kinds(orderId)).toEqual([...held, 'captured', 'captured'])
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', captured: 4_999, attempt: 1 })
})

test('a hold that was over before anybody heard of it is renewed all the same', async () => {
  const orderId = await shop.waiting()
  shop.laterAtProvider(7.5)
  await shop.lookAfterHolds(shop.context, 7.5)
  await shop.othersGoOn(orderId)
  expect(await shop.row(orderId)).toMatchObject({ status: 'authorized', attempt: 2, formerIntentId: null })
  await shop.expectOneHold(orderId, { held: 4_999, taken: 0 })
})

test('what somebody takes of the old hold at the provider is told, and goes back', async () => {
  const orderId = await shop.waiting()
  const { intentId } = await shop.row(orderId)
  const send: PaymentsContext['provider']['send'] = async (call) => {
    const headers = { authorization: 'Bearer sk_test_hand' }
    if (call.operation === 'release')
      await fetch(`${shop.sandbox.url}/v1/payment_intents/${intentId}/capture`, { method: 'POST', headers })
    return shop.context.provider.send(call)
  }
  await shop.lookAfterHolds({ ...shop.context, provider: { ...shop.context.provider, send } })
  expect(await shop.row(orderId)).toMatchObject({ status: 'authorized', captured: 0, attempt: 2, formerIntentId: null })
  expect(shop.alarms).toMatchObject([{ alarm: `${intentId} was taken after its hold was renewed` }])
  expect(await shop.reconcile()).toMatchObject({ repaired: [{ what: 'orphan', providerId: intentId }], raised: [] })
  expect((await shop.effects(orderId)).at(-1)).toMatchObject({ kind: 'refunded', intent: intentId, amount: 4_999 })
})

test('an old hold that the provider will not let go of keeps no parcel waiting', async () => {
  const orderId = await shop.waiting()
  const no = { kind: 'declined', code: 'api_error', declineCode: null, message: 'Not now.', intent: null } as const
  const send: PaymentsContext['provider']['send'] = async (call) =>
    call.operation === 'release' ? no : shop.context.provider.send(call)
  const refusing = { ...shop.context, provider: { ...shop.context.provider, send } }
  await shop.lookAfterHolds(refusing)
  const { intentId, formerIntentId } = await shop.row(orderId)
  expect(formerIntentId).not.toBeNull()

  await capturePayment({ orderId }, refusing)
  expect((await shop.effects(orderId)).filter(({ kind }) => kind === 'captured')).toMatchObject([{ intent: intentId }])
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', captured: 4_999, formerIntentId })
})

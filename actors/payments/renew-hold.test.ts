import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { outbox, paymentMethods, payments } from '#db/payments/schema.ts'
import { customer } from '../world.ts'
import { authorizePayment } from './authorize-payment.ts'
import { capturePayment } from './capture-payment.ts'
import { finishCalls } from './finish-calls.ts'
import { followSetup } from './methods/follow-setup.ts'
import { setUpPaymentMethod } from './methods/set-up-method.ts'
import { anOrder } from './payments-world.ts'
import { look, type PaymentsContext } from './settle.ts'
import { takeHeld } from './take-held.ts'
import { paymentsByHand } from './test-payments.ts'
import { voidPayment } from './void-payment.ts'

const dayMs = 86_400_000
const euros = (amount: number) => ({ amount, currency: 'EUR' })
const held = ['created', 'authorized']
const renewed = [...held, ...held, 'released', 'canceled']

let shop: Awaited<ReturnType<typeof paymentsByHand>>
/** By how much it is later at the provider. */
let shiftMs = 0
/** The orders that wait; those of other tests are none of a test's. */
const sold = new Set<string>()

beforeAll(async () => {
  shop = await paymentsByHand({ timeoutMs: 500, now: () => Date.now() + shiftMs })
})
beforeEach(() => {
  shiftMs = 0
  sold.clear()
  shop.alarms.length = 0
})
afterAll(() => shop[Symbol.asyncDispose]())

/** An order that waits for its parcels, paid with a card that is kept unless it says otherwise. */
async function waiting(card = 'pm_card_visa', how: { kept: boolean } = { kept: true }) {
  const { paymentMethod: _, ...order } = anOrder()
  const caller = customer(order.customerId)
  if (how.kept) await setUpPaymentMethod({ paymentMethod: card }, { ...shop.context, caller })
  const input = { ...order, ...(!how.kept && { paymentMethod: card }), inParts: true } as const
  await authorizePayment(input, shop.context)
  sold.add(order.orderId)
  return order.orderId
}

const row = async (orderId: string) => {
  const [found] = await shop.db.select().from(payments).where(eq(payments.orderId, orderId))
  if (!found) throw new Error('There is no such payment')
  return found
}

type Effect = { kind: string; intent: string; amount: number }

async function effects(orderId: string): Promise<Effect[]> {
  const response = await fetch(`${shop.sandbox.url}/sandbox/ledger?metadata[order_id]=${orderId}`)
  return ((await response.json()) as { effects: Effect[] }).effects
}

const kinds = async (orderId: string) => (await effects(orderId)).map(({ kind }) => kind)

/** So many days after all that was begun just now. */
const daysLater = (days: number, context = shop.context): PaymentsContext => ({
  ...context,
  request: (async (_: unknown, { orderId }: { orderId: string }) => ({
    status: sold.has(orderId) ? 'confirmed' : 'pending',
  })) as unknown as PaymentsContext['request'],
  now: () => new Date(Date.now() + days * dayMs),
})

/** The round in which holds are looked after, so many days later, and all that comes of it. */
async function look6DaysLater(context = shop.context, days = 6.1): Promise<void> {
  await takeHeld(daysLater(days, context))
  await context.finishing.idle()
}

/** Whoever else there is goes on with what a process has left behind. */
async function othersGoOn(orderId: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await shop.db.update(payments).set({ leaseUntil: null, nextAt: sql`clock_timestamp()` }).where(isUnfinished)
        await finishCalls(shop.context)
        await shop.context.finishing.idle()
        return (await row(orderId)).nextAt
      },
      { timeout: 10_000 },
    )
    .toBeNull()
}

const isUnfinished = sql`next_at is not null`

/** Of all holds that there ever were one is there at most, and money was taken of one. */
async function expectOneHold(orderId: string, sums: { held: number; taken: number }): Promise<void> {
  const all = await effects(orderId)
  const of = (kind: string) => all.filter((each) => each.kind === kind)
  const sum = (kind: string) => of(kind).reduce((total, { amount }) => total + amount, 0)
  expect(sum('captured')).toBe(sums.taken)
  expect(sum('authorized') - sum('captured') - sum('released')).toBe(sums.held)
  expect(new Set(of('captured').map(({ intent }) => intent)).size).toBeLessThanOrEqual(1)
}

test('the hold of a card that is kept is renewed as often as its order waits, and taken once', async () => {
  const orderId = await waiting()
  const { id, intentId } = await row(orderId)
  await look6DaysLater(shop.context, 5.9)
  expect(await kinds(orderId)).toEqual(held)

  const intents = new Set([intentId])
  for (const [attempt, days] of [
    [2, 6.1],
    [3, 12.2],
  ] as const) {
    shiftMs = days * dayMs
    await Promise.all([look6DaysLater(shop.context, days), look6DaysLater(shop.context, days)])
    const now = await row(orderId)
    expect(now).toMatchObject({ status: 'authorized', attempt, captured: 0, formerIntentId: null, nextAt: null })
    intents.add(now.intentId)
    await look6DaysLater(shop.context, days)
  }
  expect(intents.size).toBe(3)
  expect(await kinds(orderId)).toEqual([...renewed, ...held, 'released', 'canceled'])
  await expectOneHold(orderId, { held: 4_999, taken: 0 })
  expect(await shop.db.$count(outbox, eq(outbox.aggregateId, id)), 'that it was reserved').toBe(1)

  await capturePayment({ orderId, upTo: euros(1_000) }, shop.context)
  await capturePayment({ orderId }, shop.context)
  await expectOneHold(orderId, { held: 0, taken: 4_999 })
  expect(shop.alarms).toEqual([])
})

test('what the provider reports of the old hold, or of the new one, changes nothing', async () => {
  const orderId = await waiting()
  const { id, intentId } = await row(orderId)
  const seeing: PaymentsContext = {
    ...shop.context,
    provider: {
      ...shop.context.provider,
      send: async (call) => {
        const old = call.operation === 'renew' || call.operation === 'release'
        if (old) for (const { intent } of await effects(orderId)) await look(id, intent, shop.context)
        const outcome = await shop.context.provider.send(call)
        if (old) for (const { intent } of await effects(orderId)) await look(id, intent, shop.context)
        return outcome
      },
    },
  }
  await look6DaysLater(seeing)
  await othersGoOn(orderId)
  await look(id, intentId ?? '', shop.context)
  expect(await row(orderId)).toMatchObject({ status: 'authorized', wanted: 'authorized', attempt: 2 })
  expect(await kinds(orderId)).toEqual(renewed)
  expect(shop.alarms).toEqual([])
})

test('a card that cannot be asked while its holder is away is taken from, and no second hold stays', async () => {
  const token = await waiting('pm_card_visa', { kept: false })
  const letGo = await waiting()
  const { customerId } = await row(letGo)
  await shop.db
    .update(paymentMethods)
    .set({ detachedAt: sql`clock_timestamp()` })
    .where(eq(paymentMethods.customerId, customerId ?? ''))
  const gone = await waiting()
  const { paymentMethod } = await row(gone)
  const headers = { authorization: 'Bearer sk_test_hand' }
  await fetch(`${shop.sandbox.url}/v1/payment_methods/${paymentMethod}/detach`, { method: 'POST', headers })
  await look6DaysLater()
  for (const orderId of [token, letGo]) expect(await kinds(orderId)).toEqual([...held, 'captured'])
  expect(await row(gone)).toMatchObject({ status: 'captured', attempt: 1, formerIntentId: null })
  for (const orderId of [token, letGo, gone]) await expectOneHold(orderId, { held: 0, taken: 4_999 })
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
  sold.add(order.orderId)
  const { id, intentId } = await row(order.orderId)
  await post(`payment_intents/${intentId}`)
  await look(id, intentId ?? '', shop.context)
  await look6DaysLater()
  expect(await row(order.orderId)).toMatchObject({ status: 'captured', attempt: 1, intentId, formerIntentId: null })
  expect(await kinds(order.orderId)).toEqual([...held, 'created', 'declined', 'canceled', 'captured'])
  expect(shop.alarms).toEqual([])
})

test('of a hold of which a parcel has taken its part the rest is taken', async () => {
  const orderId = await waiting()
  await capturePayment({ orderId, upTo: euros(1_000) }, shop.context)
  await look6DaysLater()
  expect(await kinds(orderId)).toEqual([...held, 'captured', 'captured'])
  expect(await row(orderId)).toMatchObject({ status: 'captured', captured: 4_999, attempt: 1 })
})

test.each(['500_before', '500_after', 'timeout_before', 'timeout_after', 'reset_after', '429', 'lock_timeout'])(
  'a provider that answers %s to the new hold, or to the end of the old one, leaves one',
  async (fault) => {
    const orderId = await waiting()
    const metadata = { order_id: orderId }
    for (const key of ['renew:*', 'release:*'])
      await shop.fault({ do: fault, times: 1, ms: 700, match: { key, metadata } })
    await look6DaysLater()
    await othersGoOn(orderId)
    expect(await kinds(orderId)).toEqual(renewed)
    expect(await row(orderId)).toMatchObject({ status: 'authorized', attempt: 2, formerIntentId: null })
  },
)

test.each(['before', 'after'])('a process that dies %s any of its writes leaves one hold', async (when) => {
  for (let nth = 1; ; nth++) {
    sold.clear()
    const orderId = await waiting()
    let writes = 0
    const save: PaymentsContext['ledger']['save'] = async (before, writing, context) => {
      writes += 1
      if (writes > nth || (writes === nth && when === 'before')) throw new Error('It died')
      const saved = await shop.context.ledger.save(before, writing, context)
      if (writes === nth) throw new Error('It died')
      return saved
    }
    await look6DaysLater({ ...shop.context, ledger: { ...shop.context.ledger, save } })
    if (when === 'before' && nth === 1) expect(await kinds(orderId)).toEqual(held)
    await othersGoOn(orderId)
    if ((await row(orderId)).attempt === 1) await look6DaysLater()
    expect(await kinds(orderId), `write ${nth}`).toEqual(renewed)
    await expectOneHold(orderId, { held: 4_999, taken: 0 })
    if (writes < nth) {
      expect(nth).toBeGreaterThan(3)
      break
    }
  }
})

const meanwhile = [
  ['is let go', (orderId: string) => voidPayment({ orderId }, shop.context), { held: 0, taken: 0 }],
  ['is taken', (orderId: string) => capturePayment({ orderId }, shop.context), { held: 0, taken: 4_999 }],
  [
    'is taken in part',
    (orderId: string) => capturePayment({ orderId, upTo: euros(1_000) }, shop.context),
    { held: 3_999, taken: 1_000 },
  ],
] as const

test.each(meanwhile)('what %s while its hold is renewed is so, of one hold', async (_, asked, sums) => {
  for (const [when, operation] of [
    ['before', 'renew'],
    ['after', 'renew'],
    ['before', 'release'],
  ]) {
    const orderId = await waiting()
    let asking: Promise<unknown> | undefined
    const ask = async () => {
      const { revision } = await row(orderId)
      asking = asked(orderId)
      await expect.poll(async () => (await row(orderId)).revision).toBeGreaterThan(revision)
    }
    const send: PaymentsContext['provider']['send'] = async (call) => {
      if (when === 'before' && call.operation === operation) await ask()
      const outcome = await shop.context.provider.send(call)
      if (when === 'after' && call.operation === operation) await ask()
      return outcome
    }
    await look6DaysLater({ ...shop.context, provider: { ...shop.context.provider, send } })
    expect(asking, `${when} ${operation}`).toBeDefined()
    await asking
    await othersGoOn(orderId)
    await expectOneHold(orderId, sums)
    expect((await row(orderId)).formerIntentId).toBeNull()
  }
  expect(shop.alarms).toEqual([])
})

test('a hold that was over before anybody heard of it is renewed all the same', async () => {
  const orderId = await waiting()
  shiftMs = 7.5 * dayMs
  await look6DaysLater(shop.context, 7.5)
  await othersGoOn(orderId)
  expect(await row(orderId)).toMatchObject({ status: 'authorized', attempt: 2, formerIntentId: null })
  await expectOneHold(orderId, { held: 4_999, taken: 0 })
})

test('what somebody takes of the old hold at the provider is told, and is none of the payment', async () => {
  const orderId = await waiting()
  const { intentId } = await row(orderId)
  const send: PaymentsContext['provider']['send'] = async (call) => {
    const headers = { authorization: 'Bearer sk_test_hand' }
    if (call.operation === 'release')
      await fetch(`${shop.sandbox.url}/v1/payment_intents/${intentId}/capture`, { method: 'POST', headers })
    return shop.context.provider.send(call)
  }
  await look6DaysLater({ ...shop.context, provider: { ...shop.context.provider, send } })
  expect(await row(orderId)).toMatchObject({ status: 'authorized', captured: 0, attempt: 2, formerIntentId: null })
  expect(shop.alarms).toMatchObject([{ alarm: `${intentId} was taken after its hold was renewed` }])
})

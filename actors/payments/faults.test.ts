import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { payments as rows, providerCalls } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { paymentDeclined, receiveWebhook } from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
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
import { newCall } from './provider-call.ts'
import { openProvider } from './provider.ts'

const faults = [
  { do: '500_before', times: 1 },
  { do: '500_before', times: 3 },
  { do: '500_after', times: 1 },
  { do: 'timeout_before', times: 1 },
  { do: 'timeout_after', times: 1 },
  { do: 'reset_before', times: 2 },
  { do: 'reset_after', times: 3 },
  { do: 'slow', ms: 1_200, times: 1 },
  { do: '429', times: 2 },
  { do: 'lock_timeout', times: 2 },
]

test('whatever goes wrong at every step leads to one payment, taken, let go or given back once', async () => {
  await using shop = await startPayments()
  const orders = await Promise.all(
    faults.map(async (fault) => {
      const what = `${fault.do}, ${fault.times} times`
      const [taken, freed, returned] = [anOrder(), anOrder(), anOrder()]
      const steps = { taken: ['auth', 'capture'], freed: ['auth', 'cancel'], returned: ['auth', 'capture', 'refund'] }
      for (const [order, keys] of [
        [taken, steps.taken],
        [freed, steps.freed],
        [returned, steps.returned],
      ] as const) {
        const metadata = { order_id: order.orderId }
        for (const key of keys) await shop.fault({ ...fault, match: { key: `${key}:*`, metadata } })
        await insist(() => authorize(shop.tools, order))
        if (order !== freed) await insist(() => capture(shop.tools, order))
        if (order !== taken) await insist(() => letGo(shop.tools, order))
      }
      return { what, taken, freed, returned }
    }),
  )
  for (const { what, taken, freed, returned } of orders) {
    expect(await shop.effects(taken.orderId), what).toEqual(['created', 'authorized', 'captured'])
    expect(await shop.effects(freed.orderId), what).toEqual(['created', 'authorized', 'released', 'canceled'])
    expect(await shop.effects(returned.orderId), what).toEqual(['created', 'authorized', 'captured', 'refunded'])
  }
  const struck = (await shop.requests()).filter(({ fault }) => fault !== null)
  expect(struck).toHaveLength(7 * faults.reduce((sum, { times }) => sum + times, 0))
  await shop.expectBooksToAgree()
})

test('an answer that was lost is not a decline: the caller hears that it is not known yet', async () => {
  await using shop = await startPayments()
  await shop.fault({ do: 'timeout_after', match: { key: 'auth:*' } })
  await expect(authorize(shop.tools, anOrder())).rejects.toSatisfy(unavailable.matches)
})

test('what a process that died had sent is finished by the timer, without a second effect', async () => {
  await using shop = await startPayments()
  const [sent, unsent] = [anOrder(), anOrder()]
  for (const order of [sent, unsent]) {
    const call = await givenDied(shop, order)
    if (order === sent) await sendDirectly(shop, call)
  }
  await eventually(async () => {
    for (const { orderId } of [sent, unsent]) expect((await shop.row(orderId)).status).toBe('authorized')
  })
  for (const { orderId } of [sent, unsent]) expect(await shop.effects(orderId)).toEqual(['created', 'authorized'])
  expect(await shop.db.$count(outbox)).toBe(2)
  expect(await shop.db.$count(providerCalls, sql`finished_at is null`)).toBe(0)
  await shop.expectBooksToAgree()
})

test('a call whose key the provider has forgotten is looked for, and never sent again', async () => {
  await using shop = await startPayments({ idempotencyTtlMs: 1 })
  const [made, lost] = [anOrder(), anOrder()]
  for (const order of [made, lost]) {
    const call = await givenDied(shop, order, { untilDue: '1 hour' })
    if (order === made) await sendDirectly(shop, call)
    await shop.db.update(providerCalls).set({ startedAt: sql`clock_timestamp() - interval '23 hours 1 minute'` })
    await shop.db.update(rows).set({ nextAt: sql`clock_timestamp()` }).where(eq(rows.orderId, order.orderId))
  }
  await eventually(async () => {
    expect((await shop.row(made.orderId)).status).toBe('authorized')
    expect((await shop.row(lost.orderId)).status).toBe('failed')
  })
  expect(await shop.effects(made.orderId)).toEqual(['created', 'authorized'])
  expect(await shop.effects(lost.orderId)).toEqual([])
  await shop.expectBooksToAgree()
})

test('a payment that turns up at the provider after it was given up for lost is let go', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  const call = await givenDied(shop, order, { untilDue: '1 hour' })
  await shop.db.update(providerCalls).set({ startedAt: sql`clock_timestamp() - interval '24 hours'` })
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentDeclined.matches)

  await sendDirectly(shop, call)
  const lists = async () => (await shop.requests()).filter(({ path }) => path.endsWith('/payment_intents'))
  const listed = (await lists()).length
  for (const payload of await reports(shop)) await shop.edge.request(receiveWebhook, signed(payload))
  await eventually(async () => expect((await shop.row(order.orderId)).intentState).toBe('released'))
  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'released', 'canceled'])
  expect((await lists()).length, 'the report says where to look').toBe(listed)
  await shop.expectBooksToAgree()
})

test('one error of the provider is no decline, however often it could not be asked before', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await givenDied(shop, order, { untilDue: '1 hour' })
  await shop.db.update(providerCalls).set({ attempts: 10, startedAt: sql`clock_timestamp() - interval '2 minutes'` })
  await shop.fault({ do: '500_before', match: { key: 'auth:*' } })
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(unavailable.matches)
  expect(await insist(() => authorize(shop.tools, order))).toMatchObject({ status: 'authorized' })
})

test('an error that the provider repeats for more than a minute, without an effect to be seen, ends as a decline', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await givenDied(shop, order, { untilDue: '1 hour' })
  await shop.db
    .update(providerCalls)
    .set({ pinnedAnswers: 3, pinnedSince: sql`clock_timestamp() - interval '2 minutes'` })
  await shop.fault({ do: '500_before', match: { key: 'auth:*' }, times: 2 })
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(unavailable.matches)
  await expect(insist(() => authorize(shop.tools, order))).rejects.toSatisfy(paymentDeclined.matches)
  expect(await shop.effects(order.orderId)).toEqual([])
})

test('a key is never used for another body', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await givenDied(shop, order, { untilDue: '1 hour' })
  await shop.db.update(providerCalls).set({ body: '{"amount":1}' })
  await expect(authorize(shop.tools, order)).rejects.toMatchObject({ body: { code: 'internal' } })
  expect(await shop.requests()).toEqual([])
  expect(shop.world.bugs).toHaveLength(1)
  shop.world.bugs.length = 0
})

test('while the provider is down nothing is lost, and all of it is done once when it is back', async () => {
  await using shop = await startPayments()
  const orders = Array.from({ length: 5 }, () => anOrder())
  const held = anOrder()
  await authorize(shop.tools, held)
  await shop.fault({ do: 'reset_before', times: 1_000_000 })
  for (const order of orders) await expect(authorize(shop.tools, order)).rejects.toSatisfy(unavailable.matches)
  await expect(capture(shop.tools, held)).rejects.toSatisfy(unavailable.matches)
  const asked = (await shop.requests()).length
  for (let tries = 0; tries < 20; tries++) await authorize(shop.tools, held).catch(() => {})
  await Promise.allSettled(orders.map((order) => authorize(shop.tools, order)))
  expect((await shop.requests()).length - asked, 'the breaker spares it').toBeLessThan(15)

  await shop.heal()
  await eventually(async () => {
    for (const { orderId } of orders) expect((await shop.row(orderId)).status).toBe('authorized')
    expect((await shop.row(held.orderId)).status).toBe('captured')
  })
  await shop.expectBooksToAgree()
})

/** The rows that a process leaves behind that wrote a payment down and died. */
async function givenDied(shop: PaymentsWorld, order: ReturnType<typeof anOrder>, { untilDue = '0' } = {}) {
  const at = new Date()
  return shop.db.transaction(async (tx) => {
    const { amount: money, ...rest } = order
    const [payment] = await tx
      .insert(rows)
      .values({
        ...rest,
        ...money,
        id: newId('pay'),
        status: 'pending',
        createdAt: at,
        updatedAt: at,
        // A second, so that what it had sent arrives before anybody looks.
        nextAt: sql`clock_timestamp() + interval '1 second' + ${untilDue}::interval`,
      })
      .returning()
    if (!payment) throw new Error('not written')
    const call = newCall(payment, 'authorize', 1)
    await tx.insert(providerCalls).values(call)
    return call
  })
}

async function sendDirectly({ sandbox }: PaymentsWorld, call: Awaited<ReturnType<typeof givenDied>>): Promise<void> {
  const keys = { secretKey: 'sk_test_dead', webhookSecrets: [], timeoutMs: 5_000 }
  using provider = openProvider({ ...keys, apiUrl: sandbox.url })
  expect(await provider.send(call)).toMatchObject({ kind: 'settled' })
}

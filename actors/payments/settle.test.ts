import { eq, sql } from 'drizzle-orm'
import { PostgresJsPreparedQuery } from 'drizzle-orm/postgres-js'
import { expect, test, vi } from 'vitest'
import { payments as rows, providerCalls, webhookEvents } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { unavailable } from '#subjects/problem.ts'
import { authorizePayment } from './authorize-payment.ts'
import { capturePayment } from './capture-payment.ts'
import { finishCalls } from './finish-calls.ts'
import { paymentsByHand } from './test-payments.ts'
import { anOrder, eventually } from './payments-world.ts'
import { pruneWebhooks } from './prune-webhooks.ts'
import { settle } from './settle.ts'

type ByHand = Awaited<ReturnType<typeof paymentsByHand>>

const rowOf = async ({ db }: ByHand, { orderId }: { orderId: string }) =>
  (await db.select().from(rows).where(eq(rows.orderId, orderId)))[0]

test('an authorization and a capture cost five statements', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder()
  const sent = vi.spyOn(PostgresJsPreparedQuery.prototype, 'execute')
  await authorizePayment(order, shop.context)
  await capturePayment(order, shop.context)
  const statements = sent.mock.calls.length
  sent.mockRestore()
  expect(statements).toBe(5)
  expect(await rowOf(shop, order)).toMatchObject({ status: 'captured' })
})

test('whoever waits for a payment that another holds asks less and less often, and not past the deadline', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder()
  await authorizePayment(order, shop.context)
  await shop.db.update(rows).set({ leaseOwner: 'own', leaseUntil: sql`clock_timestamp() + interval '1 minute'` })
  const before = await rowOf(shop, order)
  const startedAt = Date.now()
  const context = { ...shop.context, envelope: { ...shop.context.envelope, deadline: startedAt + 2_000 } }
  const sent = vi.spyOn(PostgresJsPreparedQuery.prototype, 'execute')
  await expect(settle(order.orderId, context, { aim: 'captured' })).rejects.toSatisfy(unavailable.matches)
  const statements = sent.mock.calls.length
  sent.mockRestore()
  expect(Date.now() - startedAt).toBeLessThan(2_200)
  expect(statements).toBeLessThan(12)
  const after = await rowOf(shop, order)
  expect(after).toMatchObject({ wanted: 'captured', revision: (before?.revision ?? 0) + 1 })
})

test('a payment whose provider does not answer keeps no other from being finished', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 3_000 })
  const [stuck, other] = [anOrder(), anOrder()]
  for (const order of [stuck, other]) await authorizePayment(order, shop.context)
  await shop.fault({ do: 'timeout_before', match: { metadata: { order_id: stuck.orderId } } })
  const due = (order: typeof stuck) =>
    shop.db
      .update(rows)
      .set({ wanted: 'captured', nextAt: sql`clock_timestamp()` })
      .where(eq(rows.orderId, order.orderId))
  const startedAt = Date.now()
  await due(stuck)
  await finishCalls(shop.context)
  await eventually(async () => expect((await rowOf(shop, stuck))?.leaseOwner).not.toBeNull())
  await due(other)
  await finishCalls(shop.context)
  await eventually(async () => expect((await rowOf(shop, other))?.status).toBe('captured'))
  expect(Date.now() - startedAt).toBeLessThan(3_000)
  await shop.context.finishing[Symbol.asyncDispose]()
  expect((await rowOf(shop, stuck))?.leaseOwner, 'its disposal waited').toBeNull()
})

test('a process that stops begins nothing new, and puts down what it holds', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder('pm_card_chargeDeclined')
  shop.stop()
  await expect(authorizePayment(order, shop.context)).rejects.toMatchObject({ body: { code: 'payment-declined' } })
  expect(await rowOf(shop, order)).toMatchObject({ intentState: 'failed', leaseOwner: null, nextAt: expect.any(Date) })
  expect(await shop.db.$count(providerCalls)).toBe(1)
})

test('the longer nobody decides on a payment, the less often it is looked at', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder()
  await authorizePayment(order, shop.context)
  const waits = async (age: string) => {
    const createdAt = sql`clock_timestamp() - ${age}::interval`
    const undecided = { status: 'pending', intentState: 'processing', intentId: 'pi_none' } as const
    await shop.db.update(rows).set({ ...undecided, createdAt, nextAt: sql`clock_timestamp()` })
    await expect(settle(order.orderId, shop.context)).rejects.toSatisfy(unavailable.matches)
    return ((await rowOf(shop, order))?.nextAt?.getTime() ?? 0) - Date.now()
  }
  const first = await waits('1 second')
  expect(first).toBeGreaterThan(3_000)
  expect(first).toBeLessThan(6_000)
  expect(await waits('10 minutes')).toBeGreaterThan(50_000)
  const longest = await waits('3 days')
  expect(longest).toBeGreaterThan(290_000)
  expect(longest).toBeLessThan(301_000)
})

test('webhooks that were worked through are forgotten after a month, and those that were not are kept', async () => {
  await using shop = await paymentsByHand()
  const ago = (age: string) => sql`clock_timestamp() - ${age}::interval`
  const event = (id: string, receivedAt: string, processed: boolean) => ({
    id,
    type: 'charge.refunded',
    receivedAt: ago(receivedAt),
    processedAt: processed ? ago(receivedAt) : null,
  })
  await shop.db
    .insert(webhookEvents)
    .values([event('old', '31 days', true), event('open', '31 days', false), event('young', '29 days', true)])
  await pruneWebhooks(shop.context)
  const kept = await shop.db.select({ id: webhookEvents.id }).from(webhookEvents).orderBy(webhookEvents.id)
  expect(kept).toEqual([{ id: 'open' }, { id: 'young' }])
})

test('what the provider refused is asked for again under a new key, but not whenever somebody asks', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder()
  await authorizePayment(order, shop.context)
  const paymentId = (await rowOf(shop, order))?.id ?? ''
  const refused = { paymentId, operation: 'capture', body: '{}', bodyHash: '', outcome: 'declined' } as const
  await shop.db.insert(providerCalls).values({ ...refused, key: newId('run'), finishedAt: sql`clock_timestamp()` })
  for (let asked = 0; asked < 3; asked += 1) {
    await expect(capturePayment(order, shop.context)).rejects.toSatisfy(unavailable.matches)
  }
  expect(await shop.db.$count(providerCalls)).toBe(2)
  const waitMs = async () => ((await rowOf(shop, order))?.nextAt?.getTime() ?? 0) - Date.now()
  expect(await waitMs(), 'until the timer asks').toBeGreaterThan(50_000)

  const letPass = (time: string) =>
    shop.db
      .update(providerCalls)
      .set({ finishedAt: sql`clock_timestamp() - ${time}::interval` })
      .where(eq(providerCalls.outcome, 'declined'))
  await letPass('61 seconds')
  const send = async () => ({ kind: 'declined', intent: null, code: 'no', declineCode: null, message: 'No' }) as const
  const refusing = { ...shop.context, provider: { ...shop.context.provider, send } }
  await expect(capturePayment(order, refusing)).rejects.toSatisfy(unavailable.matches)
  expect(await shop.db.$count(providerCalls)).toBe(3)
  expect(await waitMs(), 'longer after each refusal').toBeGreaterThan(110_000)
  await letPass('61 seconds')
  await expect(capturePayment(order, shop.context)).rejects.toSatisfy(unavailable.matches)
  await letPass('121 seconds')
  expect(await capturePayment(order, shop.context)).toBeNull()
})

test('a payment whose process dies with its first call is gone on with, though the clock of that one was an hour ahead', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder()
  const doomed = {
    ...shop.context,
    now: () => new Date(Date.now() + 3_600_000),
    provider: { ...shop.context.provider, send: () => Promise.reject(new Error('It died')) },
  }
  await expect(authorizePayment(order, doomed)).rejects.toThrow('It died')
  await shop.db.update(rows).set({ leaseUntil: null })
  await finishCalls(shop.context)
  await shop.context.finishing.idle()
  expect(await rowOf(shop, order)).toMatchObject({ status: 'authorized' })
})

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { webhookEvents } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { receiveWebhook, signatureInvalid } from '#subjects/payments.ts'
import { payments } from './actor.ts'
import {
  anOrder,
  authorize,
  capture,
  eventually,
  type PaymentsWorld,
  reports,
  signed,
  startPayments,
} from './payments-world.ts'
import { bodies, openProvider } from './provider.ts'

const deliver = (shop: PaymentsWorld, webhook: { payload: string; signature: string }) =>
  shop.edge.request(receiveWebhook, webhook)

const allProcessed = async ({ db }: PaymentsWorld) =>
  expect(await db.$count(webhookEvents, sql`processed_at is null`)).toBe(0)

test('events that come twice, backwards and at two instances lead where the payment is', async () => {
  await using shop = await startPayments()
  await shop.world.start(payments)
  const [waiting, paid] = [anOrder('pm_card_authenticationRequired'), anOrder()]
  await authorize(shop.tools, waiting)
  await authorize(shop.tools, paid)
  await capture(shop.tools, paid)
  await shop.authenticate((await shop.row(waiting.orderId)).intentId, 'succeed')

  const events = (await reports(shop)).toReversed()
  await Promise.all([...events, ...events].map((payload) => deliver(shop, signed(payload))))
  await eventually(() => allProcessed(shop))
  expect(await shop.db.$count(webhookEvents)).toBe(events.length)
  expect((await shop.row(waiting.orderId)).status).toBe('authorized')
  expect((await shop.row(paid.orderId)).status).toBe('captured')
  expect(await shop.db.$count(outbox)).toBe(3)
  await shop.expectBooksToAgree()
})

test('an event that says nothing new is not worth a question to the provider', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  const asked = (await shop.requests()).length
  const events = await reports(shop)
  for (const payload of events) await deliver(shop, signed(payload))
  await eventually(() => allProcessed(shop))
  // One: the list of events that the test itself asked for.
  expect((await shop.requests()).length - asked).toBe(1)
})

test('forged, stale and unsigned webhooks are refused and leave no trace', async () => {
  await using shop = await startPayments()
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: {} },
  })
  const honest = signed(payload)
  for (const webhook of [
    signed(payload, { key: 'whsec_guess' }),
    signed(payload, { ageSeconds: 301 }),
    { ...honest, payload: payload.replace('evt_1', 'evt_2') },
    { payload, signature: '' },
    { payload, signature: 't=1,v1=00' },
    { payload: '', signature: honest.signature },
  ]) {
    await expect(deliver(shop, webhook)).rejects.toSatisfy(signatureInvalid.matches)
  }
  const large = signed(JSON.stringify({ id: 'evt_1', filler: 'x'.repeat(262_144) }))
  await expect(deliver(shop, large)).rejects.toMatchObject({ body: { code: 'invalid-request' } })
  expect(await shop.db.$count(webhookEvents)).toBe(0)
})

test('a secret can be replaced without losing an event: both are good meanwhile', async () => {
  await using shop = await startPayments()
  for (const [id, key] of [
    ['evt_1', 'whsec_test'],
    ['evt_2', 'whsec_next'],
  ] as const) {
    const payload = JSON.stringify({ id, object: 'event', type: 'customer.created', data: { object: { id: 'cus_1' } } })
    expect(await deliver(shop, signed(payload, { key }))).toBeNull()
  }
  await allProcessed(shop)
  const kept = await shop.db.select({ payload: webhookEvents.payload }).from(webhookEvents)
  expect(kept, 'of what concerns no payment').toEqual([{ payload: null }, { payload: null }])
})

test('events of kinds that nobody here has heard of hold up no other', async () => {
  await using shop = await startPayments()
  const strange = [{}, { data: {} }, { data: { object: {} } }, { data: { object: { id: 'pi_1', status: 'invented' } } }]
  for (const [index, rest] of strange.entries()) {
    const event = { id: `evt_${index}`, object: 'event', type: 'payment_intent.invented', ...rest }
    expect(await deliver(shop, signed(JSON.stringify(event)))).toBeNull()
  }
  const unprocessed = shop.db.select({ id: webhookEvents.id }).from(webhookEvents).where(sql`processed_at is null`)
  await eventually(async () => expect(await unprocessed).toEqual([{ id: 'evt_3' }]))
})

test('an event about a payment that is not here is parked, tried again, and in the end kept for a person', async () => {
  await using shop = await startPayments()
  const object = { id: 'pi_x', object: 'payment_intent', status: 'succeeded', metadata: { payment_id: newId('pay') } }
  const payload = JSON.stringify({ id: 'evt_x', object: 'event', type: 'payment_intent.succeeded', data: { object } })
  await deliver(shop, signed(payload))
  const parked = async () => (await shop.db.select().from(webhookEvents))[0]
  const refusal = { processedAt: null, lastError: 'There is no such payment here' }
  await eventually(async () => expect(await parked()).toMatchObject({ ...refusal, nextAt: expect.any(Date) }))
  await shop.db
    .update(webhookEvents)
    .set({ attempts: 8, nextAt: sql`clock_timestamp()` })
    .where(eq(webhookEvents.id, 'evt_x'))
  await eventually(async () => expect(await parked()).toMatchObject({ ...refusal, attempts: 9, nextAt: null }))
})

test('an intent of another sum changes nothing here, and is reported', async () => {
  await using shop = await startPayments()
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  const { id, intentId } = await shop.row(order.orderId)
  await shop.db.execute(sql`update payments set amount = 5000 where id = ${id}`)
  await shop.authenticate(intentId, 'succeed')
  for (const payload of await reports(shop)) await deliver(shop, signed(payload))
  await eventually(() => allProcessed(shop))
  expect(await shop.row(order.orderId)).toMatchObject({ status: 'requires_action', version: 0 })
  expect(shop.world.bugs.length).toBeGreaterThan(0)
  expect(shop.world.bugs[0]).toMatchObject({ payment: id, alarm: expect.stringContaining('claims to be ours') })
  shop.world.bugs.length = 0
})

test('another intent that claims to be a payment of ours changes nothing here, and is reported', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  const { id, revision } = await shop.row(order.orderId)
  const keys = { secretKey: 'sk_test_other', webhookSecrets: [], timeoutMs: 5_000 }
  using provider = openProvider({ ...keys, apiUrl: shop.sandbox.url })
  const { amount, ...rest } = order
  const body = bodies.authorize({ ...rest, ...amount, id })
  expect(await provider.send({ operation: 'authorize', key: 'other', body })).toMatchObject({ kind: 'settled' })
  for (const payload of await reports(shop)) await deliver(shop, signed(payload))
  await eventually(() => allProcessed(shop))
  expect(await shop.row(order.orderId)).toMatchObject({ status: 'authorized', revision })
  expect(shop.world.bugs[0]).toMatchObject({ payment: id, alarm: expect.stringContaining('claims to be ours') })
  shop.world.bugs.length = 0
})

test('a hold that ran out at the provider is over here too', async () => {
  let shiftMs = 0
  await using shop = await startPayments({ now: () => Date.now() + shiftMs })
  const order = anOrder()
  await authorize(shop.tools, order)
  shiftMs = 8 * 24 * 3_600_000
  await expect(capture(shop.tools, order)).rejects.toMatchObject({ body: { code: 'payment-over' } })
  expect((await shop.row(order.orderId)).status).toBe('cancelled')
  await shop.expectBooksToAgree()
})

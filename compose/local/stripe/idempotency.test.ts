import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from './test-sandbox.ts'

test('the same key and parameters give the first answer again, and one intent', async () => {
  await using world = await startSandbox()
  const { paymentIntents } = world.stripe
  const first = await paymentIntents.create(hold, { idempotencyKey: 'auth:1' })
  await paymentIntents.capture(first.id)

  const again = await paymentIntents.create(hold, { idempotencyKey: 'auth:1' })

  expect(again).toEqual(first)
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId)
  expect((await paymentIntents.list()).data).toHaveLength(1)
  expect((await world.get('/sandbox/ledger?key=auth:1')).effects).toHaveLength(2)
})

test('a decline belongs to its key; a refusal at the door does not', async () => {
  await using world = await startSandbox()
  const { paymentIntents } = world.stripe
  const key = { idempotencyKey: 'auth:1' }

  expect(await failureOf(paymentIntents.create({ ...hold, amount: 1 }, key))).toMatchObject({
    code: 'amount_too_small',
  })
  const declined = { ...hold, payment_method: 'pm_card_chargeDeclined' }
  const first = await failureOf(paymentIntents.create(declined, key))
  const again = await failureOf(paymentIntents.create(declined, key))

  expect(again).toMatchObject({ statusCode: 402, charge: first.charge, headers: { 'idempotent-replayed': 'true' } })
  expect((await paymentIntents.list()).data).toHaveLength(1)
})

test('a key that is used for something else is refused', async () => {
  await using world = await startSandbox()
  const key = { idempotencyKey: 'auth:1' }
  const { id } = await world.stripe.paymentIntents.create(hold, key)

  const other = [
    world.stripe.paymentIntents.create({ ...hold, amount: 2_000 }, key),
    world.stripe.paymentIntents.capture(id, {}, key),
  ]
  for (const call of other) {
    expect(await failureOf(call)).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' })
  }
})

test('of two requests under one key at a time, the second is told that the first still runs', async () => {
  await using world = await startSandbox({ delayMs: 300 })
  const create = () => world.stripe.paymentIntents.create(hold, { idempotencyKey: 'auth:1' })

  const both = await Promise.allSettled([create(), create()])

  const first = both.find((each) => each.status === 'fulfilled')
  const inUse = { statusCode: 409, code: 'idempotency_key_in_use' }
  expect(both.find((each) => each.status === 'rejected')).toMatchObject({ reason: inUse })
  expect((await create()).id).toBe(first?.value.id)
})

test('two requests on one object at a time: the second is told that it is locked', async () => {
  await using world = await startSandbox({ delayMs: 300 })
  const { id } = await world.stripe.paymentIntents.create(hold)

  const both = await Promise.allSettled([
    world.stripe.paymentIntents.capture(id),
    world.stripe.paymentIntents.cancel(id),
  ])

  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { statusCode: 429, code: 'lock_timeout' },
  })
})

test('a key is forgotten after its time, and then makes a second object', async () => {
  let now = Date.parse('2026-03-01T12:00:00Z')
  await using world = await startSandbox({ now: () => now, idempotencyTtlMs: 60_000 })
  const create = async () => (await world.stripe.paymentIntents.create(hold, { idempotencyKey: 'auth:1' })).id

  const first = await create()
  now += 59_000
  expect(await create()).toBe(first)
  now += 1_000
  expect(await create()).not.toBe(first)
})

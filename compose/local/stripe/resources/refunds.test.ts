import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from '../test-sandbox.ts'

test('a captured payment is refunded in parts, and never beyond what was captured', async () => {
  await using world = await startSandbox()
  const { paymentIntents, refunds, charges } = world.stripe
  const { id } = await paymentIntents.create(hold)
  expect(await failureOf(refunds.create({ payment_intent: id }))).toMatchObject({
    code: 'payment_intent_unexpected_state',
  })
  const { latest_charge } = await paymentIntents.capture(id, { amount_to_capture: 1_500 })
  const charge = latest_charge as string

  const part = await refunds.create({
    payment_intent: id,
    amount: 500,
    reason: 'requested_by_customer',
    metadata: { line: '1' },
  })
  expect(part).toMatchObject({ object: 'refund', amount: 500, status: 'succeeded', charge, payment_intent: id })
  expect(await charges.retrieve(charge)).toMatchObject({ amount_refunded: 500, refunded: false })
  expect(await failureOf(refunds.create({ payment_intent: id, amount: 1_001 }))).toMatchObject({
    code: 'amount_too_large',
  })

  const rest = await refunds.create({ charge: charge })
  expect(rest.amount).toBe(1_000)
  expect(await charges.retrieve(charge)).toMatchObject({ amount_refunded: 1_500, refunded: true })
  expect(await failureOf(refunds.create({ payment_intent: id }))).toMatchObject({ code: 'charge_already_refunded' })

  expect((await refunds.list({ payment_intent: id })).data.map((each) => each.id)).toEqual([rest.id, part.id])
  expect(await refunds.retrieve(part.id)).toMatchObject({ metadata: { line: '1' } })
  const { effects } = await world.get('/sandbox/ledger?kind=refunded')
  expect(effects).toMatchObject([
    { amount: 500, intent: id },
    { amount: 1_000, intent: id },
  ])
})

test('a refund names a payment', async () => {
  await using world = await startSandbox()
  expect(await failureOf(world.stripe.refunds.create({}))).toMatchObject({ code: 'parameter_missing' })
  expect(await failureOf(world.stripe.refunds.create({ payment_intent: 'pi_none' }))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'payment_intent',
  })
})

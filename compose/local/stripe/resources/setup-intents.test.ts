import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from '../test-sandbox.ts'

const later = { off_session: true, usage: 'off_session' } as const

/** A customer of the shop, and a card that is kept for them. */
async function givenSaved(world: Awaited<ReturnType<typeof startSandbox>>, token = 'pm_card_visa') {
  const { customers, setupIntents } = world.stripe
  const customer = await customers.create({ metadata: { user_id: 'usr_1' } })
  const setup = await setupIntents.create({
    customer: customer.id,
    payment_method: token,
    confirm: true,
    usage: later.usage,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  })
  return { customer: customer.id, setup, method: setup.payment_method as string }
}

test('a card that is set up is kept for its customer, charged while they are away, and gone once it is detached', async () => {
  await using world = await startSandbox()
  const { paymentIntents, paymentMethods } = world.stripe
  const { customer, setup, method } = await givenSaved(world)
  expect(setup).toMatchObject({ object: 'setup_intent', status: 'succeeded', usage: 'off_session', customer })
  const kept = await paymentMethods.list({ customer, type: 'card' })
  expect(kept.data).toMatchObject([
    { id: method, customer, card: { brand: 'visa', last4: '4242', fingerprint: 'sandbox4242' } },
  ])

  const charge = { ...hold, payment_method: method }
  expect(await failureOf(paymentIntents.create(charge))).toMatchObject({ param: 'payment_method' })
  const paid = await paymentIntents.create({ ...charge, customer, off_session: true })
  expect(paid).toMatchObject({ status: 'requires_capture', customer, payment_method: method })

  expect(await paymentMethods.detach(method)).toMatchObject({ id: method, customer: null })
  expect((await paymentMethods.list({ customer })).data).toEqual([])
  expect(await failureOf(paymentMethods.detach(method))).toMatchObject({ statusCode: 400 })
  expect(await failureOf(paymentIntents.create(charge))).toMatchObject({ param: 'payment_method' })
})

test('a bank may ask for its customer first, and then not again', async () => {
  await using world = await startSandbox()
  const { paymentIntents, setupIntents } = world.stripe
  const { setup, customer } = await givenSaved(world, 'pm_card_authenticationRequiredOnSetup')
  expect(setup).toMatchObject({ status: 'requires_action', next_action: { type: 'use_stripe_sdk' } })

  await world.post(`/sandbox/setup_intents/${setup.id}/authenticate`, { outcome: 'succeed' })
  const done = await setupIntents.retrieve(setup.id)
  expect(done.status).toBe('succeeded')
  const charge = { ...hold, customer, payment_method: done.payment_method as string, off_session: true }
  expect(await paymentIntents.create(charge)).toMatchObject({ status: 'requires_capture' })
})

test('who fails at their bank, or whose card is declined, has no card kept', async () => {
  await using world = await startSandbox()
  const { setup, customer } = await givenSaved(world, 'pm_card_authenticationRequired')
  await world.post(`/sandbox/setup_intents/${setup.id}/authenticate`, { outcome: 'fail' })
  expect(await world.stripe.setupIntents.retrieve(setup.id)).toMatchObject({
    status: 'requires_payment_method',
    last_setup_error: { code: 'setup_intent_authentication_failure' },
  })
  expect(await failureOf(givenSaved(world, 'pm_card_chargeDeclined'))).toMatchObject({
    statusCode: 402,
    code: 'card_declined',
    setup_intent: { status: 'requires_payment_method' },
  })
  expect((await world.stripe.paymentMethods.list({ customer })).data).toEqual([])
})

test('a card that always asks for its customer is declined while they are away', async () => {
  await using world = await startSandbox()
  const { setup, customer } = await givenSaved(world, 'pm_card_authenticationRequired')
  await world.post(`/sandbox/setup_intents/${setup.id}/authenticate`, { outcome: 'succeed' })
  const { payment_method: method } = await world.stripe.setupIntents.retrieve(setup.id)
  const charge = { ...hold, customer, payment_method: method as string, off_session: true }
  expect(await failureOf(world.stripe.paymentIntents.create(charge))).toMatchObject({
    statusCode: 402,
    code: 'authentication_required',
    payment_intent: { status: 'requires_payment_method' },
  })
})

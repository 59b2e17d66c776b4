import { expect, test } from 'vitest'
import { failureOf, hold, startSandbox } from '../test-sandbox.ts'

test('a dispute takes the money and its fee, stops refunds, and gives the money back when it is won', async () => {
  await using world = await startSandbox()
  const { paymentIntents, refunds, disputes, balanceTransactions, events } = world.stripe
  const { id } = await paymentIntents.create(hold)
  await paymentIntents.capture(id)
  await world.post(`/sandbox/payment_intents/${id}/dispute`)
  const [dispute] = (await disputes.list({ payment_intent: id })).data
  if (!dispute) throw new Error('there is no dispute')
  expect(dispute).toMatchObject({ amount: 1_999, status: 'needs_response', is_charge_refundable: false })
  expect(await failureOf(refunds.create({ payment_intent: id }))).toMatchObject({ code: 'charge_disputed' })

  await world.post(`/sandbox/disputes/${dispute.id}/close`, { outcome: 'won' })
  expect(await disputes.retrieve(dispute.id)).toMatchObject({ status: 'won' })
  const moved = await balanceTransactions.list({ source: dispute.id })
  expect(moved.data.map(({ amount, fee, net }) => [amount, fee, net])).toEqual([
    [1_999, 0, 1_999],
    [-1_999, 1_500, -3_499],
  ])
  const told = (await events.list({ type: 'charge.dispute.*' })).data.map(({ type }) => type)
  expect(told.toReversed()).toEqual([
    'charge.dispute.created',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
  ])
})

test('what was taken so far can be disputed before the rest is taken, and nothing else', async () => {
  await using world = await startSandbox()
  const { paymentIntents, disputes } = world.stripe
  const multicapture = { card: { request_multicapture: 'if_available' } } as const
  const { id } = await paymentIntents.create({ ...hold, payment_method_options: multicapture })
  await world.post(`/sandbox/payment_intents/${id}/dispute`)
  expect((await disputes.list()).data).toEqual([])
  await paymentIntents.capture(id, { amount_to_capture: 700, final_capture: false })
  await world.post(`/sandbox/payment_intents/${id}/dispute`)
  expect((await disputes.list({ payment_intent: id })).data).toMatchObject([{ amount: 700 }])
  expect(await paymentIntents.capture(id)).toMatchObject({ status: 'succeeded', amount_received: 1_999 })
})

test('the balance is what was taken, less fees and refunds, until it is paid out', async () => {
  await using world = await startSandbox()
  const { paymentIntents, refunds, balanceTransactions, payouts, charges } = world.stripe
  const { id, latest_charge } = await paymentIntents.create({ ...hold, capture_method: 'automatic' })
  await refunds.create({ payment_intent: id, amount: 500 })
  expect(await charges.retrieve(latest_charge as string, { expand: ['balance_transaction'] })).toMatchObject({
    balance_transaction: { amount: 1_999, fee: 88, net: 1_911, type: 'charge', source: latest_charge },
  })
  await world.post('/sandbox/payouts')
  expect((await payouts.list()).data).toMatchObject([{ amount: 1_411, currency: 'usd', status: 'paid' }])
  const { data } = await balanceTransactions.list()
  expect(data.reduce((sum, { net }) => sum + net, 0)).toBe(0)
})

test('there is a card whose holder disputes every payment', async () => {
  await using world = await startSandbox()
  const payment = { ...hold, capture_method: 'automatic', payment_method: 'pm_card_createDispute' } as const
  const { id } = await world.stripe.paymentIntents.create(payment)
  expect((await world.stripe.disputes.list()).data).toMatchObject([{ payment_intent: id }])
})

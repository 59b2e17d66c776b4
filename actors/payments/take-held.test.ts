import { expect, test } from 'vitest'
import { payments } from '#db/payments/schema.ts'
import { authorizePayment } from './authorize-payment.ts'
import { customer } from '../world.ts'
import { setUpPaymentMethod } from './methods/set-up-method.ts'
import { anOrder } from './payments-world.ts'
import type { PaymentsContext } from './settle.ts'
import { takeHeld } from './take-held.ts'
import { paymentsByHand } from './test-payments.ts'
import { voidPayment } from './void-payment.ts'

test('what is held is taken a day before the bank lets go of it, and not before; what was let go stays so', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  const [held, freed] = [anOrder(), anOrder()]
  for (const order of [held, freed]) await authorizePayment(order, shop.context)
  await voidPayment(freed, shop.context)
  const statuses = async () => {
    await shop.context.finishing.idle()
    const rows = await shop.db.select().from(payments)
    return [held, freed].map(({ orderId }) => rows.find((row) => row.orderId === orderId)?.status)
  }
  for (const days of [0, 5.9, 7.1]) {
    await takeHeld(daysLater(days, shop.context))
    expect(await statuses()).toEqual(['authorized', 'cancelled'])
  }
  await takeHeld(daysLater(6.1, shop.context))
  expect(await statuses()).toEqual(['captured', 'cancelled'])
})

test('what is held of a customer who was away is renewed sooner, for less long is it held', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  const { paymentMethod: _, ...order } = anOrder()
  const caller = customer(order.customerId)
  await setUpPaymentMethod({ paymentMethod: 'pm_card_visa' }, { ...shop.context, caller })
  await authorizePayment({ ...order, offSession: true }, shop.context)
  for (const [days, attempt] of [
    [3.9, 1],
    [4.1, 2],
  ] as const) {
    await takeHeld(daysLater(days, shop.context))
    await shop.context.finishing.idle()
    expect(await shop.db.select().from(payments)).toMatchObject([{ status: 'authorized', attempt }])
  }
})

test('of an order that nobody has confirmed nothing is taken', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  await authorizePayment(anOrder(), shop.context)
  for (const [status, expected] of [
    ['awaiting_payment', 'authorized'],
    ['cancelled', 'authorized'],
    ['partially_shipped', 'captured'],
  ]) {
    await takeHeld(daysLater(6.1, shop.context, status))
    await shop.context.finishing.idle()
    expect(await shop.db.select().from(payments)).toMatchObject([{ status: expected }])
  }
})

const daysLater = (days: number, context: PaymentsContext, status = 'confirmed'): PaymentsContext => ({
  ...context,
  request: (async () => ({ status })) as unknown as PaymentsContext['request'],
  now: () => new Date(Date.now() + days * 86_400_000),
})

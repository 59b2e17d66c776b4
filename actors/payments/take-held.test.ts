import { expect, test } from 'vitest'
import { payments } from '#db/payments/schema.ts'
import { authorizePayment } from './authorize-payment.ts'
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
  const at = (days: number): PaymentsContext => ({
    ...shop.context,
    now: () => new Date(Date.now() + days * 86_400_000),
  })
  const statuses = async () => {
    await shop.context.finishing.idle()
    const rows = await shop.db.select().from(payments)
    return [held, freed].map(({ orderId }) => rows.find((row) => row.orderId === orderId)?.status)
  }
  for (const days of [0, 5.9, 7.1]) {
    await takeHeld(at(days))
    expect(await statuses()).toEqual(['authorized', 'cancelled'])
  }
  await takeHeld(at(6.1))
  expect(await statuses()).toEqual(['captured', 'cancelled'])
})

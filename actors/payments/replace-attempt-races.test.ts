import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { paymentAttempts, payments, providerCalls } from '#db/payments/schema.ts'
import { paymentDeclined, paymentOver } from '#subjects/payments.ts'
import { authorizePayment } from './authorize-payment.ts'
import { anOrder } from './payments-world.ts'
import { type PaymentsContext, settle } from './settle.ts'
import { paymentsByHand } from './test-payments.ts'

const declined = (asked: Promise<unknown>) => expect(asked).rejects.toSatisfy(paymentDeclined.matches)

/** An order whose first card was declined, and what is asked for its second one. */
async function givenDeclined(context: PaymentsContext, paymentMethod = 'pm_card_visa') {
  const order = anOrder('pm_card_chargeDeclined')
  await declined(authorizePayment(order, context))
  await settle(order.orderId, context)
  return { ...order, paymentMethod, attempt: 2 }
}

/** Something happens once, right after the nth look at the payment, and before anybody hears of what was seen. */
function after(nth: number, context: PaymentsContext, happens: () => Promise<unknown>): PaymentsContext {
  let looks = 0
  const standingOf: PaymentsContext['paymentStore']['standingOf'] = async (orderId) => {
    const standing = await context.paymentStore.standingOf(orderId)
    looks += 1
    if (looks === nth) await happens()
    return standing
  }
  return { ...context, paymentStore: { ...context.paymentStore, standingOf } }
}

test.each([1, 2])(
  'a card is tried once, though it was declined while the same was asked once more (look %i)',
  async (nth) => {
    await using shop = await paymentsByHand({ timeoutMs: 5_000 })
    const second = await givenDeclined(shop.context, 'pm_card_chargeDeclinedExpiredCard')
    const context = after(nth, shop.context, async () => {
      await declined(authorizePayment(second, shop.context))
      await settle(second.orderId, shop.context)
    })
    await declined(authorizePayment(second, context))
    expect(await shop.db.select().from(paymentAttempts)).toMatchObject([{ attempt: 1 }])
  },
)

test('a card is not called declined because somebody has touched the payment just now', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  const second = await givenDeclined(shop.context)
  const context = after(4, shop.context, () => shop.db.update(payments).set({ revision: sql`revision + 1` }))
  await expect(authorizePayment(second, context)).rejects.toMatchObject({ body: { status: 503 } })
  expect(await authorizePayment(second, context)).toMatchObject({ status: 'authorized' })
})

test('where nobody knows what became of the first card the second is not tried, and not called declined', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  const second = await givenDeclined(shop.context)
  await shop.db.update(providerCalls).set({ outcome: 'lost' }).where(eq(providerCalls.operation, 'authorize'))
  await expect(authorizePayment(second, shop.context)).rejects.toSatisfy(paymentOver.matches)
  expect(await shop.db.$count(paymentAttempts)).toBe(0)
})

import { expect, test } from 'vitest'
import { providerCalls, refunds } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import { paymentMismatch, refundPayment, refundTooLarge } from '#subjects/payments.ts'
import { anOrder, authorize, capture, insist, letGo, type PaymentsWorld, startPayments } from './payments-world.ts'

async function paid(shop: PaymentsWorld) {
  const order = anOrder()
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  return order
}

const refund = (shop: PaymentsWorld, orderId: string, amount: number, refundId = newId('ret')) =>
  shop.tools.request(refundPayment, { orderId, refundId, amount: { amount, currency: 'EUR' } })

test('fifty refunds at once give back what was taken and not a cent more', async () => {
  await using shop = await startPayments()
  const { orderId } = await paid(shop)
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => insist(() => refund(shop, orderId, 130))))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  expect(answers.length - refused.length).toBe(Math.floor(4_999 / 130))
  expect(refused.every((error) => refundTooLarge.matches(error))).toBe(true)
  expect(await shop.row(orderId)).toMatchObject({ status: 'captured', captured: 4_999, refunded: 38 * 130 })
  expect(await shop.db.$count(refunds)).toBe(38)
  await refund(shop, orderId, 4_999 - 38 * 130)
  expect(await shop.row(orderId)).toMatchObject({ status: 'refunded', refunded: 4_999 })
  await shop.expectBooksToAgree()
})

test('a refund is given once, however often and at however many places it is asked for', async () => {
  await using shop = await startPayments()
  const { orderId } = await paid(shop)
  const id = newId('ret')
  await Promise.all(Array.from({ length: 10 }, () => insist(() => refund(shop, orderId, 1_000, id))))
  await refund(shop, orderId, 1_000, id)
  expect(await shop.row(orderId)).toMatchObject({ refunded: 1_000 })
  await expect(refund(shop, orderId, 999, id)).rejects.toSatisfy(paymentMismatch.matches)
  await shop.expectBooksToAgree()
})

test.each(['500_before', '500_after', 'timeout_after', 'reset_before', 'reset_after', '429', 'lock_timeout'])(
  'a provider that answers a refund with %s gives it back once',
  async (fault) => {
    await using shop = await startPayments()
    const { orderId } = await paid(shop)
    await shop.fault({ do: fault, times: 1, ms: 600, match: { method: 'POST', path: '/v1/refunds' } })
    const id = newId('ret')
    await insist(() => refund(shop, orderId, 1_500, id))
    await insist(() => refund(shop, orderId, 500))
    expect(await shop.row(orderId)).toMatchObject({ status: 'captured', refunded: 2_000 })
    await shop.expectBooksToAgree()
    shop.world.bugs.length = 0
  },
)

test('letting go after a part was given back gives back the rest, and then nothing is left', async () => {
  await using shop = await startPayments()
  const order = await paid(shop)
  await refund(shop, order.orderId, 1_500)
  await letGo(shop.tools, order)
  expect(await shop.row(order.orderId)).toMatchObject({ status: 'refunded', refunded: 4_999 })
  const refused = await refund(shop, order.orderId, 1).catch((error: unknown) => error)
  expect(refused).toMatchObject({ body: { code: 'refund-too-large', left: 0 } })
  const calls = await shop.db.select({ key: providerCalls.key, reaches: providerCalls.reaches }).from(providerCalls)
  expect(calls.filter(({ key }) => key.startsWith('refund')).map(({ reaches }) => reaches)).toEqual([1_500, 4_999])
  await shop.expectBooksToAgree()
})

test('nothing is given back of what was never taken', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await expect(refund(shop, order.orderId, 1)).rejects.toSatisfy(refundTooLarge.matches)
  await authorize(shop.tools, order)
  await expect(refund(shop, order.orderId, 1)).rejects.toSatisfy(refundTooLarge.matches)
  expect(await shop.db.$count(refunds)).toBe(0)
})

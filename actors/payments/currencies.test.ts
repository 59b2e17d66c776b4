import { expect, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { amountUnpayable, refundPayment } from '#subjects/payments.ts'
import { anOrder, authorize, capture, type PaymentsWorld, startPayments } from './payments-world.ts'

const anOrderOf = (amount: number, currency: string) => ({ ...anOrder(), amount: { amount, currency } })

/** What the provider's own books say, in its units. */
const sumsThere = async ({ sandbox }: PaymentsWorld, orderId: string) => {
  const answer = await fetch(`${sandbox.url}/sandbox/ledger?metadata[order_id]=${orderId}`)
  const { effects } = (await answer.json()) as { effects: { kind: string; amount: number }[] }
  return Object.fromEntries(effects.map(({ kind, amount }) => [kind, amount]))
}

test('sums of every currency come through to the last unit, whatever the provider calls them', async () => {
  await using shop = await startPayments()
  const sums = [
    ['JPY', 4_999, 1_001, { captured: 4_999, refunded: 1_001 }],
    ['KWD', 4_990, 1_010, { captured: 4_990, refunded: 1_010 }],
    ['ISK', 4_999, 1_001, { captured: 499_900, refunded: 100_100 }],
    ['MGA', 499_900, 100_100, { captured: 4_999, refunded: 1_001 }],
    ['USD', 4_999, 1_001, { captured: 4_999, refunded: 1_001 }],
  ] as const
  for (const [currency, paid, back, there] of sums) {
    const order = anOrderOf(paid, currency)
    const { orderId } = order
    await authorize(shop.tools, order)
    await capture(shop.tools, order)
    await shop.tools.request(refundPayment, { orderId, refundId: newId('ret'), amount: { amount: back, currency } })
    expect(await shop.row(orderId)).toMatchObject({ captured: paid, refunded: back, currency })
    expect(await sumsThere(shop, orderId)).toMatchObject(there)
  }
})

test.each([
  ['KWD', 4_999, 10],
  ['MGA', 499_950, 100],
])(
  '%s in a sum that would have to be rounded is refused, and so is a refund of one',
  async (currency, amount, step) => {
    await using shop = await startPayments()
    const isRefused = (error: unknown) => amountUnpayable.matches(error) && error.body['step'] === step
    await expect(authorize(shop.tools, anOrderOf(amount, currency))).rejects.toSatisfy(isRefused)
    const order = anOrderOf(10_000, currency)
    await authorize(shop.tools, order)
    await capture(shop.tools, order)
    const back = { orderId: order.orderId, refundId: newId('ret'), amount: { amount: 11, currency } }
    await expect(shop.tools.request(refundPayment, back)).rejects.toSatisfy(isRefused)
    expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'captured'])
  },
)

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { capturePayment } from './capture-payment.ts'
import type { PaymentsContext } from './settle.ts'
import { held, type HoldsByHand, renewed, startHolds } from './test-holds.ts'
import { voidPayment } from './void-payment.ts'

const euros = (amount: number) => ({ amount, currency: 'EUR' })

let shop: HoldsByHand
beforeAll(async () => {
  shop = await startHolds()
})
beforeEach(() => shop.beginAnew())
afterAll(() => shop[Symbol.asyncDispose]())

test.each(['500_before', '500_after', 'timeout_before', 'timeout_after', 'reset_after', '429', 'lock_timeout'])(
  'a provider that answers %s to the new hold, or to the end of the old one, leaves one',
  async (fault) => {
    const orderId = await shop.waiting()
    const metadata = { order_id: orderId }
    for (const key of ['renew:*', 'release:*'])
      await shop.fault({ do: fault, times: 1, ms: 700, match: { key, metadata } })
    await shop.lookAfterHolds()
    await shop.othersGoOn(orderId)
    expect(await shop.kinds(orderId)).toEqual(renewed)
    expect(await shop.row(orderId)).toMatchObject({ status: 'authorized', attempt: 2, formerIntentId: null })
  },
)

test.each(['before', 'after'])('a process that dies %s any of its writes leaves one hold', async (when) => {
  for (let nth = 1; ; nth++) {
    shop.beginAnew()
    const orderId = await shop.waiting()
    let writes = 0
    const save: PaymentsContext['paymentStore']['save'] = async (before, writing, context) => {
      writes += 1
      if (writes > nth || (writes === nth && when === 'before')) throw new Error('It died')
      const saved = await shop.context.paymentStore.save(before, writing, context)
      if (writes === nth) throw new Error('It died')
      return saved
    }
    await shop.lookAfterHolds({ ...shop.context, paymentStore: { ...shop.context.paymentStore, save } })
    if (when === 'before' && nth === 1) expect(await shop.kinds(orderId)).toEqual(held)
    await shop.othersGoOn(orderId)
    if ((await shop.row(orderId)).attempt === 1) await shop.lookAfterHolds()
    expect(await shop.kinds(orderId), `write ${nth}`).toEqual(renewed)
    await shop.expectOneHold(orderId, { held: 4_999, taken: 0 })
    if (writes < nth) {
      expect(nth).toBeGreaterThan(3)
      break
    }
  }
})

const meanwhile = [
  ['is let go', (orderId: string) => voidPayment({ orderId }, shop.context), { held: 0, taken: 0 }],
  ['is taken', (orderId: string) => capturePayment({ orderId }, shop.context), { held: 0, taken: 4_999 }],
  [
    'is taken in part',
    (orderId: string) => capturePayment({ orderId, upTo: euros(1_000) }, shop.context),
    { held: 3_999, taken: 1_000 },
  ],
] as const

test.each(meanwhile)('what %s while its hold is renewed is so, of one hold', async (_, asked, sums) => {
  for (const [when, operation] of [
    ['before', 'renew'],
    ['after', 'renew'],
    ['before', 'release'],
  ]) {
    const orderId = await shop.waiting()
    let asking: Promise<unknown> | undefined
    const ask = async () => {
      const { revision } = await shop.row(orderId)
      asking = asked(orderId)
      await expect.poll(async () => (await shop.row(orderId)).revision).toBeGreaterThan(revision)
    }
    const send: PaymentsContext['provider']['send'] = async (call) => {
      if (when === 'before' && call.operation === operation) await ask()
      const outcome = await shop.context.provider.send(call)
      if (when === 'after' && call.operation === operation) await ask()
      return outcome
    }
    await shop.lookAfterHolds({ ...shop.context, provider: { ...shop.context.provider, send } })
    expect(asking, `${when} ${operation}`).toBeDefined()
    await asking
    await shop.othersGoOn(orderId)
    await shop.expectOneHold(orderId, sums)
    expect((await shop.row(orderId)).formerIntentId).toBeNull()
  }
  expect(shop.alarms).toEqual([])
})

import { expect, test } from 'vitest'
import { readReconciliation, reconcile } from '#subjects/books.ts'
import { newId } from '#subjects/id.ts'
import { refundPayment } from '#subjects/payments.ts'
import { payments } from './actor.ts'
import { anOrder, authorize, capture, eventually, insist, letGo, startPayments } from './payments-world.ts'

const seed = Number(process.env['SEED'] ?? Math.floor(performance.timeOrigin) % 1_000_000)

const onTheWay = ['500_before', '500_after', 'timeout_after', 'reset_before', 'reset_after', '429', 'lock_timeout']
const outside = ['duplicate', 'reorder', 'delay', 'drop', 'forge']

/** Of what can go wrong, one after the other as the seed has it: https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function chances(from: number) {
  let state = (from % 2_147_483_646) + 1
  return <T>(among: readonly T[]): T => {
    state = (state * 48_271) % 2_147_483_647
    return among[state % among.length] as T
  }
}

test(`after all that can go wrong between us and the provider its books are ours (SEED=${seed})`, async () => {
  await using shop = await startPayments({ webhooks: true })
  await shop.world.start(payments)
  const choose = chances(seed)
  for (let count = 0; count < 12; count++) {
    await shop.fault({
      do: choose(onTheWay),
      ms: 450,
      match: { key: choose(['auth:*', 'capture:*', 'cancel:*', 'refund:*']) },
    })
    await shop.outside('webhooks/faults', { do: choose(outside), ms: 300 })
  }
  const orders = Array.from({ length: 24 }, (_, index) => ({
    ...anOrder(),
    fate: ['kept', 'freed', 'back', 'part'][index % 4],
  }))
  await Promise.all(
    orders.map(async ({ fate, ...order }) => {
      const { orderId } = order
      await insist(() => authorize(shop.tools, order))
      if (fate !== 'freed') await insist(() => capture(shop.tools, order))
      if (fate === 'freed' || fate === 'back') await insist(() => letGo(shop.tools, order))
      const part = { orderId, refundId: newId('ret'), amount: { amount: 1_234, currency: 'EUR' } }
      if (fate === 'part') await insist(() => shop.tools.request(refundPayment, part))
    }),
  )
  await shop.heal()
  const { id: reconciliationId } = await shop.tools.request(reconcile, {})
  const read = () => shop.tools.request(readReconciliation, { reconciliationId })
  await eventually(async () => expect((await read()).finishedAt).not.toBeNull())
  expect(await read()).toMatchObject({ checked: 24, underway: 0, repaired: [], raised: [] })
  await shop.expectBooksToAgree()
})

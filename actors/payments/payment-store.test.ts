import { PostgresJsPreparedQuery } from 'drizzle-orm/postgres-js'
import { expect, test, vi } from 'vitest'
import { outbox } from '#db/messages.ts'
import { payments as rows, providerCalls } from '#db/payments/schema.ts'
import { authorizePayment } from './authorize-payment.ts'
import { capturePayment } from './capture-payment.ts'
import type { PaymentRow } from './converge.ts'
import { newCall } from './provider-call.ts'
import { anOrder } from './payments-world.ts'
import { paymentsByHand } from './test-payments.ts'

test('payments that are made at the same time share statements and commits', async () => {
  await using shop = await paymentsByHand({ timeoutMs: 5_000 })
  const orders = Array.from({ length: 40 }, () => anOrder())
  const sent = vi.spyOn(PostgresJsPreparedQuery.prototype, 'execute')
  const authorized = await Promise.all(orders.map((order) => authorizePayment(order, shop.context)))
  await Promise.all(orders.map((order) => capturePayment(order, shop.context)))
  const statements = sent.mock.calls.length
  sent.mockRestore()

  expect(authorized.every(({ status }) => status === 'authorized')).toBe(true)
  expect(statements).toBeLessThan(2 * orders.length)
  const paid = await shop.db.select().from(rows)
  expect(paid.map(({ status, leaseOwner, nextAt, version }) => ({ status, leaseOwner, nextAt, version }))).toEqual(
    orders.map(() => ({ status: 'captured', leaseOwner: null, nextAt: null, version: 2 })),
  )
  const calls = await shop.db.select().from(providerCalls)
  expect(calls.filter(({ outcome, attempts }) => outcome === 'done' && attempts === 1)).toHaveLength(2 * orders.length)
  const told = await shop.db.select().from(outbox)
  expect(new Set(told.map(({ aggregateId, aggregateVersion }) => `${aggregateId} ${aggregateVersion}`))).toEqual(
    new Set(paid.flatMap(({ id }) => [`${id} 1`, `${id} 2`])),
  )
})

test('of several who write one payment at once a single one does, and one that breaks a rule spoils nothing', async () => {
  await using shop = await paymentsByHand()
  const { paymentStore } = shop.context
  const orders = [anOrder(), anOrder()]
  for (const order of orders) await authorizePayment(order, shop.context)
  const [first, second] = await shop.db.select().from(rows)
  if (!first || !second) throw new Error('not written')

  const write = (payment: PaymentRow, changes: Partial<PaymentRow>) =>
    paymentStore.save(
      payment,
      { payment: { ...payment, ...changes }, lease: 'kept', due: { inMs: 1_000 } },
      shop.context,
    )
  const [one, other, beyond, good] = await Promise.allSettled([
    write(first, { failure: 'one' }),
    write(first, { failure: 'other' }),
    write(second, { captured: second.amount + 1 }),
    write(second, { failure: 'good' }),
  ])
  const written = [one, other].filter((each) => each?.status === 'fulfilled' && each.value !== null)
  expect(written).toHaveLength(1)
  expect(beyond).toMatchObject({ status: 'rejected' })
  expect(good).toMatchObject({ status: 'fulfilled', value: { call: undefined } })
  const after = await shop.db.select().from(rows)
  expect(after.map(({ revision }) => revision)).toEqual([first.revision + 1, second.revision + 1])
})

test('of several who open the payment of one order at once a single one does', async () => {
  await using shop = await paymentsByHand()
  const order = anOrder()
  await authorizePayment(order, shop.context)
  const [known] = await shop.db.select().from(rows)
  if (!known) throw new Error('not written')
  const opening = ['pay_a', 'pay_b', 'pay_c'].map((id, index) => {
    const payment = { ...known, id, orderId: index < 2 ? 'ord_new' : known.orderId }
    return shop.context.paymentStore.open(payment, newCall(payment, 'authorize', 1))
  })
  const calls = await Promise.all(opening)
  expect(calls.map((call) => call?.paymentId)).toEqual(['pay_a', undefined, undefined])
  expect(await shop.db.$count(rows)).toBe(2)
})

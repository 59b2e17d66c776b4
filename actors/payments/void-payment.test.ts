import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { payments as rows } from '#db/payments/schema.ts'
import { paymentOver } from '#subjects/payments.ts'
import { Problem } from '#subjects/problem.ts'
import { anOrder, authorize, capture, eventually, insist, letGo, startPayments } from './payments-world.ts'

test('what is held is let go once, and cannot be taken any more', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  await letGo(shop.tools, order)
  await letGo(shop.tools, order)
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentOver.matches)
  await expect(capture(shop.tools, order)).rejects.toSatisfy(paymentOver.matches)
  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'released', 'canceled'])
  const told = await shop.db.select({ subject: outbox.subject }).from(outbox).orderBy(outbox.seq)
  expect(told.map(({ subject }) => subject)).toEqual(['payment.processed', 'payment.failed'])
  await shop.expectBooksToAgree()
})

test('an authorization that arrives after its order was let go never reaches the provider', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await letGo(shop.tools, order)
  await letGo(shop.tools, order)
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentOver.matches)
  await expect(capture(shop.tools, order)).rejects.toSatisfy(paymentOver.matches)
  expect(await shop.requests()).toEqual([])
  expect(await shop.db.$count(outbox)).toBe(0)
})

test('what was already taken is given back, once', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  await capture(shop.tools, order)
  await Promise.all([letGo(shop.tools, order), letGo(shop.tools, order), letGo(shop.tools, order)])
  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'captured', 'refunded'])
  expect(await shop.row(order.orderId)).toMatchObject({ status: 'refunded', captured: 4_999, refunded: 4_999 })
  await shop.expectBooksToAgree()
})

test('letting go while the payment is being begun leaves nothing held, whoever is first', async () => {
  await using shop = await startPayments({ delayMs: 40 })
  const delays = [0, 5, 15, 30, 45, 60, 80, 100]
  await Promise.all(
    delays.map(async (delayMs) => {
      const order = anOrder()
      const authorized = authorize(shop.tools, order).catch((error: unknown) => error)
      await sleep(delayMs)
      await insist(() => letGo(shop.tools, order))
      const answer = await authorized
      if (answer instanceof Problem) expect(answer).toSatisfy(paymentOver.matches)
      expect(await shop.row(order.orderId)).toMatchObject({ wanted: 'nothing', status: 'cancelled' })
      const effects = await shop.effects(order.orderId)
      expect(effects.filter((kind) => kind === 'authorized')).toHaveLength(
        effects.filter((kind) => kind === 'released').length,
      )
    }),
  )
  await shop.expectBooksToAgree()
})

test('letting go while the money is being taken ends with all of it back', async () => {
  await using shop = await startPayments({ delayMs: 40 })
  await Promise.all(
    [0, 10, 30, 60, 100].map(async (delayMs) => {
      const order = anOrder()
      await authorize(shop.tools, order)
      const captured = capture(shop.tools, order).catch((error: unknown) => error)
      await sleep(delayMs)
      await insist(() => letGo(shop.tools, order))
      await captured
      expect((await shop.row(order.orderId)).status).toMatch(/^(cancelled|refunded)$/)
    }),
  )
  await shop.expectBooksToAgree()
})

test('an authorization whose answer was lost is found and let go', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await shop.fault({ do: 'timeout_after', match: { key: 'auth:*' } })
  await expect(authorize(shop.tools, order)).rejects.toMatchObject({ body: { status: 503 } })
  await insist(() => letGo(shop.tools, order))
  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'released', 'canceled'])
  await shop.expectBooksToAgree()
})

test('a payment that the bank still decides on is let go as soon as it has', async () => {
  await using shop = await startPayments()
  const order = anOrder()
  await authorize(shop.tools, order)
  // As the row stood while the bank was thinking; meanwhile it has said yes.
  const then = { status: 'pending', intentState: 'processing' } as const
  await shop.db.update(rows).set(then).where(eq(rows.orderId, order.orderId))
  await insist(() => letGo(shop.tools, order))
  expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'released', 'canceled'])
  expect(await shop.row(order.orderId)).toMatchObject({ status: 'cancelled', wanted: 'nothing' })
  await shop.expectBooksToAgree()
})

test('a customer who authenticates after the order was let go is not charged', async () => {
  await using shop = await startPayments({ webhooks: true })
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  const { intentId } = await shop.row(order.orderId)
  await letGo(shop.tools, order)
  expect((await shop.authenticate(intentId, 'succeed')).status).toBe(400)
  expect(await shop.effects(order.orderId)).toEqual(['created', 'canceled'])
  await shop.expectBooksToAgree()
})

test('a customer who authenticates just before the order is let go at the provider is not charged either', async () => {
  await using shop = await startPayments({ webhooks: true })
  const order = anOrder('pm_card_authenticationRequired')
  await authorize(shop.tools, order)
  const { intentId } = await shop.row(order.orderId)
  await shop.fault({ do: 'timeout_before', match: { key: 'cancel:*' } })
  await expect(letGo(shop.tools, order)).rejects.toMatchObject({ body: { status: 503 } })
  expect((await shop.authenticate(intentId, 'succeed')).status).toBe(200)
  await eventually(async () =>
    expect(await shop.effects(order.orderId)).toEqual(['created', 'authorized', 'released', 'canceled']),
  )
  await eventually(async () => expect((await shop.row(order.orderId)).status).toBe('cancelled'))
  const told = await shop.db.select({ subject: outbox.subject }).from(outbox)
  expect(told).toEqual([{ subject: 'payment.failed' }])
  await shop.expectBooksToAgree()
})

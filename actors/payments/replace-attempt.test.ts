import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { paymentAttempts, webhookEvents } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import {
  authorizePayment,
  paymentDeclined,
  paymentMismatch,
  paymentOver,
  readPayment,
  receiveWebhook,
} from '#subjects/payments.ts'
import { reconcile } from '#subjects/books.ts'
import { notFound } from '#subjects/problem.ts'
import { staff } from '../world.ts'
import { payments } from './actor.ts'
import {
  anOrder,
  authorize,
  capture,
  eventually,
  insist,
  letGo,
  type PaymentsWorld,
  reports,
  signed,
  startPayments,
} from './payments-world.ts'

type Order = ReturnType<typeof anOrder>

const pay = ({ tools }: PaymentsWorld, order: Order, paymentMethod: string, attempt = 2) =>
  tools.request(authorizePayment, { ...order, paymentMethod, attempt })

async function declined(shop: PaymentsWorld, paymentMethod = 'pm_card_chargeDeclined'): Promise<Order> {
  const order = anOrder(paymentMethod)
  await expect(authorize(shop.tools, order)).rejects.toSatisfy(paymentDeclined.matches)
  return order
}

const replaced = ['created', 'declined', 'canceled', 'created', 'authorized']

test('another card takes the place of one that was declined: once, and after its intent was closed', async () => {
  await using shop = await startPayments({ delayMs: 20 })
  await shop.world.start(payments)
  const order = await declined(shop)
  const answers = await Promise.all(Array.from({ length: 6 }, () => insist(() => pay(shop, order, 'pm_card_visa'))))
  expect(new Set(answers.map(({ paymentId }) => paymentId)).size).toBe(1)
  expect(answers.every(({ status }) => status === 'authorized')).toBe(true)
  expect(await shop.effects(order.orderId)).toEqual(replaced)
  await capture(shop.tools, order)
  const paymentId = answers[0]?.paymentId ?? ''
  const read = await shop.world.as(staff).request(readPayment, { paymentId })
  expect(read).toMatchObject({ status: 'captured', declined: [{ attempt: 1, declineCode: 'generic_decline' }] })
  await shop.expectBooksToAgree()
})

test('cards are declined one after the other, and each is told; the one that was asked for before is not tried again', async () => {
  await using shop = await startPayments()
  const order = await declined(shop)
  for (const times of [1, 2]) {
    const again = pay(shop, order, 'pm_card_chargeDeclinedInsufficientFunds')
    await expect(again, `asked ${times} times`).rejects.toMatchObject({ body: { declineCode: 'insufficient_funds' } })
  }
  expect(await pay(shop, order, 'pm_card_visa', 3)).toMatchObject({ status: 'authorized' })
  expect(await pay(shop, order, 'pm_card_chargeDeclined', 2), 'what comes late').toMatchObject({ status: 'authorized' })
  const created = (await shop.effects(order.orderId)).filter((kind) => kind === 'created')
  expect(created).toHaveLength(3)
  expect(await shop.db.$count(paymentAttempts)).toBe(2)
  await shop.expectBooksToAgree()
})

test('a card that is not there is replaced as well, and one whose bank asks its holder waits for them', async () => {
  await using shop = await startPayments({ webhooks: true })
  const order = await declined(shop, 'pm_card_imaginary')
  expect(await pay(shop, order, 'pm_card_authenticationRequired')).toMatchObject({ status: 'requires_action' })
  await shop.authenticate((await shop.row(order.orderId)).intentId, 'succeed')
  await eventually(async () => expect((await shop.row(order.orderId)).status).toBe('authorized'))
  await shop.expectBooksToAgree()
})

test('what is told late of the card before says nothing of the one in its place', async () => {
  await using shop = await startPayments()
  const order = await declined(shop)
  await pay(shop, order, 'pm_card_authenticationRequired')
  const { status, revision } = await shop.row(order.orderId)
  for (const payload of await reports(shop)) await shop.edge.request(receiveWebhook, signed(payload))
  await eventually(async () => expect(await shop.db.$count(webhookEvents, sql`processed_at is null`)).toBe(0))
  expect(await shop.row(order.orderId)).toMatchObject({ status, revision })
  await shop.world.tools.request(reconcile, {})
  await eventually(async () => expect(await shop.row(order.orderId)).toMatchObject({ status }))
  expect(shop.world.bugs).toEqual([])
})

test.each(['500_before', '500_after', 'timeout_after', 'reset_after', 'lock_timeout'])(
  'a provider that answers the second card with %s is charged once',
  async (fault) => {
    await using shop = await startPayments()
    const order = await declined(shop)
    await shop.fault({ do: fault, match: { key: 'auth:*' } })
    expect(await insist(() => pay(shop, order, 'pm_card_visa'))).toMatchObject({ status: 'authorized' })
    expect(await shop.effects(order.orderId)).toEqual(replaced)
    await shop.expectBooksToAgree()
  },
)

test('while the intent of the first card cannot be closed, no second one is begun', async () => {
  await using shop = await startPayments()
  await shop.fault({ do: '500_before', match: { key: 'cancel:*' }, times: 1_000 })
  const order = await declined(shop)
  await expect(pay(shop, order, 'pm_card_visa')).rejects.toMatchObject({ body: { status: 503 } })
  expect(await shop.effects(order.orderId)).toEqual(['created', 'declined'])
  await shop.heal()
  expect(await insist(() => pay(shop, order, 'pm_card_visa'))).toMatchObject({ status: 'authorized' })
  expect(await shop.effects(order.orderId)).toEqual(replaced)
})

test('once an order was let go no card is tried for it any more, before the news of that or after', async () => {
  await using shop = await startPayments()
  const order = await declined(shop)
  await letGo(shop.tools, order)
  await expect(pay(shop, order, 'pm_card_visa')).rejects.toSatisfy(paymentOver.matches)
  expect(await shop.effects(order.orderId)).toEqual(['created', 'declined', 'canceled'])

  const raced = await declined(shop)
  await Promise.allSettled([insist(() => pay(shop, raced, 'pm_card_visa')), insist(() => letGo(shop.tools, raced))])
  await eventually(async () => expect((await shop.row(raced.orderId)).intentState).toBe('released'))
  await shop.expectBooksToAgree()
})

test('a second card pays the same sum of the same customer, and it has to be theirs', async () => {
  await using shop = await startPayments()
  const order = await declined(shop)
  for (const other of [{ amount: { amount: 1, currency: 'EUR' } }, { customerId: newId('usr') }])
    await expect(pay(shop, { ...order, ...other }, 'pm_card_visa')).rejects.toSatisfy(paymentMismatch.matches)
  await expect(pay(shop, order, newId('pmt'))).rejects.toSatisfy(notFound.matches)
  expect(await pay(shop, order, 'pm_card_visa')).toMatchObject({ status: 'authorized' })
})

import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sagas } from '#db/messages.ts'
import { disputes, payments } from '#db/payments/schema.ts'
import { approveReturn, receiveReturn, requestReturn } from '#subjects/fulfilment.ts'
import { openShop } from '../../shop.ts'
import { staff } from '../../world.ts'
import { key, lookAt, read, shipAll } from './test-exchange.ts'

test('what comes back while its payment is disputed is paid back once that is won, and not before', async () => {
  await using shop = await openShop()
  const ada = await shop.customerWith({ MUG: 2 })
  const order = await shop.place(ada, { paymentMethod: 'pm_card_createDispute' })
  await shop.rest()
  await shipAll(shop, order)
  const frozen = () => shop.world.db('payments').$count(payments, eq(payments.frozen, true))
  await expect.poll(frozen, { timeout: 10_000 }).toBe(1)

  const desk = shop.world.as(staff)
  const lines = [{ sku: 'MUG', quantity: 1 }]
  const asked = await shop.world.as(ada).request(requestReturn, { orderId: order.id, lines, reason: 'chipped' }, key())
  await desk.request(approveReturn, { returnId: asked.id })
  const back = { returnId: asked.id, lines: [{ sku: 'MUG', restocked: 1, writtenOff: 0 }] }
  await desk.request(receiveReturn, back, key())
  const refused = sql`name = 'return' and step = 'refund' and last_error like '%disputes the payment%'`
  await expect.poll(() => shop.world.db('orders').$count(sagas, refused), { timeout: 10_000 }).toBe(1)
  expect((await shop.books(order.id)).captured, 'nothing went back').toBe(order.total.amount)
  expect(await lookAt(shop, asked.id)).toMatchObject({ status: 'received' })

  const [dispute] = await shop.world.db('payments').select().from(disputes)
  const decided = { method: 'POST', body: JSON.stringify({ outcome: 'won' }) }
  await fetch(`${shop.stripeUrl}/sandbox/disputes/${dispute?.id}/close`, decided)
  await shop.rest()
  const { refund, status } = await lookAt(shop, asked.id)
  expect([status, refund.amount]).toEqual(['done', 1_490])
  expect(await read(shop, order.id)).toMatchObject({ refunded: { amount: 1_490 } })
  expect((await shop.books(order.id)).captured).toBe(order.total.amount - 1_490)
  expect(await shop.offenders()).toEqual([])
})

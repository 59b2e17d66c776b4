import { expect, test } from 'vitest'
import type { Envelope } from '#subjects/envelope.ts'
import { readInvoice } from '#subjects/documents.ts'
import { newId } from '#subjects/id.ts'
import { readOrder } from '#subjects/orders.ts'
import type { Work } from '../saga.ts'
import { openShop } from '../shop.ts'
import { staff } from '../world.ts'
import type { Returning } from './fulfilment/returning.ts'
import { sagasOf } from './test-points.ts'

const envelope: Envelope = { caller: staff, correlationId: 'req_test' }

test('returns of the same orders end at two instances at once, and neither waits for the other in a circle', async () => {
  await using shop = await openShop()
  const desk = shop.world.as(staff)
  const orders = await Promise.all([1, 2, 3].map(async () => shop.place(await shop.customerWith({ MUG: 2 }))))
  await shop.rest()
  for (const { id: orderId } of orders) await desk.request(readInvoice, { orderId })
  const refund = { amount: 10, currency: 'EUR' }
  const entries = [{ label: 'MUG', quantity: 1, tax: 0, total: 10 }]
  const work = ({ id: orderId }: { id: string }): Work<Returning> => {
    return { data: { returnId: newId('ret'), orderId, restock: [], refund, entries }, envelope }
  }
  const db = shop.world.db('orders')
  const steps = (await sagasOf(db)).flatMap((saga) => saga.steps)
  const step = steps.find(({ name }) => name === 'end return')
  const end = (works: readonly Work<Returning>[]) =>
    db.transaction((tx) => step?.write?.(tx, works, new Date()) ?? Promise.resolve())
  for (let round = 0; round < 5; round++) await Promise.all([end(orders.map(work)), end(orders.toReversed().map(work))])
  for (const { id: orderId } of orders) expect((await desk.request(readOrder, { orderId })).refunded.amount).toBe(100)
})

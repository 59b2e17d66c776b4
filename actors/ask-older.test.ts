import { expect, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { reserveStock, restockStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, refundPayment } from '#subjects/payments.ts'
import { invalidRequest } from '#subjects/problem.ts'
import type { Actor } from './actor.ts'
import { inventory } from './inventory/actor.ts'
import { exchanged, wanting } from './orders/fulfilment/test-exchange.ts'
import { payments } from './payments/actor.ts'
import { around, goods, openShop } from './shop.ts'

/** An actor as it was before these requests got these fields. */
function before(present: Actor, fields: Readonly<Record<string, readonly string[]>>) {
  const refused: string[] = []
  const actor = around(present, Object.keys(fields), (moment, name, input) => {
    const unknown = (fields[name] ?? []).filter((field) => field in (input as object))
    if (moment === 'after' || unknown.length === 0) return
    refused.push(...unknown)
    const detail = 'is not a known field'
    throw invalidRequest(undefined, {
      errors: unknown.map((field) => ({ pointer: `/${field}`, code: 'unknown-field', detail })),
    })
  })
  return { actor, refused }
}

test('an order is sold, and gives back what it took, while an inventory of before answers', async () => {
  const older = before(inventory, { [reserveStock.name]: ['shipTo'], [restockStock.name]: ['orderId'] })
  await using shop = await openShop({ inventory: older.actor })
  const ada = await shop.customerWith({ TENT: 1 })
  const { id: orderId, status } = await shop.place(ada)
  expect(status).toBe('confirmed')
  await shop.rest()
  const named = { idempotencyKey: newId('key') }
  await shop.world.as(ada).request(subject.cancelOrder, { orderId, reason: 'second thoughts' }, named)
  await shop.rest()
  expect(older.refused).toEqual(['shipTo', 'orderId'])
  expect(await shop.offenders()).toEqual([])
  const again = await shop.place(await shop.customerWith({ TENT: goods.TENT.stock }))
  expect(again.status).toBe('confirmed')
  await shop.rest()
})

test('what comes back is paid back and exchanged while payments of before answer', async () => {
  const older = before(payments, {
    [refundPayment.name]: ['reason', 'orLess'],
    [authorizePayment.name]: ['offSession'],
  })
  await using shop = await openShop({ payments: older.actor })
  const { done, exchange } = await exchanged(shop, wanting({ MUG: 3 }))
  expect(older.refused).toEqual(['reason', 'orLess', 'offSession'])
  expect([done.status, exchange.status]).toEqual(['done', 'confirmed'])
  expect(await shop.offenders()).toEqual([])
})

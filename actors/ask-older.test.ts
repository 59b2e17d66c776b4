import { expect, test } from 'vitest'
import { shipOrder } from '#subjects/fulfilment.ts'
import { newId } from '#subjects/id.ts'
import { reserveStock, restockStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { authorizePayment, capturePayment, refundPayment } from '#subjects/payments.ts'
import { invalidRequest } from '#subjects/problem.ts'
import { updateStore } from '#subjects/store.ts'
import type { Actor } from './actor.ts'
import { inventory } from './inventory/actor.ts'
import { exchanged, wanting } from './orders/fulfilment/test-exchange.ts'
import { payments } from './payments/actor.ts'
import { around, goods, openShop } from './shop.ts'
import { staff } from './world.ts'

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

test('the money of parcels is taken with the first one while payments of before answer', async () => {
  const older = before(payments, { [authorizePayment.name]: ['inParts'], [capturePayment.name]: ['upTo'] })
  await using shop = await openShop({ payments: older.actor })
  await shop.world.as(staff).request(updateStore, { captureOn: 'shipment' }, { ifVersion: [1] })
  const { id: orderId, total } = await shop.place(await shop.customerWith({ MUG: 2 }))
  await shop.rest()
  const parcel = { orderId, lines: [{ sku: 'MUG', quantity: 1 }], carrier: 'DHL' }
  await shop.world.as(staff).request(shipOrder, parcel, { idempotencyKey: newId('key') })
  expect(older.refused).toEqual(['inParts', 'upTo'])
  expect(await shop.books(orderId)).toMatchObject({ captures: 1, captured: total.amount })
})

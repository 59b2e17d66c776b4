import { expect, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { reserveStock, restockStock } from '#subjects/inventory.ts'
import * as subject from '#subjects/orders.ts'
import { invalidRequest } from '#subjects/problem.ts'
import { inventory } from './inventory/actor.ts'
import { around, goods, openShop } from './shop.ts'

/** Inventory as it was before these requests got a field. */
function inventoryBefore(fields: Readonly<Record<string, string>>) {
  const refused: string[] = []
  const actor = around(inventory, Object.keys(fields), (moment, name, input) => {
    const field = fields[name] ?? ''
    if (moment === 'after' || !(field in (input as object))) return
    refused.push(field)
    const errors = [{ pointer: `/${field}`, code: 'unknown-field', detail: 'is not a known field' }]
    throw invalidRequest(undefined, { errors })
  })
  return { actor, refused }
}

test('an order is sold, and gives back what it took, while an inventory of before answers', async () => {
  const before = inventoryBefore({ [reserveStock.name]: 'shipTo', [restockStock.name]: 'orderId' })
  await using shop = await openShop({ inventory: before.actor })
  const ada = await shop.customerWith({ TENT: 1 })
  const { id: orderId, status } = await shop.place(ada)
  expect(status).toBe('confirmed')
  await shop.rest()
  const named = { idempotencyKey: newId('key') }
  await shop.world.as(ada).request(subject.cancelOrder, { orderId, reason: 'second thoughts' }, named)
  await shop.rest()
  expect(before.refused).toEqual(['shipTo', 'orderId'])
  expect(await shop.offenders()).toEqual([])
  const again = await shop.place(await shop.customerWith({ TENT: goods.TENT.stock }))
  expect(again.status).toBe('confirmed')
  await shop.rest()
})

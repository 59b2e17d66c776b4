import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { updateStock } from '#subjects/inventory.ts'
import { orderConfirmed, readOrder } from '#subjects/orders.ts'
import { verifyFold } from '#subjects/oversight.ts'
import { openShop } from '../shop.ts'
import { staff } from '../world.ts'

test('an order says how many of a line have yet to come, and when', async () => {
  await using shop = await openShop()
  const until = new Date(Date.now() + 86_400_000).toISOString()
  const policies = { TENT: { kind: 'preorder', limit: 5, until }, SEXTANT: { kind: 'backorder', limit: 5 } } as const
  for (const [sku, policy] of Object.entries(policies))
    await shop.world.as(staff).request(updateStock, { sku, policy }, { ifVersion: '*' })
  await shop.world.settle()

  const ada = await shop.customerWith({ MUG: 1, TENT: 12, SEXTANT: 3 })
  const placed = await shop.place(ada)
  const [mug, tent, sextant] = placed.lines
  expect(mug).not.toHaveProperty('backordered')
  expect(tent).toMatchObject({ sku: 'TENT', quantity: 12, backordered: 2, expectedAt: until })
  expect(sextant).toMatchObject({ sku: 'SEXTANT', backordered: 3 })
  expect(sextant).not.toHaveProperty('expectedAt')
  await shop.rest()

  const read = await shop.world.as(ada).request(readOrder, { orderId: placed.id })
  expect(read.lines).toEqual(placed.lines)
  const told = await shop.world
    .db('orders')
    .select({ body: outbox.body })
    .from(outbox)
    .where(sql`subject = ${orderConfirmed.name}`)
  expect(told).toMatchObject([{ body: { lines: [{}, { backordered: 2, expectedAt: until }, { backordered: 3 }] } }])
  expect((await shop.world.tools.request(verifyFold, {})).differences).toEqual([])
  expect(await shop.offenders()).toEqual([])
})

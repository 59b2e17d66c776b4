import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openShop } from '#actors/shop.ts'
import { orders } from '#db/orders/schema.ts'
import { tradewind, urlsOf } from '../test-command.ts'

test('orders are held against their histories, and a difference is an exit code', async () => {
  await using shop = await openShop()
  const { id } = await shop.place(await shop.customerWith({ MUG: 1 }))
  await shop.rest()
  const verify = (...options: string[]) => tradewind(['verify', 'fold', ...options], urlsOf(shop.world))
  expect(await verify()).toEqual({ code: 0, stdout: '', stderr: '1 orders, 0 differences\n' })

  await shop.world.db('orders').update(orders).set({ status: 'cancelled' }).where(eq(orders.id, id))
  const broken = await verify('--json')
  expect(broken.code).toBe(1)
  expect(JSON.parse(broken.stdout)).toEqual({
    checked: 1,
    differences: [{ orderId: id, field: 'status', row: '"cancelled"', history: '"confirmed"' }],
  })
  expect((await verify()).stdout).toMatch(/^ORDER ID .*\n.*"cancelled" .*"confirmed"\n$/)
  expect(await verify('--since', '1h')).toMatchObject({ code: 1 })
  await shop.world.db('orders').update(orders).set({ status: 'confirmed' }).where(eq(orders.id, id))
})

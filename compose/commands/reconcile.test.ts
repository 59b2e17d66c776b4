import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openShop } from '#actors/shop.ts'
import { tradewind, urlsOf } from '../test-command.ts'

test('the provider is held against the books, and a difference is an exit code', async () => {
  await using shop = await openShop()
  await shop.place(await shop.customerWith({ MUG: 1 }))
  await shop.rest()
  const reconcile = (...options: string[]) => tradewind(['reconcile', ...options], urlsOf(shop.world))
  expect(await reconcile()).toEqual({ code: 0, stdout: '', stderr: '1 payments, 0 differences\n' })

  await shop.world.db('payments').execute(sql`update payments set refunded = 1, to_refund = 1`)
  const broken = await reconcile('--json')
  expect(broken.code).toBe(1)
  expect(JSON.parse(broken.stdout)).toMatchObject({ checked: 1, repaired: [], raised: [{ what: 'refunded' }] })
  shop.world.bugs.length = 0
})

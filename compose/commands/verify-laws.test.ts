import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openWholeShop } from '#actors/test-whole-shop.ts'
import { outbox } from '#db/messages.ts'
import { tradewind, urlsOf } from '../test-command.ts'

test('all databases are held against the laws, and what breaks one is named and an exit code', {
  timeout: 60_000,
}, async () => {
  await using shop = await openWholeShop()
  const { id } = await shop.place(await shop.customerWith({ MUG: 1 }))
  await shop.rest()
  const verify = (...words: string[]) => tradewind(['verify', 'laws', '--grace', '1ms', ...words], urlsOf(shop.world))
  const well = await verify('--json')
  expect(well.stdout).toContain('"broken": []')
  expect(well).toMatchObject({ code: 0, stderr: expect.stringMatching(/^\d+ laws, 0 broken\n$/) })

  await shop.world
    .db('orders')
    .delete(outbox)
    .where(and(eq(outbox.aggregateId, id), eq(outbox.aggregateVersion, 2)))
  const { code, stdout, stderr } = await verify('--all')
  expect(stdout).toMatch(/^LAW .*\nS17 +orders +what happened to an order was told +1 +\{"order_id"/)
  expect(stderr).toMatch(/^\d+ laws, 1 broken\n$/)
  expect(code).toBe(1)
})

import { and, eq } from 'drizzle-orm'
import { expect, inject, test } from 'vitest'
import { openWholeShop } from '#actors/test-whole-shop.ts'
import { connectDb } from '#db/client.ts'
import { onDatabase } from '#db/databases.ts'
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

  const name = new URL(shop.world.databaseUrl('inventory')).pathname.slice(1)
  await using owner = connectDb(onDatabase(inject('postgresUrl'), name), { max: 1, name: 'test' })
  await owner.sql`alter table stocktakes rename to counts`
  const partly = await verify('--all', '--json')
  await owner.sql`alter table counts rename to stocktakes`
  expect(JSON.parse(partly.stdout)).toMatchObject({ broken: [{ id: 'S17' }] })
  expect(partly.stderr).toMatch(/S12 of inventory could not be looked at.*"stocktakes" does not exist\n/)
  expect(partly.stderr).toMatch(/\d+ laws, 1 broken, 2 not looked at\n$/)
  expect(partly.code).toBe(1)
})

import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { prune } from '#db/retention.ts'
import { brokenLaws } from '../test-laws.ts'
import { startShelves } from './test-shelves.ts'

test('the laws hold when old events are pruned, and still find one that is missing', async () => {
  await using shelves = await startShelves({ MUG: 5, CUP: 5 })
  const db = shelves.db('inventory')
  const grow = async (sku: string) => {
    await shelves.adjust(sku, 1)
    await shelves.settle()
  }
  await shelves.settle()
  await db.execute(sql`update outbox set created_at = created_at - interval '9 days'`)
  for (let times = 0; times < 3; times++) await grow('MUG')
  await prune(db)
  const left = await db.execute(sql`select aggregate_id, count(*)::int from outbox group by 1`)
  expect(left).toEqual([{ aggregate_id: 'MUG', count: 3 }])
  expect(await brokenLaws('inventory', db)).toEqual({})

  const second = sql`aggregate_version = (select min(aggregate_version) + 1 from outbox)`
  await db.execute(sql`update outbox set aggregate_id = 'lost' where ${second}`)
  expect(Object.keys(await brokenLaws('inventory', db))).toEqual([
    'S17 events about one thing follow each other without gaps',
  ])
  await db.execute(sql`update outbox set aggregate_id = 'MUG'`)
})

import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { createLocation, updateLocation } from '#subjects/locations.ts'
import { staff, startWorld } from '../world.ts'
import { inventory } from './actor.ts'
import { startInstance } from './test-instances.ts'

const shelves = 2_000
const skuOf = (number: number) => `SKU-${String(number).padStart(4, '0')}`

test('all that lies at a location that closes is told bit by bit, also if whoever does it dies in the middle', async () => {
  await using world = await startWorld([{ ...inventory, timers: [] }])
  await using instance = await startInstance(world)
  await using opened = connectDb(world.databaseUrl('inventory'), { max: 2 })
  const { db } = opened
  const named = { idempotencyKey: 'barn' }
  const { id: barn } = await world.as(staff).request(createLocation, { code: 'BARN', name: 'The barn' }, named)
  await db.execute(sql`
    insert into stocks (sku, told) select 'SKU-' || lpad(n::text, 4, '0'), 5 from generate_series(1, ${shelves}::int) n`)
  await db.execute(sql`insert into stocks (sku, location_id, on_hand) select sku, ${barn}, 5 from stocks`)
  const progress = async () => {
    const [row] = await db.execute<{ after: string | null; told: number }>(sql`
      select (select untold_after from locations where id = ${barn}) as after,
        (select count(*)::int from stocks where told = 0 and location_id <> ${barn}) as told`)
    return row
  }

  // Somebody is at a shelf in the third part, so that the first two are done and it is not.
  const { promise: atTheShelf, resolve: reached } = Promise.withResolvers<void>()
  const { promise: left, resolve: leave } = Promise.withResolvers<void>()
  const clerk = db.transaction(async (tx) => {
    await tx.execute(sql`select from stocks where sku = ${skuOf(1_250)} for no key update`)
    reached()
    await left
  })
  await atTheShelf
  const closed = { locationId: barn, active: false }
  expect(await world.as(staff).request(updateLocation, closed, { ifVersion: '*' })).toMatchObject({ active: false })
  await expect.poll(progress, { timeout: 10_000 }).toEqual({ after: skuOf(1_000), told: 1_000 })
  await instance.replace()
  leave()
  await clerk
  await expect.poll(progress, { timeout: 10_000 }).toEqual({ after: null, told: shelves })
})

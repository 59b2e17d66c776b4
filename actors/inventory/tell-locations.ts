import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { anyOf } from '#db/parameters.ts'
import type { Context } from '../actor.ts'

const maxSize = 500

/**
 * Marks all that lies at a location which opened or closed as yet to be told, some at a time. How far that has come stands with
 * the location, so that any instance goes on where another one stopped.
 */
export async function tellLocations({ transaction, stopping, wake }: Context): Promise<void> {
  while (!stopping.aborted && (await transaction(markSome))) wake('tell stocks')
}

/** Whether there was anything to mark. */
async function markSome(tx: Tx): Promise<boolean> {
  const [location] = await tx.execute<{ id: string; after: string }>(sql`
    select id, untold_after as after from locations where untold_after is not null
    order by id limit 1 for no key update skip locked`)
  if (!location) return false
  const { id, after } = location
  const there = await tx.execute<{ sku: string }>(sql`
    select sku from stocks where location_id = ${id} and sku > ${after} order by sku limit ${maxSize}`)
  const skus = there.map(({ sku }) => sku)
  const these = sql`sku in ${anyOf(skus)}`
  // In the order in which everybody locks stocks, all those of a SKU: whoever gives it a place there may hold another of them.
  await tx.execute(sql`select from stocks where ${these} order by sku, location_id for no key update`)
  await tx.execute(sql`update stocks set untold = true where ${these} and location_id = ${id}`)
  const last = skus.length < maxSize ? null : skus.at(-1)
  await tx.execute(sql`update locations set untold_after = ${last} where id = ${id}`)
  return true
}

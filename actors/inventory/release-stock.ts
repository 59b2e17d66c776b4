import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import type * as subject from '#subjects/inventory.ts'
import { stockTaken } from '#subjects/inventory.ts'
import { batch } from '../actor.ts'
import { giveBack, readHolds } from './holds.ts'

/**
 * Gives back what orders hold, and leaves a tombstone for each, also where there was nothing yet. Stock that has left the
 * shelf does not come back by releasing it; a caller that believes so is told, or the units would silently be lost.
 */
export const releaseStock = batch<typeof subject.releaseStock>(async (requests, { transaction }) => {
  const orderIds = [...new Set(requests.map(({ input }) => input.orderId))]
  const holds = await transaction(async (tx) => {
    await giveBack(tx, await bury(tx, orderIds))
    return readHolds(tx, orderIds)
  })
  return requests.map(({ input }) => (holds.get(input.orderId)?.status === 'committed' ? stockTaken() : null))
})

/** Releases every order that is not committed, and says which of them were not released before. */
async function bury(tx: Tx, orderIds: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.execute<{ order_id: string }>(sql`
    insert into order_holds (order_id, status, expires_at)
    select order_id, 'released', clock_timestamp()
    from jsonb_array_elements_text(${json(orderIds)}) as buried (order_id)
    order by order_id
    on conflict (order_id) do update set status = 'released', updated_at = clock_timestamp()
    where order_holds.status in ('held', 'committing')
    returning order_id`)
  return rows.map(({ order_id }) => order_id)
}

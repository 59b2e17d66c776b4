import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { emit } from '#db/outbox.ts'
import { reservationExpired } from '#subjects/inventory.ts'
import type { Context } from '../actor.ts'
import { giveBack } from './holds.ts'

const maxSize = 500

/** Releases what was held for too long, and says so. Any instance may: each takes what no other has in hand. */
export async function expireHolds({ transaction, stopping }: Context): Promise<void> {
  for (let released = maxSize; released === maxSize && !stopping.aborted; ) released = await transaction(expireSome)
}

async function expireSome(tx: Tx): Promise<number> {
  // The time of the statement, because no index is searched by the clock's, which may change from row to row.
  const rows = await tx.execute<{ order_id: string }>(sql`
    with expired as materialized (
      select order_id from order_holds
      where status = 'held' and expires_at <= statement_timestamp()
      order by expires_at limit ${maxSize} for update skip locked
    )
    update order_holds set status = 'released', updated_at = clock_timestamp()
    from expired where order_holds.order_id = expired.order_id
    returning order_holds.order_id`)
  const orderIds = rows.map(({ order_id }) => order_id)
  await giveBack(tx, orderIds)
  await emit(tx, reservationExpired, ...orderIds.map((orderId) => ({ id: orderId, version: 1, data: { orderId } })))
  return rows.length
}

import { sql } from 'drizzle-orm'
import type * as subject from '#subjects/inventory.ts'
import { reservationLost } from '#subjects/inventory.ts'
import type { Handler } from '../actor.ts'
import { readInstant } from '../instant.ts'
import { type HoldRow, holdColumns, holdsByOrder, lockHolds } from './holds.ts'

/** Lets a hold end later. It names the moment and not how much longer, so that asking twice, or late, adds nothing. */
export const extendHold: Handler<typeof subject.extendHold> = async ({ orderId, until }, { transaction }) => {
  const wanted = readInstant(until, '/until')
  const hold = await transaction(async (tx) => {
    const held = (await lockHolds(tx, [orderId])).get(orderId)
    if (!held || held.lost) throw reservationLost()
    if (held.status !== 'held') return held
    const rows = await tx.execute<HoldRow>(sql`
      update order_holds set
        expires_at = greatest(expires_at, least(${wanted.toISOString()}, clock_timestamp() + interval '1 day')),
        updated_at = clock_timestamp()
      where order_id = ${orderId} returning ${holdColumns}`)
    return holdsByOrder(rows).get(orderId) ?? held
  })
  return { expiresAt: hold.expiresAt }
}

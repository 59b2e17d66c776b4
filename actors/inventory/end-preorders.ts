import { sql } from 'drizzle-orm'
import type { Context } from '../actor.ts'

/** Takes no more preorders where their time is over. What was promised stays promised: so much may be owed, and no more. */
export async function endPreorders({ transaction }: Context): Promise<void> {
  await transaction((tx) =>
    tx.execute(sql`
      with over as materialized (
        select sku, location_id from stocks
        where policy = 'preorder' and preorder_until <= statement_timestamp()
        order by preorder_until limit 500 for no key update skip locked
      )
      update stocks set policy = 'deny', beyond = greatest(0, reserved - on_hand), preorder_until = null, untold = true
      from over where stocks.sku = over.sku and stocks.location_id = over.location_id`),
  )
}

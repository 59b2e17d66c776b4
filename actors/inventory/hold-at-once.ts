import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { isPassing, sqlState } from '#db/failures.ts'
import { json } from '#db/parameters.ts'
import { type Hold, holdColumns, type HoldRow, holdsByOrder } from './holds.ts'
import { available, there } from './stocks.ts'

/** So much of a SKU for an order, and how long it is to be held. Orders are told apart by their turn: the sooner they asked, the lower. */
export type Want = {
  readonly turn: number
  readonly orderId: string
  readonly sku: string
  readonly quantity: number
  readonly holdSeconds: number
}

/**
 * Claims orders, locks stocks and writes down what is promised, in one statement that is a transaction by itself: most of the
 * time everything fits, and every further way to the database would cost more than the work. Answers the orders that were
 * claimed. What cannot be had, could come from several places, or has yet to come is left to a closer look. So is whoever asked
 * after one of those that may get something there; and so is everything, with nothing done, if all together is more than there is.
 */
export async function holdAtOnce(db: Db, wants: readonly Want[]): Promise<ReadonlyMap<string, Hold>> {
  try {
    return holdsByOrder(await db.execute<HoldRow>(statement(wants)))
  } catch (error) {
    if (sqlState(error) === checkViolation || isPassing(error)) return new Map()
    throw error
  }
}

const checkViolation = '23514'

/**
 * Orders are claimed by what a glance shows. What a lock then shows may be less: a count that its check refuses undoes the
 * whole statement, and so do lines of nothing if a location was closed meanwhile.
 */
const statement = (wants: readonly Want[]) => sql`
  with want as materialized (
    select * from jsonb_to_recordset(${json(wants)})
      as want (turn int, "orderId" text, sku text, quantity int, "holdSeconds" int)
  ), glance as materialized (
    select sku, count(*) filter (where ${there} > 0) as places, min(location_id) filter (where ${there} > 0) as place,
      sum(${there}) as there, sum(${available}) as available
    from stocks join locations on locations.id = location_id and active
    where sku = any(array(select sku from want))
    group by sku
  ), wish as materialized (
    select "orderId", turn, min("holdSeconds") as seconds,
      bool_and(coalesce(places = 1 and there >= quantity, false)) as fits,
      bool_and(coalesce(available >= quantity, false)) as hopeful
    from want left join glance using (sku) group by "orderId", turn
  ), claimed as (
    insert into order_holds (order_id, status, expires_at)
    select "orderId", 'held', clock_timestamp() + seconds * interval '1 second'
    from wish where fits and turn < all (select turn from wish where hopeful and not fits)
    order by "orderId"
    on conflict do nothing
    returning ${holdColumns}
  ), line as materialized (
    select "orderId", sku, place, quantity from want join claimed on order_id = "orderId" join glance using (sku)
  ), sums as materialized (
    select sku, place, sum(quantity)::int as quantity from line group by sku, place
  ), locked as materialized (
    select stocks.sku, location_id, sums.quantity, ${there} as there
    from sums join stocks on stocks.sku = sums.sku and location_id = place
    join locations on locations.id = location_id and active
    order by stocks.sku, location_id for no key update of stocks
  ), moved as (
    update stocks set
      reserved = case when there >= quantity then reserved + quantity else -1 end,
      untold = true,
      updated_at = clock_timestamp()
    from locked where stocks.sku = locked.sku and stocks.location_id = locked.location_id
  ), kept as (
    insert into reservations (order_id, sku, location_id, quantity)
    select "orderId", sku, place,
      case when (select count(*) from locked) = (select count(*) from sums) then quantity else 0 end
    from line
  )
  select * from claimed`

import { sql } from 'drizzle-orm'
import { type Db, isPassing, sqlState } from '#db/client.ts'
import { type Hold, holdColumns, type HoldRow, holdsByOrder } from './holds.ts'
import { available, json, type Line } from './stocks.ts'

/** Some of a SKU from the one location it lies at, and how long it is to be held. */
export type Want = Omit<Line, 'envelope'> & { readonly holdSeconds: number }

/**
 * Claims orders, locks stocks and writes down what is promised, in one statement that is a transaction by itself: most of the
 * time everything fits, and every way to the database would cost more than the work. Orders that were claimed before are
 * missing in the answer. Nothing is done, and nothing answered, if something no longer fits: then it takes a closer look.
 */
export async function holdAtOnce(db: Db, wants: readonly Want[]): Promise<ReadonlyMap<string, Hold> | undefined> {
  try {
    return holdsByOrder(await db.execute<HoldRow>(statement(wants)))
  } catch (error) {
    if (sqlState(error) === checkViolation || isPassing(error)) return undefined
    throw error
  }
}

const checkViolation = '23514'

/**
 * A stock of which there is too little is given a count that its check refuses, and so are the lines if a location was closed
 * meanwhile: that undoes the whole statement.
 */
const statement = (wants: readonly Want[]) => sql`
  with want as materialized (
    select * from jsonb_to_recordset(${json(wants)})
      as want ("orderId" text, sku text, "locationId" text, quantity int, "holdSeconds" int)
  ), claimed as (
    insert into order_holds (order_id, status, expires_at)
    select "orderId", 'held', clock_timestamp() + min("holdSeconds") * interval '1 second'
    from want group by "orderId" order by "orderId"
    on conflict do nothing
    returning ${holdColumns}
  ), line as materialized (
    select want.* from want join claimed on order_id = "orderId"
  ), sums as materialized (
    select sku, "locationId", sum(quantity)::int as quantity from line group by sku, "locationId"
  ), locked as materialized (
    select stocks.sku, location_id, sums.quantity, ${available} as available
    from sums join stocks on stocks.sku = sums.sku and location_id = "locationId"
    join locations on locations.id = location_id and active
    order by stocks.sku, location_id for no key update of stocks
  ), moved as (
    update stocks set
      reserved = case when available >= quantity then reserved + quantity else -1 end,
      untold = true,
      updated_at = clock_timestamp()
    from locked where stocks.sku = locked.sku and stocks.location_id = locked.location_id
  ), kept as (
    insert into reservations (order_id, sku, location_id, quantity)
    select "orderId", sku, "locationId",
      case when (select count(*) from locked) = (select count(*) from sums) then quantity else 0 end
    from line
  )
  select * from claimed`

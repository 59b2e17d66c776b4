import { sql } from 'drizzle-orm'
import type { Context } from '../actor.ts'

const maxSize = 500

/** Has those told of shelves that were not to be written about again so soon, and are low to this day. Any instance may. */
export async function raiseAlarms({ db, stopping, wake }: Pick<Context, 'db' | 'stopping' | 'wake'>): Promise<void> {
  for (let due = maxSize; due === maxSize && !stopping.aborted; ) {
    const { count } = await db.execute(sql`
      with due as materialized (
        select sku, location_id from stocks
        where low and not untold and alarm_due <= statement_timestamp()
        order by sku, location_id limit ${maxSize} for no key update skip locked
      )
      update stocks set untold = true from due where stocks.sku = due.sku and stocks.location_id = due.location_id`)
    if (count > 0) wake('tell stocks')
    due = count
  }
}

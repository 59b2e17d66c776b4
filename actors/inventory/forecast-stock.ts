import { sql } from 'drizzle-orm'
import type * as subject from '#subjects/stock-views.ts'
import type { Handler } from '../actor.ts'
import { readStockOf } from './stock.ts'

const mostDays = 28
const mostMovements = 1_000
const dayMs = 86_400_000

/**
 * Reckons how long a SKU will last at the rate it has sold lately. It looks at no more than the last movements, however many
 * there are: of what sells by the thousand they tell enough.
 */
export const forecastStock: Handler<typeof subject.forecastStock> = async ({ sku }, { db, now }) => {
  const { available } = await readStockOf(db, sku)
  const [sold] = await db.execute<{ units: number; first: string | null; seen: number; born: string | null }>(sql`
    select coalesce(-sum(delta) filter (where reason in ('sale', 'cancellation', 'return')), 0) as units,
      min(at) as first, count(*) as seen,
      (select at from stock_movements where sku = ${sku} order by id limit 1) as born
    from (select delta, reason, at from stock_movements where sku = ${sku} order by id desc limit ${mostMovements}) as latest
    where at > ${new Date(now().getTime() - mostDays * dayMs).toISOString()}`)
  const { units = 0, first = null, seen = 0, born = null } = sold ?? {}
  // What is younger than the window has not had the time to sell for longer than it is there.
  const earliest = Math.max(now().getTime() - mostDays * dayMs, born === null ? 0 : Date.parse(born))
  // If there were more than could be looked at, they tell of the time since the first of them alone.
  const since = seen === mostMovements && first !== null ? Math.max(earliest, Date.parse(first)) : earliest
  const soldPerDay = Math.max(0, units) / Math.max((now().getTime() - since) / dayMs, 1 / 24)
  const daysLeft = soldPerDay > 0 ? available / soldPerDay : null
  return { sku, available, soldPerDay, daysLeft, since: new Date(since).toISOString() }
}

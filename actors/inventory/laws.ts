import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { mainLocationId } from '#db/inventory/schema.ts'
import { maxCount } from '#subjects/inventory.ts'
import { availableText } from './stocks.ts'

/** What is older may have been pruned already, or be about to be. */
const isKept = `created_at > clock_timestamp() - interval '7 days'`

/** The laws of stock, each as the query for whatever breaks it. Whatever was asked and whoever crashed, all of them are empty. */
export const laws: Readonly<Record<string, string>> = {
  'nothing is oversold': `
    select sku, location_id from stocks where reserved < 0 or beyond < 0 or reserved > on_hand + beyond`,
  'what is on a shelf is the sum of what moved there': `
    select sku, location_id, on_hand from stocks
    left join (select sku, location_id, sum(delta) as moved from stock_movements group by 1, 2) as sums using (sku, location_id)
    where on_hand <> coalesce(moved, 0)`,
  'what is reserved is the sum of live reservations': `
    select sku, location_id, reserved from stocks
    left join (select sku, location_id, sum(quantity) as held from reservations join order_holds using (order_id)
               where status in ('held', 'committing') group by 1, 2) as sums using (sku, location_id)
    where reserved <> coalesce(held, 0)`,
  'an order reserves a SKU at a location once': `
    select order_id, sku from reservations group by order_id, sku, location_id having count(*) > 1`,
  'a live hold has lines, and only for stocks there are': `
    select order_id from order_holds
    left join reservations using (order_id) left join stocks using (sku, location_id)
    where status <> 'released' and stocks.sku is null`,
  'an order is sold what it reserved, once': `
    select order_id, sku, location_id
    from (select order_id, sku, location_id, -quantity as delta from reservations join order_holds using (order_id)
          where status = 'committed') as due
    full join (select reference as order_id, sku, location_id, delta from stock_movements where reason = 'sale') as sold
      using (order_id, sku, location_id, delta)
    where due.delta is null or sold.delta is null`,
  'no more is sold than there ever was, and what may be owed': `
    select sku from stock_movements join stocks using (sku, location_id)
    group by sku, location_id, beyond having sum(delta) < -beyond`,
  'what leaves one location arrives at another': `
    select reference from stock_movements where reason = 'transfer'
    group by reference having sum(delta) <> 0 or count(*) <> 2 or count(distinct location_id) <> 2`,
  'a count mends its difference once': `
    select id from stocktakes
    left join (select reference as id, sum(delta) as mended, count(*) from stock_movements
               where reason = 'count' group by 1) as counts using (id)
    where coalesce(variance, 0) <> coalesce(mended, 0) or count > 1`,
  'one shelf is counted by one at a time': `
    select sku, location_id from stocktakes where status = 'open' group by 1, 2 having count(*) > 1`,
  'an import knows what became of its rows': `
    select id from stock_imports join stock_import_rows on import_id = id
    group by id having count(*) <> total
      or count(*) filter (where stock_import_rows.status <> 'waiting') <> done
      or count(*) filter (where stock_import_rows.status = 'refused') <> refused
      or (stock_imports.status = 'running') <> (done < total)`,
  'events about a SKU follow each other without gaps': `
    select sku, version from stocks
    where location_id = '${mainLocationId}'
      and array(select aggregate_version from outbox where aggregate_id = sku and ${isKept} order by 1) <> array(
            select generate_series(1 + version - (select count(*)::int from outbox where aggregate_id = sku and ${isKept}), version))`,
  'what was told last is what can be sold, or is about to be told': `
    select sku, told from stocks as main
    where location_id = '${mainLocationId}' and not exists (
        select from stocks join locations on locations.id = location_id where sku = main.sku and (untold or sku > untold_after))
      and told is not null and (told is distinct from (
            select least(${maxCount}, coalesce(sum(${availableText}), 0)) from stocks join locations on locations.id = location_id and active
            where sku = main.sku)
        or told::text <> (
            select body ->> 'available' from outbox
            where aggregate_id = main.sku and subject = 'inventory.updated' order by aggregate_version desc limit 1))`,
}

/** What breaks which law; nothing, if the stock adds up. */
export async function brokenLaws(db: Db): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const checked = await Promise.all(
    Object.entries(laws).map(async ([law, query]) => [law, await db.execute(sql.raw(query))] as const),
  )
  return Object.fromEntries(checked.filter(([, rows]) => rows.length > 0))
}

import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'

/** The laws of stock, each as the query for whatever breaks it. Whatever was asked and whoever crashed, all of them are empty. */
export const laws: Readonly<Record<string, string>> = {
  'nothing is oversold': `
    select sku from stocks where reserved < 0 or reserved > on_hand`,
  'what is on the shelf is the sum of what moved': `
    select sku, on_hand from stocks
    where on_hand <> (select coalesce(sum(delta), 0) from stock_movements where stock_movements.sku = stocks.sku)`,
  'what is reserved is the sum of live reservations': `
    select sku, reserved from stocks
    where reserved <> (select coalesce(sum(quantity), 0) from reservations join order_holds using (order_id)
                       where reservations.sku = stocks.sku and status in ('held', 'committing'))`,
  'an order reserves a SKU once': `
    select order_id, sku from reservations group by order_id, sku having count(*) > 1`,
  'a live hold has lines, and only for stocks there are': `
    select order_id from order_holds left join reservations using (order_id) left join stocks using (sku)
    where status <> 'released' and stocks.sku is null`,
  'an order is sold what it reserved, once': `
    select order_id, sku from (select order_id, sku, -quantity as delta from reservations join order_holds using (order_id)
                               where status = 'committed') as due
    full join (select reference as order_id, sku, delta from stock_movements where reason = 'sale') as sold
      using (order_id, sku, delta)
    where due.delta is null or sold.delta is null`,
  'no more is sold than there ever was': `
    select sku from stock_movements group by sku having sum(delta) < 0`,
  'every change of what can be sold is one event, and the last one tells the truth': `
    select sku, version from stocks
    where array(select aggregate_version from outbox where aggregate_id = sku order by 1)
            <> array(select generate_series(1, version))
       or not exists (select from outbox where aggregate_id = sku and aggregate_version = version
                      and body ->> 'available' = (on_hand - reserved)::text)`,
}

/** What breaks which law; nothing, if the stock adds up. */
export async function brokenLaws(db: Db): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const checked = await Promise.all(
    Object.entries(laws).map(async ([law, query]) => [law, await db.execute(sql.raw(query))] as const),
  )
  return Object.fromEntries(checked.filter(([, rows]) => rows.length > 0))
}

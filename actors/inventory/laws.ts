import { mainLocationId } from '#db/inventory/schema.ts'
import { maxCount } from '#subjects/inventory.ts'
import { type Law, law } from '../law.ts'
import { availableText } from './stocks.ts'

/** Movements are numbered as they are written, so these are the last ones: of those since then at most a million. */
const movedSince = (time: string) => `at >= ${time} and id > case when $since = '-infinity' then 0
  else (select coalesce(max(id), 0) - 1000000 from stock_movements) end`
const movedLately = movedSince('$since')

/** With what may have been written a moment before the rest of the same transaction. */
const movedWithin = movedSince("$since - interval '1 minute'")

/** When the last of those moved that are not looked at. */
const unseenUntil = `coalesce((select at from stock_movements where $since <> '-infinity'
  and id <= (select max(id) from stock_movements) - 1000000 order by id desc limit 1), '-infinity')`

/** What is told of a SKU is kept at the main location, also if it changed at another one. */
const changedLately = `select sku from stocks where updated_at >= $since`

/** The laws of stock, each as the query for whatever breaks it. */
export const laws: readonly Law[] = [
  law(
    'S9',
    'nothing is oversold',
    `select sku, location_id from stocks where reserved < 0 or beyond < 0 or reserved > on_hand + beyond`,
  ),
  law(
    'S10',
    'what is on a shelf is the sum of what moved there',
    `select sku, location_id, on_hand, moved from stocks, lateral (
       select coalesce(sum(delta), 0) as moved from stock_movements
       where sku = stocks.sku and location_id = stocks.location_id) as sums
     where (updated_at >= $since or sku in (select sku from stock_movements where ${movedLately})) and on_hand <> moved`,
  ),
  law(
    'S10',
    'what leaves one location arrives at another',
    `select reference from stock_movements where reason = 'transfer' and ${movedWithin}
     group by reference having max(at) >= $since and (sum(delta) <> 0 or count(*) <> 2 or count(distinct location_id) <> 2)`,
  ),
  law(
    'S10',
    'a count mends its difference once',
    `select id from (select id, variance from stocktakes where updated_at >= $since) as taken
     left join (select reference as id, sum(delta) as mended, count(*) from stock_movements
                where reason = 'count' and ${movedWithin} group by 1) as counts using (id)
     where coalesce(variance, 0) <> coalesce(mended, 0) or count > 1`,
  ),
  law(
    'S10',
    'an import knows what became of its rows',
    `select id from stock_imports join stock_import_rows on import_id = id where updated_at >= $since
     group by id having count(*) <> total
       or count(*) filter (where stock_import_rows.status <> 'waiting') <> done
       or count(*) filter (where stock_import_rows.status = 'refused') <> refused
       or (stock_imports.status = 'running') <> (done < total)`,
  ),
  law(
    'S11',
    'what is reserved is the sum of live reservations',
    `select sku, location_id, reserved, held from stocks
     left join (select sku, location_id, sum(quantity) as held from reservations join order_holds using (order_id)
                where status in ('held', 'committing') group by 1, 2) as sums using (sku, location_id)
     where reserved <> coalesce(held, 0)`,
  ),
  law(
    'S12',
    'an order reserves a SKU at a location once',
    `select order_id, sku from reservations where order_id >= 'ord_$sinceId'
     group by order_id, sku, location_id having count(*) > 1`,
  ),
  law(
    'S12',
    'a hold has lines, and only for stocks there are',
    `select order_id from order_holds
     left join reservations using (order_id) left join stocks using (sku, location_id)
     where (status in ('held', 'committing') or order_id >= 'ord_$sinceId') and status <> 'released' and stocks.sku is null`,
  ),
  law(
    'S12',
    'one shelf is counted by one at a time',
    `select sku, location_id from stocktakes where status = 'open' group by 1, 2 having count(*) > 1`,
  ),
  law(
    'S13',
    'no more is sold than there ever was, and what may be owed',
    `select sku, location_id, on_hand, beyond from stocks where on_hand < -beyond`,
  ),
  law(
    'S13',
    'an order is sold what it reserved, once',
    `with moved as materialized (
       select reference, sku, location_id, delta, at from stock_movements where reason = 'sale' and ${movedLately})
     select reference as order_id, moved.sku, moved.location_id, sum(delta) as sold from moved
     left join order_holds on order_holds.order_id = reference
     left join reservations as due on (due.order_id, due.sku, due.location_id) = (reference, moved.sku, moved.location_id)
     group by reference, moved.sku, moved.location_id
     having count(*) > 1 or min(status) is distinct from 'committed' or sum(delta) is distinct from -min(quantity)
       or max(at) > min(updated_at) + interval '1 minute'`,
  ),
  law(
    'S13',
    'what an order has reserved and was sold has left the shelf',
    // Of what sells by the thousand each order would look through all that was ever sold of it, so these are set side by side.
    `with moved as materialized (
       select reference, sku, location_id, delta from stock_movements where reason = 'sale' and ${movedWithin}),
     sold as materialized (
       select order_id from order_holds where status = 'committed' and order_id >= 'ord_$daySinceId'
         and updated_at >= greatest($since, ${unseenUntil} + interval '1 minute'))
     select order_id, sku, location_id, quantity from sold join reservations using (order_id)
     where reservations.order_id >= 'ord_$daySinceId' and not exists (
       select from moved
       where moved.reference = order_id and moved.sku = reservations.sku and moved.location_id = reservations.location_id
         and delta = -quantity)`,
  ),
  law(
    'S17',
    'what was told last is what can be sold, or is about to be told',
    `select sku, told from stocks as main
     where location_id = '${mainLocationId}' and not exists (
         select from stocks join locations on locations.id = location_id where sku = main.sku
           and (untold or sku > untold_after or preorder_until <= statement_timestamp()))
       and told is not null and sku in (${changedLately}) and (told is distinct from (
             select least(${maxCount}, coalesce(sum(${availableText}), 0)) from stocks join locations on locations.id = location_id and active
             where sku = main.sku)
         or told::text <> (
             select body ->> 'available' from outbox
             where aggregate_id = main.sku and subject = 'inventory.updated' order by aggregate_version desc limit 1))`,
  ),
  law(
    'S17',
    'a stock counts what was told about its SKU',
    `select sku, version, latest from stocks, lateral (
       select max(aggregate_version) as latest from outbox where aggregate_id = sku) as said
     where location_id = '${mainLocationId}' and sku in (${changedLately}) and latest <> version`,
  ),
  law(
    'E6',
    'nothing is held for longer than it was to be',
    `select order_id, expires_at from order_holds where status = 'held' and expires_at <= $until`,
  ),
  law(
    'E6',
    'what was made safe for an order is sold to it',
    `select order_id from order_holds where status = 'committing' and updated_at <= $until`,
  ),
]

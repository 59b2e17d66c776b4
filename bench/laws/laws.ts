import { laws as stockLaws } from '#actors/inventory/laws.ts'
import { type DatabaseName, databases as names } from '#db/databases.ts'
import type { Databases } from '../databases.ts'

/** Something that holds whatever was asked and whoever crashed: the query is for what breaks it. */
export type Law = { readonly what: string; readonly database: DatabaseName; readonly query: string }

const ofOrders: Readonly<Record<string, string>> = {
  'an order costs what its lines come to': `
    select id from orders join (select order_id, sum(total) as of_lines, sum(discount) as taken_off from order_items group by 1) as sums
      on order_id = id where total <> of_lines + shipping or discount <> taken_off or total < 0`,
  'a cart is one order': `
    select cart_id from orders where cart_id is not null and status not in ('rejected', 'payment_failed', 'cancelled')
    group by cart_id having count(*) > 1`,
  'a history has no gaps': `
    select order_id from order_events group by order_id having count(*) <> max(seq) or min(seq) <> 1`,
  'an order is as its history left it': `
    select id from orders join order_events on order_id = id and seq = version where order_events.status <> orders.status`,
  // What a shop was filled with when it opened was told to nobody, and what was told is kept for some days.
  'what happened to an order was told': `
    select order_id, seq from order_events
    where at > (select min(created_at) from outbox)
      and not exists (select from outbox where aggregate_id = order_id and aggregate_version = order_events.seq)`,
  'a coupon was used as often as it says': `
    select code from coupons left join coupon_uses as use using (code)
    group by code, coupons.used having coupons.used <> count(*) filter (where use.status <> 'released')`,
}

const ofPayments: Readonly<Record<string, string>> = {
  'an order has one payment': `select order_id from payments group by order_id having count(*) > 1`,
  'no more is taken than was authorized, and no more given back than was taken': `
    select id from payments where captured > amount or refunded > captured`,
}

const ofNotifications: Readonly<Record<string, string>> = {
  'nobody is written to twice about one thing': `
    select cause_id, user_id, template from notifications group by 1, 2, 3 having count(*) > 1`,
}

/** Of what has come to rest: nothing is under way, and nothing was given up. */
const atRest: Readonly<Record<string, string>> = {
  'every event has left': `select id from outbox where published_at is null`,
  'no event was given up': `select message_id, durable from parking_lot`,
  'nobody holds a transaction open': `
    select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
}

const ofSagas: Readonly<Record<string, string>> = {
  'every saga has come to an end': `select id, name, step from sagas where state not in ('done', 'undone')`,
}

const of = (database: DatabaseName, laws: Readonly<Record<string, string>>): readonly Law[] =>
  Object.entries(laws).map(([what, query]) => ({ what, database, query }))

/** Of a shop that was filled by its seed, which is no change and told to nobody. */
const notOfSeeds = 'events about a SKU follow each other without gaps'

/** What holds at any time. */
export const laws: readonly Law[] = [
  ...of('orders', ofOrders),
  ...of('payments', ofPayments),
  ...of('inventory', stockLaws).filter(({ what }) => what !== notOfSeeds),
  ...of('notifications', ofNotifications),
]

/** What holds when nothing is under way. */
export const lawsAtRest: readonly Law[] = [...of('orders', ofSagas), ...names.flatMap((name) => of(name, atRest))]

const mostShown = 5

/** What breaks which law, in sentences; each is looked at by itself. */
export async function offendersOf(databases: Databases, checked: readonly Law[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const { what, database, query } of checked) {
    const rows = await databases[database].unsafe(query)
    const shown = rows.slice(0, mostShown).map((row) => JSON.stringify(row))
    if (rows.length > 0) found.push(`${database}: "${what}" is broken by ${rows.length}: ${shown.join(', ')}`)
  }
  return found
}

import { orderStatuses } from '#db/orders/schema.ts'
import { type Law, law } from '../law.ts'
import { isFinal, statesBefore } from './transitions.ts'

/** What has happened lately, by an index over time: everything an order goes through is in its history. */
const recent = 'select order_id from order_events where at >= $since'

const inWords = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ')
const moves = orderStatuses.flatMap((to) => statesBefore(to).map((from) => `('${from}', '${to}')`)).join(', ')

/** Each event of these orders beside the one before it. */
const steps = `
  select order_id, seq, status, lag(status) over (partition by order_id order by seq) as before
  from order_events where order_id in (${recent})`

/** The laws of orders, each as the query for whatever breaks it. */
export const laws: readonly Law[] = [
  law(
    'S5',
    'an order costs what its lines come to',
    `select id, total from orders, lateral (
       select sum(item.total) as lines, sum(item.discount) as off,
         bool_or(item.total <> quantity * unit_price - item.discount + case when tax_included then 0 else item.tax end) as is_wrong
       from order_items as item where order_id = id) as sums
     where id in (${recent}) and (lines is null or is_wrong or total <> lines + shipping or discount <> off or total < 0)`,
  ),
  law(
    'S14',
    'a history begins with an order that is pending, and has no gaps',
    `select order_id from order_events where order_id in (${recent}) group by order_id
     having count(*) <> max(seq) or min(seq) <> 1 or (array_agg(status order by seq))[1] <> 'pending'`,
  ),
  law(
    'S14',
    'an order only goes where it can go from where it is',
    `select order_id, seq, before, status from (${steps}) as steps
     where before <> status and (before, status) not in (${moves})`,
  ),
  law(
    'S14',
    'an order is as its history left it',
    `select id, orders.version, seq from orders left join order_events on order_id = id and seq = version
     where (id in (${recent}) or id >= 'ord_$sinceId') and order_events.status is distinct from orders.status`,
  ),
  law(
    'S15',
    'an order that has come to its end stays there',
    `select order_id, seq, before, status from (${steps}) as steps
     where before <> status and before in (${inWords(orderStatuses.filter(isFinal))})`,
  ),
  law(
    'S16',
    'a cart is one order',
    `select cart_id from orders
     where cart_id in (select cart_id from orders where id >= 'ord_$sinceId')
       and status not in ('rejected', 'payment_failed', 'cancelled')
     group by cart_id having count(*) > 1`,
  ),
  law(
    'S17',
    'what happened to an order was told',
    // What a shop was filled with when it opened was told to nobody, and what was told is kept for some days.
    `select order_id, seq from order_events
     where at >= $since and at > (select created_at from outbox order by id limit 1)
       and at > clock_timestamp() - interval '7 days'
       and not exists (select from outbox where aggregate_id = order_id and aggregate_version = order_events.seq)`,
  ),
  law(
    'S17',
    'what was told of an order has happened to it',
    `select aggregate_id, aggregate_version, subject from outbox
     where id >= 'evt_$sinceId' and aggregate_id like 'ord\\_%'
       and not exists (select from order_events where order_id = aggregate_id and seq = aggregate_version and type = subject)`,
  ),
  law(
    'S22',
    'a coupon was used as often as it says, and no more than it allows',
    `select code, used, uses from coupons, lateral (
       select count(*) filter (where status <> 'released') as uses from coupon_uses where coupon_uses.code = coupons.code) as counted
     where (updated_at >= $since or code in (select code from coupon_uses where order_id >= 'ord_$sinceId'))
       and (used <> uses or uses > most_uses)`,
  ),
  law(
    'S22',
    'a customer has used a coupon as often as is written down',
    `select customer_id, code, coupon_customers.used, uses from coupon_customers join coupons using (code), lateral (
       select count(*) as uses from coupon_uses as use
       where use.code = coupons.code and use.customer_id = coupon_customers.customer_id and status <> 'released') as counted
     where (code, customer_id) in (select code, customer_id from coupon_uses where order_id >= 'ord_$sinceId')
       and (coupon_customers.used <> uses or uses > most_uses_per_customer)`,
  ),
  law(
    'E3',
    'every saga comes to its end, or is looked at when that is due',
    `select id, name, step, state from sagas
     where state in ('running', 'waiting', 'undoing') and (next_at is null or next_at <= $until)`,
  ),
  law('E3', 'no saga needs a person', `select id, name, step from sagas where state = 'needs_attention'`),
]

import { type Law, law } from '../law.ts'

/** What anything was told about lately, and what is new. */
const recent = `
  select aggregate_id from outbox where id >= 'evt_$sinceId' union all select id from payments where id >= 'pay_$sinceId'`

/** What was booked lately: entries are numbered as they are written, so these are the last ones, at most a million. */
const bookedLately = `booked_at >= $since and seq > case when $since = '-infinity' then 0
  else (select coalesce(max(seq), 0) - 1000000 from transactions) end`

/** What was told lately, is new, or has moved money: that something went back is told of no payment. */
const moved = `${recent} union all select payment_id from transactions where payment_id is not null and ${bookedLately}`

/** The laws of money, each as the query for whatever breaks it. */
export const laws: readonly Law[] = [
  law(
    'S1',
    'an order is paid for once',
    `select order_id from payments
     where order_id in (select order_id from payments where id in (${recent})) and captured > 0
     group by order_id having count(*) > 1`,
  ),
  law(
    'S3',
    'no more is given back than was taken, nor taken than was asked for',
    `select id from payments
     where id in (${recent}) and (captured > amount or refunded > captured or to_refund > captured)`,
  ),
  law(
    'S3',
    'refunds are for what they were asked for',
    `select payment_id from refunds join payments on payments.id = payment_id
     where payment_id in (${moved}) group by payment_id, to_refund having sum(refunds.amount) > to_refund`,
  ),
  law(
    'S6',
    'a transfer adds up to nothing',
    `select transfer from transactions where transfer in (select transfer from transactions where ${bookedLately})
     group by transfer, currency having sum(amount) <> 0`,
  ),
  law(
    'S6',
    'a currency adds up to nothing',
    // As all of its transfers do, so that only a look at everything adds it up.
    `select currency from transactions where $since = '-infinity' group by currency having sum(amount) <> 0`,
  ),
  law(
    'S6',
    'whoever has paid owes nothing',
    `select payment_id from transactions where account = 'customer_receivable' and payment_id in (${recent})
     group by payment_id having sum(amount) <> 0`,
  ),
  law(
    'S6',
    'what is booked of a payment is what was taken and given back',
    `select id from payments, lateral (
       select -sum(amount) filter (where account = 'revenue') as taken, sum(amount) filter (where account = 'refunds') as returned
       from transactions where payment_id = payments.id) as booked
     where id in (${moved}) and (booked_captured <> coalesce(taken, 0) or booked_refunded <> coalesce(returned, 0))`,
  ),
  law(
    'S8',
    'a payment has one call open at most',
    `select payment_id from provider_calls where finished_at is null group by payment_id having count(*) > 1`,
  ),
  law(
    'S8',
    'what is sent under a key is what was written down',
    `select key from provider_calls
     where payment_id in (${recent}) and body_hash <> encode(sha256(convert_to(body, 'UTF8')), 'hex')`,
  ),
  law(
    'S8',
    'what is sent to keep a card is what was written down',
    `select id from method_setups where id >= 'pms_$sinceId'
     and (body is null and provider_id is not null or body_hash <> encode(sha256(convert_to(body, 'UTF8')), 'hex'))`,
  ),
  law(
    'E5',
    'of what was let go no money is kept',
    `select id, captured, refunded, intent_state from payments
     where wanted = 'nothing' and updated_at <= $until
       and id in (${moved} union all select id from payments where next_at is not null)
       and (intent_state = 'held' or captured > refunded + lost)`,
  ),
  law(
    'E7',
    'what staff give back leaves, and is told',
    // Of what is disputed nothing does, and of what was lost only what is left.
    `select refunds.id, payment_id, told from refunds join payments on payments.id = payment_id
     where given_by is not null and told < refunds.amount and not frozen and next_at is null
       and told < least(up_to, captured - lost) - up_to + refunds.amount
       and greatest(refunds.created_at, updated_at) <= $until`,
  ),
  law(
    'E7',
    'what was asked of the provider is answered',
    `select key, payment_id, last_error from provider_calls where finished_at is null and started_at <= $until`,
  ),
  law(
    'E7',
    'of two holds one is let go of soon',
    // Both are looked up by an index: a second one is something to do, and a first one ends some time.
    `select id, intent_id, former_intent_id from payments
     where (next_at is not null or renew_at is not null) and former_intent_id is not null and updated_at <= $until`,
  ),
  law(
    'E7',
    'the last look at the books of the provider left nothing to a person',
    `select id, raised from (select id, raised from reconciliations order by started_at desc limit 1) as latest
     where raised <> '[]'`,
  ),
  law(
    'E8',
    'everything is booked soon',
    `select id from payments
     where (captured <> booked_captured or refunded <> booked_refunded) and updated_at <= $until`,
  ),
  law(
    'E11',
    'nothing the provider told was given up',
    `select id, type, last_error from webhook_events
     where processed_at is null and received_at <= $until and (next_at is null or next_at <= $until)`,
  ),
]

import { type Law, law } from './law.ts'

/** Digits and what separates them, of which a card number is made. */
const cardLike = String.raw`\m(?:3[47]|4\d|5[1-5]|6[05])(?:[ -]?\d){11,14}\M`

/** What no message may carry: passwords, tokens, keys of the provider and what checks a card. */
const secret = String.raw`"(?:password|cvc|cvv)" ?:|\meyJ[\w-]+\.[\w-]+\.[\w-]+|\m[srp]k_(?:live|test)_\w|\mwhsec_\w`

/** Whether a text has in it what looks like a card number and has the right last digit. */
const hasCard = (text: string) => `exists (
  select from regexp_matches(${text}, '${cardLike}', 'g') as found,
    lateral (select regexp_replace(found[1], '\\D', '', 'g') as digits) as number
  where (select sum(case when place % 2 = 1 then digit when digit > 4 then 2 * digit - 9 else 2 * digit end)
         from generate_series(1, length(digits)) as place,
           lateral (select substr(reverse(digits), place, 1)::int as digit) as one) % 10 = 0)`

const isTelltale = (text: string) => `(${text} ~* '${secret}' or (${text} ~ '${cardLike}' and ${hasCard(text)}))`

/** The laws of what every actor says and hears, for the tables that every database has. */
export const messageLaws: readonly Law[] = [
  law(
    'S17',
    'events about one thing follow each other without gaps',
    // Those of before may be forgotten, so the count begins anywhere.
    `select aggregate_id from outbox where aggregate_id in (select aggregate_id from outbox where id >= 'evt_$sinceId')
       and created_at > clock_timestamp() - interval '7 days'
     group by aggregate_id having count(*) <> max(aggregate_version) - min(aggregate_version) + 1`,
  ),
  law(
    'S21',
    'no event has a secret in it',
    `select id, subject from outbox where id >= 'evt_$sinceId' and ${isTelltale(`(headers::text || body::text)`)}`,
  ),
  law(
    'S21',
    'no event that was given up has a secret in it',
    `select message_id, subject from parking_lot where ${isTelltale(`(headers::text || body || error)`)}`,
  ),
  law(
    'E1',
    'every event leaves',
    `select id, subject, created_at from outbox where published_at is null and created_at <= $until`,
  ),
  law(
    'E11',
    'no event is given up',
    `select message_id, durable, error from parking_lot where status in ('suspect', 'parked') and parked_at <= $until`,
  ),
  law(
    'E14',
    'nobody holds a transaction open',
    // Every transaction is idle for the moment in which its next statement is on its way.
    `select pid, application_name from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'
       and state_change < clock_timestamp() - interval '2 seconds' and xact_start <= $until`,
  ),
]

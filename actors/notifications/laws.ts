import { durableName } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import { type Law, law } from '../law.ts'

const consumers = events
  .filter(({ consumers }) => consumers.includes('notifications'))
  .map((subject) => `'${durableName({ actor: 'notifications', subject })}'`)

/** One whose sender was killed leaves a minute later. */
export const mailsLeave = law(
  'E9',
  'a mail leaves when it is due',
  `select id, template, attempts, last_error from notifications where status = 'queued' and next_at <= $until`,
)

/** The laws of what is written to people, each as the query for whatever breaks it. */
export const laws: readonly Law[] = [
  law(
    'S18',
    'a mail and the note of the event that caused it are written together',
    // Notes are kept for sixteen days.
    `select id, cause_id from notifications
     where id >= 'ntf_$sinceId' and created_at > clock_timestamp() - interval '15 days'
       and not exists (select from inbox where consumer in (${consumers.join(', ')}) and message_id = cause_id)`,
  ),
  law(
    'S18',
    'nobody is written to twice about one thing',
    `select cause_id, user_id from notifications
     where cause_id in (select cause_id from notifications where id >= 'ntf_$sinceId')
     group by cause_id, user_id having count(*) > 1`,
  ),
  mailsLeave,
  law(
    'S14',
    'what a reader was sent is counted without gaps',
    `select user_id, last_seq from readers, lateral (
       select count(seq) as count, max(seq) as last from notifications where user_id = readers.user_id) as sent
     where user_id in (select user_id from notifications where id >= 'ntf_$sinceId')
       and (coalesce(last, 0) <> last_seq or count <> last_seq)`,
  ),
]

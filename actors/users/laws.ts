import { type Law, law } from '../law.ts'

/** Logins of everybody who has logged in lately. */
const live = `user_id in (select user_id from sessions where created_at >= $since)
  and revoked_at is null and expires_at > clock_timestamp()`

/** The laws of logins, each as the query for whatever breaks it. */
export const laws: readonly Law[] = [
  law(
    'S20',
    'a refresh token opens one session, once',
    `select user_id from sessions, unnest(array[token_hash, previous_token_hash]) as hash
     where ${live} and hash is not null group by user_id, hash having count(*) > 1`,
  ),
  law(
    'S20',
    'nobody has more than fifty live logins',
    `select user_id, count(*) from sessions where ${live} group by user_id having count(*) > 50`,
  ),
]

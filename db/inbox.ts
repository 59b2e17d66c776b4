import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { inbox } from './messages.ts'
import { json } from './parameters.ts'

/** Notes that a consumer acts on these events, and says which of them it had not acted on before. Comes first in the transaction of the effect. */
export async function firstTimes(
  tx: Tx,
  consumer: string,
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (messageIds.length === 0) return new Set()
  // In one order everywhere, so that two instances that were handed the same events wait for each other instead of deadlocking.
  const noted = await tx.execute<{ message_id: string }>(sql`
    insert into ${inbox} (consumer, message_id)
    select distinct ${consumer}, id from jsonb_array_elements_text(${json(messageIds)}) as id order by id
    on conflict do nothing returning message_id`)
  return new Set(noted.map(({ message_id }) => message_id))
}

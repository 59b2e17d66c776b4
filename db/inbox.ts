import type { Tx } from './client.ts'
import { inbox } from './messages.ts'

/** Notes that a consumer acts on these events, and says which of them it had not acted on before. */
export async function firstTimes(
  tx: Tx,
  consumer: string,
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  // In one order everywhere, so that two instances that were handed the same events wait for each other instead of deadlocking.
  const rows = [...new Set(messageIds)].sort().map((messageId) => ({ consumer, messageId }))
  if (rows.length === 0) return new Set()
  const noted = await tx.insert(inbox).values(rows).onConflictDoNothing().returning({ messageId: inbox.messageId })
  return new Set(noted.map(({ messageId }) => messageId))
}

/** Whether a consumer meets this event for the first time. Call it first in the transaction of the effect. */
export async function firstTime(tx: Tx, consumer: string, messageId: string): Promise<boolean> {
  return (await firstTimes(tx, consumer, [messageId])).has(messageId)
}

import { and, isNull, type SQL } from 'drizzle-orm'
import { sessions } from '#db/users/schema.ts'
import type { Context } from '../actor.ts'
import type { Tools } from './tools.ts'

/**
 * Ends the logins that `which` tells: no refresh token of theirs is taken again, and their access tokens stop working. The
 * database decides. Nobody waits for a Redis that is away: the edge is told by the timer of `denyEnded` as soon as it
 * is back, and until then lets nobody change what only staff may.
 */
export async function endSessions({ db, denylist, now }: Context & Tools, which: SQL): Promise<void> {
  const ended = await db
    .update(sessions)
    .set({ revokedAt: now() })
    .where(and(which, isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  await denylist.deny(ended.map(({ id }) => id)).catch(() => {})
}

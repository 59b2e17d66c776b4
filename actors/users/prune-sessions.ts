import { inArray, lt, or } from 'drizzle-orm'
import { sessions } from '#db/users/schema.ts'
import type { Context } from '../actor.ts'
import { day, longestDays } from './session.ts'

const mostAtOnce = 5_000
/** The edge has to be told of an ended login for minutes; a day lets somebody look into what happened. */
const revokedDays = 1

/**
 * Forgets logins that ended long ago. They are found by their start, which no login outlasts by more than its longest time:
 * an index on the end would have to be written at every refresh.
 */
export async function pruneSessions({ db, now, stopping }: Context): Promise<void> {
  const at = now().getTime()
  const over = db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      or(
        lt(sessions.createdAt, new Date(at - longestDays * day)),
        lt(sessions.revokedAt, new Date(at - revokedDays * day)),
      ),
    )
    .limit(mostAtOnce)
    .for('update', { skipLocked: true })
  for (let found = mostAtOnce; found === mostAtOnce && !stopping.aborted; ) {
    const gone = await db.delete(sessions).where(inArray(sessions.id, over)).returning({ id: sessions.id })
    found = gone.length
  }
}

import { eq, sql } from 'drizzle-orm'
import { sessions } from '#db/users/schema.ts'
import type { Context } from '../actor.ts'
import type { Tools } from './tools.ts'

/**
 * Ends a login: no refresh token of it is taken again, and its access tokens stop working. First in the database, which
 * decides; if telling the edge fails, doing all of it again is harmless.
 */
export async function endSession({ db, denylist, now }: Context & Tools, sessionId: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: sql`coalesce(${sessions.revokedAt}, ${now().toISOString()})` })
    .where(eq(sessions.id, sessionId))
  await denylist.deny(sessionId)
}

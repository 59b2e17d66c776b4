import { gt } from 'drizzle-orm'
import { sessions } from '#db/users/schema.ts'
import { deniedForSeconds } from '#subjects/session.ts'
import type { Context } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Tells the edge once more who has logged out of late, so that a Redis that was away, or has lost everything, knows it again. */
export async function denyEndedSessions({ db, denylist, now }: Context & Tools): Promise<void> {
  const since = new Date(now().getTime() - deniedForSeconds * 1_000)
  const ended = await db.select({ id: sessions.id }).from(sessions).where(gt(sessions.revokedAt, since))
  await denylist.deny(ended.map(({ id }) => id))
}

import { gt } from 'drizzle-orm'
import { apiKeys, sessions } from '#db/users/schema.ts'
import { deniedForSeconds } from '#subjects/session.ts'
import type { Context } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Tells the edge once more which logins and API keys have ended of late, so that a Redis that was away, or has lost everything, knows it again. */
export async function denyEnded({ db, denylist, now }: Context & Tools): Promise<void> {
  const since = new Date(now().getTime() - deniedForSeconds * 1_000)
  const ended = await db.select({ id: sessions.id }).from(sessions).where(gt(sessions.revokedAt, since))
  const revoked = await db.select({ id: apiKeys.id }).from(apiKeys).where(gt(apiKeys.revokedAt, since))
  await denylist.deny([...ended, ...revoked].map(({ id }) => id))
}

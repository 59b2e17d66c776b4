import { and, eq, isNull } from 'drizzle-orm'
import { apiKeys } from '#db/users/schema.ts'
import { notFound } from '#subjects/problem.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/**
 * Ends an API key. Doing it twice ends it once. As with logins the database decides, and a Redis that is away is told by the
 * timer of `denyEnded`: until then the edge lets no key change anything.
 */
export const revokeApiKey: Handler<typeof subject.revokeApiKey, Tools> = async ({ apiKeyId }, context) => {
  const { caller, db, denylist, log, now } = context
  const [revoked] = await db
    .update(apiKeys)
    .set({ revokedAt: now() })
    .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  if (revoked) log.info({ apiKey: apiKeyId, by: caller.id }, 'an API key was revoked')
  else if ((await db.$count(apiKeys, eq(apiKeys.id, apiKeyId))) === 0) throw notFound(`There is no API key ${apiKeyId}`)
  await denylist.deny([apiKeyId]).catch(() => {})
  return null
}

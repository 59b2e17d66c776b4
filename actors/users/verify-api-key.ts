import { eq } from 'drizzle-orm'
import { apiKeys } from '#db/users/schema.ts'
import * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Often enough to find keys that nobody uses, and seldom enough to cost nothing. */
const notedEveryMs = 3_600_000

/** Says what a key may do. Whoever asks remembers the answer for a moment, so the time of use is a rough one anyway. */
export const verifyApiKey: Handler<typeof subject.verifyApiKey, Tools> = async ({ hash }, { db, now }) => {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash))
  const at = now()
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= at)) throw subject.apiKeyInvalid()
  const { id, scopes, apiVersion, expiresAt, lastUsedAt } = row
  if (!lastUsedAt || at.getTime() - lastUsedAt.getTime() >= notedEveryMs)
    await db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, id))
  return { id, scopes, apiVersion, expiresAt: expiresAt?.toISOString() ?? null }
}

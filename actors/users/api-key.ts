import type { Static } from 'typebox'
import type { apiKeys } from '#db/users/schema.ts'
import type * as subject from '#subjects/users.ts'

/** An API key as administrators see it. */
export function toApiKey(row: typeof apiKeys.$inferSelect): Static<typeof subject.ApiKey> {
  const { id, name, prefix, scopes, apiVersion, createdBy, createdAt, lastUsedAt, expiresAt, revokedAt } = row
  return {
    id,
    name,
    prefix,
    scopes,
    apiVersion,
    createdBy,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}

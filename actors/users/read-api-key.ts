import { eq } from 'drizzle-orm'
import { apiKeys } from '#db/users/schema.ts'
import { notFound } from '#subjects/problem.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import { toApiKey } from './api-key.ts'
import type { Tools } from './tools.ts'

/** Reads one API key; its secret cannot be read. */
export const readApiKey: Handler<typeof subject.readApiKey, Tools> = async ({ apiKeyId }, { db }) => {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, apiKeyId))
  if (!row) throw notFound(`There is no API key ${apiKeyId}`)
  return toApiKey(row)
}

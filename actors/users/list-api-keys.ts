import { desc, lt } from 'drizzle-orm'
import { apiKeys } from '#db/users/schema.ts'
import { totalOf } from '#db/total.ts'
import { readCursor, writeCursor } from '#subjects/cursor.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import { toApiKey } from './api-key.ts'
import type { Tools } from './tools.ts'

/** Lists API keys, newest first; ids sort by time. */
export const listApiKeys: Handler<typeof subject.listApiKeys, Tools> = async (input, { db }) => {
  const { limit = 20, cursor, include } = input
  const before = cursor === undefined ? undefined : readCursor(cursor, 'api-keys')
  const [rows, total] = await Promise.all([
    db
      .select()
      .from(apiKeys)
      .where(before === undefined ? undefined : lt(apiKeys.id, before))
      .orderBy(desc(apiKeys.id))
      .limit(limit + 1),
    include && totalOf(db, apiKeys, undefined),
  ])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toApiKey),
    next: rows.length > limit && last ? writeCursor('api-keys', last.id) : null,
    ...total,
  }
}

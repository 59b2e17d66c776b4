import { desc } from 'drizzle-orm'
import { signingKeys } from '#db/users/schema.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Publishes every key whose signatures count. There is always one: no process of this actor starts without. */
export const readKeys: Handler<typeof subject.readKeys, Tools> = async (_input, { db }) => {
  const rows = await db
    .select({ publicJwk: signingKeys.publicJwk })
    .from(signingKeys)
    .orderBy(desc(signingKeys.createdAt))
  return { keys: rows.map(({ publicJwk }) => publicJwk) }
}

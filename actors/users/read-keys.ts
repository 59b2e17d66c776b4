import { desc, isNull } from 'drizzle-orm'
import { signingKeys } from '#db/users/schema.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Publishes every key whose signatures count. In a new shop the first one is made now, so the answer is never empty. */
export const readKeys: Handler<typeof subject.readKeys, Tools> = async (_input, { db, signer }) => {
  await signer.ready(db)
  const rows = await db
    .select({ publicJwk: signingKeys.publicJwk })
    .from(signingKeys)
    .where(isNull(signingKeys.retiredAt))
    .orderBy(desc(signingKeys.createdAt))
  return { keys: rows.map(({ publicJwk }) => publicJwk) }
}

import { sql } from 'drizzle-orm'
import { preferences } from '#db/notifications/schema.ts'
import type * as subject from '#subjects/notifications.ts'
import type { Handler } from '../actor.ts'
import { setMarketing } from './preferences.ts'
import type { Tools } from './tools.ts'

/** Keeps what the caller wants to be written about. */
export const putPreferences: Handler<typeof subject.putPreferences, Tools> = async ({ marketing }, context) => {
  const { db, caller } = context
  await db.insert(preferences).values({ userId: caller.id }).onConflictDoNothing()
  await setMarketing(context, sql`user_id = ${caller.id}`, marketing)
  return { marketing }
}

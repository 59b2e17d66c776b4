import { eq } from 'drizzle-orm'
import { preferences } from '#db/notifications/schema.ts'
import type * as subject from '#subjects/notifications.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** What the caller wants to be written about; whoever has said nothing is written to. */
export const readPreferences: Handler<typeof subject.readPreferences, Tools> = async (_input, { db, caller }) => {
  const [row] = await db.select().from(preferences).where(eq(preferences.userId, caller.id))
  return { marketing: row?.marketing ?? true }
}

import { inArray } from 'drizzle-orm'
import { users } from '#db/users/schema.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Where to reach these people; whoever has no account any more is left out. */
export const readContacts: Handler<typeof subject.readContacts, Tools> = async ({ userIds }, { db }) => {
  const contacts = await db
    .select({ userId: users.id, email: users.email, name: users.name })
    .from(users)
    .where(inArray(users.id, userIds))
  return { contacts }
}

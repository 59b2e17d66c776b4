import { eq } from 'drizzle-orm'
import { users } from '#db/users/schema.ts'
import { unauthorized } from '#subjects/problem.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'
import { toUser } from './user.ts'

/** Reads the caller's own account. A token can outlive the account it was given to. */
export const readMe: Handler<typeof subject.readMe, Tools> = async (_input, { db, caller }) => {
  const [user] = await db.select().from(users).where(eq(users.id, caller.id))
  if (!user) throw unauthorized('There is no such account any more')
  return toUser(user)
}

import { eq } from 'drizzle-orm'
import { sessions } from '#db/users/schema.ts'
import { unauthorized } from '#subjects/problem.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import { endSessions } from './end-sessions.ts'
import type { Tools } from './tools.ts'

/** Ends the login the caller speaks from. Doing it twice ends it once. */
export const logOut: Handler<typeof subject.logOut, Tools> = async (_input, context) => {
  if (!context.caller.session) throw unauthorized('The caller speaks from no login')
  await endSessions(context, eq(sessions.id, context.caller.session))
  return null
}

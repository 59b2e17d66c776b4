import { unauthorized } from '#subjects/problem.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import { endSession } from './end-session.ts'
import type { Tools } from './tools.ts'

/** Ends the login the caller speaks from. Doing it twice ends it once. */
export const logOut: Handler<typeof subject.logOut, Tools> = async (_input, context) => {
  if (!context.caller.session) throw unauthorized('The caller speaks from no login')
  await endSession(context, context.caller.session)
  return null
}

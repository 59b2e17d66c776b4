import { sql } from 'drizzle-orm'
import type * as subject from '#subjects/notifications.ts'
import type { Handler } from '../actor.ts'
import { setMarketing } from './preferences.ts'
import type { Tools } from './tools.ts'

/** Ends what the reader of a mail no longer wants. A token that is nobody's is answered as any other. */
export const unsubscribe: Handler<typeof subject.unsubscribe, Tools> = async ({ token }, context) => {
  await setMarketing(context, sql`token = ${token}::uuid`, false)
  return null
}

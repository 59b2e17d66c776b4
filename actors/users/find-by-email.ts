import { eq, sql } from 'drizzle-orm'
import { users } from '#db/users/schema.ts'
import { normalizeEmail } from '#subjects/common.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Whose account has this address. */
export const findByEmail: Handler<typeof subject.findByEmail, Tools> = async ({ email }, { db }) => {
  const [found] = await db
    .select({ userId: users.id })
    .from(users)
    .where(eq(sql`lower(${users.email})`, normalizeEmail(email)))
  return { userId: found?.userId ?? null }
}

import { and, eq, sql } from 'drizzle-orm'
import { needsRehash } from '#db/users/password.ts'
import { sessions, users } from '#db/users/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/users.ts'
import type { Context, Handler } from '../actor.ts'
import { day, idleDays, toSession } from './session.ts'
import type { Tools } from './tools.ts'
import { normalizeEmail } from './user.ts'

/** Opens a login. An address nobody has gets the answer of a wrong password, and as late. */
export const logIn: Handler<typeof subject.logIn, Tools> = async ({ email, password }, context) => {
  const { db, hashing, now, refreshTokens } = context
  const [user] = await db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, normalizeEmail(email)))
  const matches = await hashing.verify(user?.passwordHash, password)
  if (!user || !matches) throw subject.wrongCredentials()
  if (needsRehash(user.passwordHash)) await rehash(context, user, password)

  const token = refreshTokens.first(newId('ses'))
  const createdAt = now()
  const expiresAt = new Date(createdAt.getTime() + idleDays * day)
  await db
    .insert(sessions)
    .values({ id: token.sessionId, userId: user.id, tokenHash: token.hash, createdAt, expiresAt })
  return toSession(context, user, token)
}

/** Makes a hash from cheaper days anew, unless the password was changed in the meantime. */
async function rehash(
  { db, hashing }: Context & Tools,
  { id, passwordHash }: typeof users.$inferSelect,
  password: string,
): Promise<void> {
  await db
    .update(users)
    .set({ passwordHash: await hashing.hash(password) })
    .where(and(eq(users.id, id), eq(users.passwordHash, passwordHash)))
}

import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { needsRehash } from '#db/users/password.ts'
import { sessions, users } from '#db/users/schema.ts'
import { normalizeEmail } from '#subjects/common.ts'
import { newId } from '#subjects/id.ts'
import { overloaded } from '#subjects/problem.ts'
import * as subject from '#subjects/users.ts'
import type { Context, Handler } from '../actor.ts'
import { endSessions } from './end-sessions.ts'
import { day, idleDays, toSession } from './session.ts'
import type { Tools } from './tools.ts'

/** More windows than anybody has open; an older login than that was forgotten, or is not its owner's. */
const mostSessions = 50

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
  await endOldest(context, user.id)
  return toSession(context, user, token)
}

/** Makes a hash from cheaper days anew, unless the password was changed in the meantime. When too many wait, the next login can do it. */
async function rehash(
  { db, hashing }: Context & Tools,
  { id, passwordHash }: typeof users.$inferSelect,
  password: string,
): Promise<void> {
  const anew = await hashing.hash(password).catch((error: unknown) => {
    if (!overloaded.matches(error)) throw error
  })
  if (!anew) return
  await db
    .update(users)
    .set({ passwordHash: anew })
    .where(and(eq(users.id, id), eq(users.passwordHash, passwordHash)))
}

/** Ids sort by time, so the ones that come last in this order are the oldest. */
async function endOldest(context: Context & Tools, userId: string): Promise<void> {
  const beyond = context.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, context.now())))
    .orderBy(desc(sessions.id))
    .offset(mostSessions)
  await endSessions(context, inArray(sessions.id, beyond))
}

import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { sessions, users } from '#db/users/schema.ts'
import * as subject from '#subjects/users.ts'
import type { Context, Handler } from '../actor.ts'
import { endSessions } from './end-sessions.ts'
import type { RefreshToken } from './refresh-tokens.ts'
import { day, idleDays, longestDays, toSession } from './session.ts'
import type { Tools } from './tools.ts'

/** How long after a refresh the token it used is taken once more, for a client that did not get the answer. */
const graceMs = 10_000

/**
 * Exchanges a refresh token for its successor. The current token of a session rotates it; the one before it is led to the same
 * successor for ten seconds. Any other we have made was spent before, so two parties hold this login and it ends for both,
 * except in those ten seconds, when it may as well be a request that was under way for long.
 */
export const refreshSession: Handler<typeof subject.refreshSession, Tools> = async (input, context) => {
  const token = context.refreshTokens.read(input.refreshToken)
  if (!token) throw subject.refreshTokenInvalid()
  const successor = context.refreshTokens.after(token)
  const user = (await rotate(context, token, successor)) ?? (await repeat(context, token, successor))
  return toSession(context, user, successor)
}

/** Of two that come with one token, the condition lets one rotate; the other then finds it rotated. */
async function rotate({ db, now }: Context & Tools, token: RefreshToken, successor: RefreshToken) {
  const at = now()
  const idleUntil = new Date(at.getTime() + idleDays * day).toISOString()
  const endsAt = sql`${sessions.createdAt} + make_interval(days => ${longestDays})`
  const [rotated] = await db
    .update(sessions)
    .set({
      tokenHash: successor.hash,
      previousTokenHash: token.hash,
      rotatedAt: at,
      expiresAt: sql`least(${idleUntil}, ${endsAt})`,
    })
    .from(users)
    .where(
      and(
        eq(sessions.id, token.sessionId),
        eq(sessions.tokenHash, token.hash),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, at),
        eq(users.id, sessions.userId),
      ),
    )
    .returning()
  return rotated?.users
}

async function repeat(context: Context & Tools, token: RefreshToken, successor: RefreshToken) {
  const { db, now } = context
  const [found] = await db
    .select()
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, token.sessionId))
  const at = now()
  if (!found || found.sessions.revokedAt || found.sessions.expiresAt <= at) throw subject.refreshTokenInvalid()
  const { rotatedAt, previousTokenHash, tokenHash } = found.sessions
  const isRepeated = previousTokenHash === token.hash && tokenHash === successor.hash
  const isRecent = rotatedAt !== null && at.getTime() - rotatedAt.getTime() <= graceMs
  if (isRepeated && isRecent) return found.users
  if (!isRecent) await endSessions(context, eq(sessions.id, token.sessionId))
  throw subject.refreshTokenInvalid()
}

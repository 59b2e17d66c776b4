import type { Static } from 'typebox'
import type { users } from '#db/users/schema.ts'
import { accessToken } from '#subjects/session.ts'
import type * as subject from '#subjects/users.ts'
import type { Context } from '../actor.ts'
import type { RefreshToken } from './refresh-tokens.ts'
import type { Tools } from './tools.ts'
import { toUser } from './user.ts'

export const day = 24 * 60 * 60 * 1_000

/** A login that is not used for this long ends; one that is used lasts until its whole time is over. */
export const idleDays = 30
export const longestDays = 90

/** What a login gives: a fresh access token beside the refresh token. */
export async function toSession(
  { signer, now }: Context & Tools,
  user: typeof users.$inferSelect,
  refreshToken: RefreshToken,
): Promise<Static<typeof subject.Session>> {
  const claims = { sub: user.id, role: user.role, sid: refreshToken.sessionId }
  return {
    accessToken: await signer.sign(claims, now()),
    tokenType: 'Bearer',
    expiresIn: accessToken.lifetimeSeconds,
    refreshToken: refreshToken.text,
    user: toUser(user),
  }
}

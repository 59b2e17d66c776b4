import { createHash, createHmac, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

/** A refresh token: the login it belongs to, what its holder shows, and what is kept of it. */
export type RefreshToken = { readonly sessionId: string; readonly text: string; readonly hash: string }

/**
 * Makes refresh tokens: the id of the session, and 32 bytes nobody can guess. With the id in it, a spent token is known for
 * what it is however long ago it was spent.
 *
 * A token has one successor, computed from it under our key. So whoever did not get the answer and asks again, or asks twice
 * at once from two windows, is led to the same token and not to a fork of the login.
 */
export type RefreshTokens = {
  first(sessionId: string): RefreshToken
  after(token: RefreshToken): RefreshToken
}

export function openRefreshTokens(secretKey: string): RefreshTokens {
  const key = deriveKey(secretKey, 'refresh tokens')
  return {
    first: (sessionId) => tokenOf(sessionId, randomBytes(32)),
    after: ({ sessionId, text }) => tokenOf(sessionId, createHmac('sha256', key).update(text).digest()),
  }
}

/** Reads what somebody shows as a refresh token; undefined if it has not the form of one. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  const sessionId = /^(ses_\w{26})\.[\w-]{43}$/.exec(text)?.[1]
  return sessionId === undefined ? undefined : { sessionId, text, hash: hashOf(text) }
}

function tokenOf(sessionId: string, secret: Buffer): RefreshToken {
  const text = `${sessionId}.${secret.toString('base64url')}`
  return { sessionId, text, hash: hashOf(text) }
}

/** A quick hash will do: there is nothing to try where 256 bits are random. */
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

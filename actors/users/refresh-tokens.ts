import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

/** A refresh token: the login it belongs to, what its holder shows, and what is kept of it. */
export type RefreshToken = { readonly sessionId: string; readonly text: string; readonly hash: string }

/**
 * Makes refresh tokens and knows its own: the id of the session, 32 bytes nobody can guess, and a seal under our key. With the
 * id in it, a spent token is known for what it is however long ago it was spent; with the seal, a text that never was a token
 * says nothing about the login it names.
 *
 * A token has one successor, computed from it under our key. So whoever did not get the answer and asks again, or asks twice
 * at once from two windows, is led to the same token and not to a fork of the login.
 */
export type RefreshTokens = {
  first(sessionId: string): RefreshToken
  after(token: RefreshToken): RefreshToken
  /** Reads what somebody shows as a refresh token; undefined if it was never given to anybody. */
  read(text: string): RefreshToken | undefined
}

export function openRefreshTokens(secretKey: string): RefreshTokens {
  const key = deriveKey(secretKey, 'refresh tokens')
  const digest = (purpose: 'seal' | 'successor', text: string) =>
    createHmac('sha256', key).update(`${purpose} ${text}`).digest('base64url')
  const tokenOf = (sessionId: string, secret: string): RefreshToken => {
    const content = `${sessionId}.${secret}`
    const text = `${content}.${digest('seal', content)}`
    return { sessionId, text, hash: hashOf(text) }
  }
  return {
    first: (sessionId) => tokenOf(sessionId, randomBytes(32).toString('base64url')),
    after: ({ sessionId, text }) => tokenOf(sessionId, digest('successor', text)),
    read: (text) => {
      const [, sessionId, secret] = /^(ses_\w{26})\.([\w-]{43})\.[\w-]{43}$/.exec(text) ?? []
      if (sessionId === undefined || secret === undefined) return undefined
      const token = tokenOf(sessionId, secret)
      return timingSafeEqual(Buffer.from(token.text), Buffer.from(text)) ? token : undefined
    },
  }
}

/** A quick hash will do: there is nothing to try where 256 bits are random. */
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

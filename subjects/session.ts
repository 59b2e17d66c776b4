/** What whoever signs access tokens and whoever checks them have to agree on. */
export const accessToken = {
  issuer: 'tradewind',
  audience: 'tradewind-api',
  type: 'at+jwt',
  algorithm: 'EdDSA',
  lifetimeSeconds: 600,
  /** How far the clocks of two machines may be apart. */
  leewaySeconds: 60,
} as const

/** What an access token says besides the registered claims: in which role, and from which login. */
export type AccessClaims = {
  readonly sub: string
  readonly role: 'customer' | 'staff' | 'admin'
  readonly sid: string
}

/** The Redis key that says a login has ended. While it stands, no access token of that login counts any more. */
export const deniedSessionKey = (sessionId: string): string => `denied:session:${sessionId}`

/** How long that key has to stand: until the last token signed before it has expired everywhere. */
export const deniedForSeconds: number = accessToken.lifetimeSeconds + accessToken.leewaySeconds

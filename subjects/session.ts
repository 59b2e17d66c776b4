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

/** The Redis key that says a login has ended, or an API key was revoked. While it stands, nothing shown in its name counts. */
export const deniedKey = (loginOrApiKeyId: string): string => `denied:${loginOrApiKeyId}`

/** How long that key has to stand: until the last token signed before it has expired everywhere, and every edge has asked again about an API key. */
export const deniedForSeconds: number = accessToken.lifetimeSeconds + accessToken.leewaySeconds

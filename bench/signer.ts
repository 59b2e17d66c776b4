import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type AccessClaims, accessToken } from '#subjects/session.ts'

/** Signs access tokens for an edge that knows the key, which is JSON as the users actor publishes it. */
export type Signer = { readonly key: string; readonly sign: (claims: AccessClaims) => Promise<string> }

export async function newSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(accessToken.algorithm, { extractable: true })
  const kid = 'bench'
  return {
    key: JSON.stringify({ ...(await exportJWK(publicKey)), kid, alg: accessToken.algorithm, use: 'sig' }),
    sign: ({ sub, role, sid }) =>
      new SignJWT({ role, sid })
        .setProtectedHeader({ alg: accessToken.algorithm, typ: accessToken.type, kid })
        .setIssuer(accessToken.issuer)
        .setAudience(accessToken.audience)
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime(`${accessToken.lifetimeSeconds}s`)
        .sign(privateKey),
  }
}

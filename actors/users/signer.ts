import { randomUUID } from 'node:crypto'
import { desc, isNull, sql } from 'drizzle-orm'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { type Db, transaction } from '#db/client.ts'
import { signingKeys } from '#db/users/schema.ts'
import { type AccessClaims, accessToken } from '#subjects/session.ts'
import { deriveKey } from './derive-key.ts'
import { decrypt, encrypt } from './encryption.ts'

/** Signs access tokens. A process signs with one key, the newest there was when it first needed one; the first process makes it. */
export type Signer = {
  sign(db: Db, claims: AccessClaims, now: Date): Promise<string>
  /** Resolves when there is a key to sign with, and so one to publish. */
  ready(db: Db): Promise<void>
}

type SigningKey = { readonly kid: string; readonly privateKey: CryptoKey }

export function openSigner(secretKey: string): Signer {
  const encryptionKey = deriveKey(secretKey, 'signing keys')
  let known: Promise<SigningKey> | undefined
  const signingKey = (db: Db) =>
    (known ??= loadOrMake(db, encryptionKey).catch((error: unknown) => {
      known = undefined
      throw error
    }))

  return {
    sign: async (db, claims, now) => sign(await signingKey(db), claims, now),
    ready: async (db) => void (await signingKey(db)),
  }
}

function sign({ kid, privateKey }: SigningKey, { sub, ...claims }: AccessClaims, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1_000)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: accessToken.algorithm, typ: accessToken.type, kid })
    .setIssuer(accessToken.issuer)
    .setAudience(accessToken.audience)
    .setSubject(sub)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + accessToken.lifetimeSeconds)
    .sign(privateKey)
}

/** Two processes that start together wait for each other here, so that the second finds what the first has made. */
async function loadOrMake(db: Db, encryptionKey: Buffer): Promise<SigningKey> {
  const [row] = await transaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('signing keys'))`)
    const newest = await tx
      .select()
      .from(signingKeys)
      .where(isNull(signingKeys.retiredAt))
      .orderBy(desc(signingKeys.createdAt))
      .limit(1)
    if (newest.length > 0) return newest
    return tx
      .insert(signingKeys)
      .values({ ...(await makeKey(encryptionKey)), createdAt: sql`clock_timestamp()` })
      .returning()
  })
  if (!row) throw new Error('The signing key was not kept')
  const { kid } = row
  const jwk = JSON.parse(decrypt(row.privateKey, encryptionKey, kid)) as JWK
  return { kid, privateKey: (await importJWK(jwk, accessToken.algorithm)) as CryptoKey }
}

async function makeKey(encryptionKey: Buffer): Promise<Omit<typeof signingKeys.$inferInsert, 'createdAt'>> {
  const { privateKey } = await generateKeyPair(accessToken.algorithm, { crv: 'Ed25519', extractable: true })
  const jwk = await exportJWK(privateKey)
  const [kid, { kty = '', crv = '', x = '' }] = [await calculateJwkThumbprint(jwk), jwk]
  return {
    kid,
    publicJwk: { kty, crv, x, kid, alg: accessToken.algorithm, use: 'sig' },
    privateKey: encrypt(JSON.stringify(jwk), encryptionKey, kid),
  }
}

import { randomUUID } from 'node:crypto'
import { desc, sql } from 'drizzle-orm'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { CannotStart } from '#compose/run.ts'
import { type Db, transaction } from '#db/client.ts'
import { signingKeys } from '#db/users/schema.ts'
import { type AccessClaims, accessToken } from '#subjects/session.ts'
import { deriveKey } from './derive-key.ts'
import { decrypt, encrypt } from './encryption.ts'

/** Signs access tokens. A process signs with one key, the newest there was when it started; the first process makes it. */
export type Signer = { sign(claims: AccessClaims, now: Date): Promise<string> }

type SigningKey = { readonly kid: string; readonly privateKey: CryptoKey }

/** Opens the key, or makes it, before anybody needs it: a process that could not sign must not start. */
export async function openSigner(db: Db, secretKey: string): Promise<Signer> {
  const signingKey = await loadOrMake(db, deriveKey(secretKey, 'signing keys'))
  return { sign: (claims, now) => sign(signingKey, claims, now) }
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
    const newest = await tx.select().from(signingKeys).orderBy(desc(signingKeys.createdAt)).limit(1)
    if (newest.length > 0) return newest
    return tx
      .insert(signingKeys)
      .values({ ...(await makeKey(encryptionKey)), createdAt: sql`clock_timestamp()` })
      .returning()
  })
  if (!row) throw new Error('The signing key was not kept')
  const { kid } = row
  const jwk = JSON.parse(opened(row, encryptionKey)) as JWK
  return { kid, privateKey: (await importJWK(jwk, accessToken.algorithm)) as CryptoKey }
}

function opened({ kid, privateKey }: typeof signingKeys.$inferSelect, encryptionKey: Buffer): string {
  try {
    return decrypt(privateKey, encryptionKey, kid)
  } catch {
    throw new CannotStart(`SECRET_KEY is not the one that the signing key ${kid} in the database was kept under`)
  }
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

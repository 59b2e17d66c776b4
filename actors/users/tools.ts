import { Type } from 'typebox'
import type { Db } from '#db/client.ts'
import { type Denylist, openDenylist } from './denylist.ts'
import { type Hashing, openHashing } from './hashing.ts'
import { openRefreshTokens, type RefreshTokens } from './refresh-tokens.ts'
import { openSigner, type Signer } from './signer.ts'

/** What accounts and logins are made with. */
export type Tools = {
  readonly hashing: Hashing
  readonly signer: Signer
  readonly refreshTokens: RefreshTokens
  readonly denylist: Denylist
}

export const env = Type.Object({
  SECRET_KEY: Type.String({ minLength: 32 }),
  REDIS_URL: Type.String({ pattern: '^rediss?://' }),
})

export async function openTools(env: Record<string, unknown>, stack: AsyncDisposableStack, db: Db): Promise<Tools> {
  const secretKey = String(env['SECRET_KEY'])
  return {
    hashing: await openHashing(),
    signer: await openSigner(db, secretKey),
    refreshTokens: openRefreshTokens(secretKey),
    denylist: stack.use(openDenylist(String(env['REDIS_URL']))),
  }
}

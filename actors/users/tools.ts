import { Type } from 'typebox'
import type { Db } from '#db/client.ts'
import { type ApiKeySecrets, openApiKeySecrets } from './api-key-secrets.ts'
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
  readonly apiKeySecrets: ApiKeySecrets
}

export const env = Type.Object({
  SECRET_KEY: Type.String({ minLength: 32 }),
  REDIS_URL: Type.String({ pattern: '^rediss?://' }),
  /** Written into every API key, so that people and scanners see which of them matter. */
  API_KEY_MODE: Type.Enum(['test', 'live'], { default: 'test' }),
})

export async function openTools(env: Record<string, unknown>, stack: AsyncDisposableStack, db: Db): Promise<Tools> {
  const secretKey = String(env['SECRET_KEY'])
  return {
    hashing: await openHashing(),
    signer: await openSigner(db, secretKey),
    refreshTokens: openRefreshTokens(secretKey),
    apiKeySecrets: openApiKeySecrets(secretKey, env['API_KEY_MODE'] === 'live' ? 'live' : 'test'),
    denylist: stack.use(openDenylist(String(env['REDIS_URL']))),
  }
}

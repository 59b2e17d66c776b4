import type { ApiKeyMode } from '#subjects/api-key.ts'
import { deriveKey } from './derive-key.ts'
import { decrypt, encrypt } from './encryption.ts'

/** How secrets of API keys are made, and how they are kept for whoever did not get the first answer. */
export type ApiKeySecrets = {
  readonly mode: ApiKeyMode
  seal(secret: string, apiKeyId: string): string
  open(sealed: string, apiKeyId: string): string
}

export function openApiKeySecrets(secretKey: string, mode: ApiKeyMode): ApiKeySecrets {
  const key = deriveKey(secretKey, 'API keys')
  return {
    mode,
    seal: (secret, apiKeyId) => encrypt(secret, key, apiKeyId),
    open: (sealed, apiKeyId) => decrypt(sealed, key, apiKeyId),
  }
}

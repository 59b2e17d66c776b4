import { LRUCache } from 'lru-cache'
import { hashApiKey, isApiKey } from '#subjects/api-key.ts'
import type { Bus } from '#subjects/bus.ts'
import type { Caller } from '#subjects/envelope.ts'
import { apiKeyInvalid, verifyApiKey } from '#subjects/users.ts'
import type { Visitor } from './auth.ts'

/** How an API key begins, which no access token does. */
export const apiKeyStart = 'tw_'

/** For so long a key is believed without asking again. That it was revoked, the denylist says at once. */
const rememberedForMs = 60_000
/** For so long one that is no good is refused without asking. */
const refusedForMs = 10_000

/**
 * Finds out who shows an API key. One with a wrong checksum is refused here; of the others the users actor is told the
 * SHA-256 alone, once however many requests show the key meanwhile.
 */
export function apiKeyReader(bus: Bus, nobody: Caller): (key: string) => Promise<Visitor> {
  const asker = bus.as(nobody)
  const known = new LRUCache<string, Visitor | 'invalid'>({
    max: 10_000,
    ttl: rememberedForMs,
    ignoreFetchAbort: true,
    fetchMethod: async (key, _stale, { options }) => {
      try {
        const { id, scopes, apiVersion, expiresAt } = await asker.request(verifyApiKey, { hash: hashApiKey(key) })
        if (expiresAt) options.ttl = Math.max(1, Math.min(rememberedForMs, Date.parse(expiresAt) - Date.now()))
        const caller: Caller = { id, role: 'staff', via: 'edge' }
        return { caller, asker: bus.as(caller), scopes, ...(apiVersion && { apiVersion }) }
      } catch (error) {
        if (!apiKeyInvalid.matches(error)) throw error
        options.ttl = refusedForMs
        return 'invalid'
      }
    },
  })
  return async (key) => {
    const visitor = known.get(key) ?? (isApiKey(key) ? await known.fetch(key) : undefined)
    if (!visitor || visitor === 'invalid') throw apiKeyInvalid()
    return visitor
  }
}

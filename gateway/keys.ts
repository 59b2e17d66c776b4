import { type CryptoKey, importJWK, type JWK } from 'jose'
import { accessToken } from '#subjects/session.ts'
import { tokenInvalid } from './problem.ts'

/** Finds the public key a token names. */
export type KeyRing = (header: { kid?: string | undefined }) => Promise<CryptoKey | Uint8Array>

const refetchEveryMs = 10_000
const retryEveryMs = 1_000
const freshForMs = 300_000

/**
 * Keeps the keys that `fetchKeys` publishes in memory. A name it does not know may be that of a new key, so it looks again,
 * but so seldom that inventing names is no way to keep anybody busy. The name only chooses among published keys.
 */
export function keyRing(fetchKeys: () => Promise<{ keys: readonly JWK[] }>): KeyRing {
  let keys: ReadonlyMap<string, CryptoKey | Uint8Array> = new Map()
  let fetching: Promise<void> | undefined
  let nextFetchAt = 0
  let staleAt = 0
  let failure: unknown

  const fetchAgain = async () => {
    try {
      keys = await imported((await fetchKeys()).keys)
      failure = undefined
      staleAt = performance.now() + freshForMs
    } catch (error) {
      failure = error
    }
    nextFetchAt = performance.now() + (failure ? retryEveryMs : refetchEveryMs)
    fetching = undefined
  }
  const refetch = () => (fetching ??= fetchAgain())

  return async ({ kid }) => {
    if (!kid) throw tokenInvalid('The access token names no key')
    const now = performance.now()
    const known = keys.get(kid)
    // A key that was withdrawn must go, too; whoever asks now still gets the answer of before.
    if (known && now > staleAt && now > nextFetchAt) void refetch()
    if (known) return known
    if (fetching || now >= nextFetchAt) await refetch()
    const found = keys.get(kid)
    // Not knowing the keys is no reason to tell anybody that their token is bad.
    if (!found && failure) throw failure
    if (!found) throw tokenInvalid('The access token is signed with an unknown key')
    return found
  }
}

async function imported(published: readonly JWK[]): Promise<Map<string, CryptoKey | Uint8Array>> {
  const usable = published.filter(({ kid, alg }) => kid && alg === accessToken.algorithm)
  const entries = usable.map(async (jwk) => [jwk.kid ?? '', await importJWK(jwk, accessToken.algorithm)] as const)
  return new Map(await Promise.all(entries))
}

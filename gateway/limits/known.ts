import { createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { RedisLink } from '../redis.ts'

/** Who has logged in to which account from where, for a month or two: those are not the ones who guess at its password. */
export type KnownPlaces = {
  readonly has: (account: string, address: string) => Promise<boolean>
  readonly note: (account: string, address: string) => Promise<void>
}

/** Two months of four megabytes at most, however many people there are. With a million of them one stranger in 32 is taken for one of them. */
const bits = 2 ** 25
const keptForSeconds = 62 * 86_400

/**
 * A bit for each account and address, so that what is kept has a bound and tells nobody who they are. Which bit, only the edge
 * knows: else strangers could look for an account of their own that shares one with somebody else's, and log in to that.
 * The first secret notes, and all are looked for. Without Redis nobody is known.
 */
export function knownPlaces(redis: RedisLink, secrets: readonly string[]): KnownPlaces {
  const [first] = secrets
  if (first === undefined) throw new Error('Without a secret no place can be known')
  return {
    has: async (account, address) => {
      const bits = secrets.map((secret) => bitOf(secret, account, address))
      const look = (client: Redis) =>
        Promise.all([0, 1].flatMap((ago) => bits.map((bit) => client.getbit(keyOf(ago), bit))))
      return redis
        .attempt(look)
        .then((found) => found.includes(1))
        .catch(() => false)
    },
    note: async (account, address) => {
      const bit = bitOf(first, account, address)
      await redis
        .attempt((client) => client.multi().setbit(keyOf(0), bit, 1).expire(keyOf(0), keptForSeconds).exec())
        .catch(() => {})
    },
  }
}

const bitOf = (secret: string, account: string, address: string) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['known place', account, address]))
    .digest()
    .readUInt32BE() % bits

function keyOf(monthsAgo: number): string {
  const now = new Date()
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo))
  return `limit:known:${month.toISOString().slice(0, 7)}`
}

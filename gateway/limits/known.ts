import { createHash } from 'node:crypto'
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

/** A bit for each account and address, so that what is kept has a bound and tells nobody who they are. Without Redis nobody is known. */
export function knownPlaces(redis: RedisLink): KnownPlaces {
  return {
    has: async (account, address) => {
      const bit = bitOf(account, address)
      const look = (client: Redis) => Promise.all([0, 1].map((ago) => client.getbit(keyOf(ago), bit)))
      return redis
        .attempt(look)
        .then((found) => found.includes(1))
        .catch(() => false)
    },
    note: async (account, address) => {
      const bit = bitOf(account, address)
      await redis
        .attempt((client) => client.multi().setbit(keyOf(0), bit, 1).expire(keyOf(0), keptForSeconds).exec())
        .catch(() => {})
    },
  }
}

const bitOf = (account: string, address: string) =>
  createHash('sha256').update(`${account} ${address}`).digest().readUInt32BE() % bits

function keyOf(monthsAgo: number): string {
  const now = new Date()
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo))
  return `limit:known:${month.toISOString().slice(0, 7)}`
}

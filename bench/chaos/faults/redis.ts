import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { type Fault, atOnce, momentary } from '../fault.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'
import { restarted } from './restarted.ts'

const emptied: Fault = {
  rows: ['F39'],
  what: 'redis emptied',
  strikes: ['redis'],
  lastsS: atOnce,
  begin: async (stage) => {
    const process = stage.process('redis')
    await process.kill()
    await rm(join(stage.dataDir, 'redis'), { recursive: true, force: true })
    await process.start()
    return momentary
  },
}

const garbage = ['', '{"items":', 'null', '\u0000\u0001\u0002', '{"id":"prd_of_nobody","name":"Poison"}']

const poisoned: Fault = {
  rows: ['F41'],
  what: 'all that is cached overwritten with garbage',
  strikes: ['redis'],
  lastsS: atOnce,
  begin: async (stage, random) => {
    await withRedis(stage, async (redis) => {
      for (const key of (await redis.keys('cache:*')).filter((key) => !key.startsWith('cache:tag:')))
        await redis.set(key, spoiled(random, await redis.getBuffer(key)), 'EX', 60)
    })
    return momentary
  },
}

/** Half of it is still there where what it was is not nonsense from the beginning. */
function spoiled(random: Random, was: Buffer | null): Buffer {
  const half = was?.subarray(0, Math.floor(was.length / 2)) ?? Buffer.alloc(0)
  return random.part() < 0.5 ? half : Buffer.from(random.one(garbage))
}

async function withRedis({ urls }: Stage, work: (redis: Redis) => Promise<void>): Promise<void> {
  const redis = new Redis(urls.redis, { maxRetriesPerRequest: 2 })
  try {
    await work(redis)
  } finally {
    redis.disconnect()
  }
}

export const redisFaults: readonly Fault[] = [restarted('F38', 'redis'), emptied, poisoned]

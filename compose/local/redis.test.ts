import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { deniedForSeconds, deniedKey } from '#subjects/session.ts'
import { startRedis } from './redis.ts'

test('a Redis that is full drops cached answers, and no login that has ended', async () => {
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-redis-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const { url } = stack.use(await startRedis({ dir: join(dir, 'redis') }))
  const redis = new Redis(url)
  stack.defer(() => redis.disconnect())
  const sessions = Array.from({ length: 500 }, (_, number) => deniedKey(`ses_${number}`))
  await Promise.all(sessions.map((key) => redis.set(key, '1', 'EX', deniedForSeconds)))

  const answer = 'x'.repeat(64 * 1024)
  for (let round = 0; round < 30; round++) {
    const keys = Array.from({ length: 100 }, (_, number) => `cache:${round}:${number}`)
    await Promise.all(keys.map((key) => redis.set(key, answer, 'EX', 60)))
  }

  expect(Number(/evicted_keys:(\d+)/.exec(await redis.info('stats'))?.[1])).toBeGreaterThan(100)
  expect(await redis.exists(...sessions)).toBe(sessions.length)
})

import { expect, inject, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { connectRedis } from '../redis.ts'
import { knownPlaces } from './known.ts'

const silent = { warn: () => {}, info: () => {} }

test('which bit stands for a place only the edge can tell, and it is still known while a secret is replaced', async () => {
  using redis = connectRedis(inject('redisUrl'), { use: 'limits', log: silent, keyPrefix: `${newId('test')}:` })
  await expect.poll(() => redis.attempt((client) => client.ping()).catch(() => '')).toBe('PONG')
  const [old, both, fresh] = [['an old secret'], ['a new secret', 'an old secret'], ['a new secret']].map((secrets) =>
    knownPlaces(redis, secrets),
  )
  const known = (places = old) => places?.has('ada', '192.0.2.1')
  expect(await known()).toBe(false)
  await old?.note('ada', '192.0.2.1')
  expect([await known(old), await known(both), await known(fresh)]).toEqual([true, true, false])
  await both?.note('ada', '192.0.2.1')
  expect(await known(fresh)).toBe(true)
  expect(await old?.has('ada', '192.0.2.2')).toBe(false)
})

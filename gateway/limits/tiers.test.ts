import { expect, test } from 'vitest'
import { rateLimitsPattern, readTiers } from './tiers.ts'

const isWritten = (text: string) => new RegExp(rateLimitsPattern).test(text)

test('limits are as usual, a factor of that, or as they are written', () => {
  expect(readTiers()?.auth.policies).toEqual([
    { name: 'auth-60s', quota: 60, windowUs: 60_000_000, intervalUs: 1_000_000 },
  ])
  expect(readTiers('x10')?.auth.policies).toMatchObject([{ quota: 600 }])
  expect(readTiers('off')).toBeUndefined()
  const tiers = readTiers('auth=5/30+50/600,user=1/1')
  expect(tiers?.auth.policies.map(({ name, quota }) => [name, quota])).toEqual([
    ['auth-30s', 5],
    ['auth-600s', 50],
  ])
  expect(tiers?.user.policies).toMatchObject([{ name: 'user-1s', quota: 1 }])
  expect(tiers?.account).toEqual(readTiers()?.account)
})

test('a limit that is written wrong is no limit, and none outlasts ten minutes', () => {
  for (const good of ['off', 'x1', 'x100000', 'address=1/1', 'address=600/10+6000/600,api-key=5/600'])
    expect([good, isWritten(good)]).toEqual([good, true])
  for (const bad of [
    '',
    'on',
    'x0',
    'x',
    'x1000000',
    'address=0/1',
    'address=1/0',
    'address=1/601',
    'nobody=1/1',
    'address=1',
    'address=1/1,',
    'address=1/1+1/2+1/3',
    'off,auth=1/1',
    'auth=1.5/1',
  ])
    expect([bad, isWritten(bad)]).toEqual([bad, false])
})

test('every usual limit ends before what says that a login has ended', () => {
  for (const { policies } of Object.values(readTiers() ?? {}))
    for (const { windowUs } of policies) expect(windowUs).toBeLessThanOrEqual(600_000_000)
})

import { setTimeout as sleep } from 'node:timers/promises'
import { array, assert, integer, property } from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, expect, inject, test } from 'vitest'
import { newId } from '#subjects/id.ts'
import { connectRedis } from '../redis.ts'
import { type Line, openLine } from '../test-line.ts'
import { openCounters } from './counters.ts'
import { limitField, policyField, violated, waitSeconds, withJitter } from './headers.ts'
import { readTiers, type Tier } from './tiers.ts'

const silent = { warn: () => {}, info: () => {} }
const stack = new AsyncDisposableStack()
afterAll(() => stack.disposeAsync())

const tierOf = (limits: string) => readTiers(`user=${limits}`)?.user as Tier

/** Some processes that count in one Redis, each by itself. */
function openProcesses(count: number, url = inject('redisUrl'), nowUs?: () => number) {
  const keyPrefix = `${newId('test')}:`
  const links = Array.from({ length: count }, () =>
    stack.use(connectRedis(url, { use: 'limits', log: silent, keyPrefix })),
  )
  const counters = links.map((redis) => stack.use(openCounters({ redis, ...(nowUs && { nowUs }) })))
  const ready = () =>
    Promise.all(
      links.map((link) => expect.poll(() => link.attempt((redis) => redis.ping()).catch(() => '')).toBe('PONG')),
    )
  return { counters, ready, keyPrefix }
}

const times = async (count: number, work: (index: number) => unknown) => {
  const outcomes = await Promise.all(Array.from({ length: count }, (_, index) => work(index)))
  return outcomes.filter((outcome) => (outcome as { admitted: boolean }).admitted).length
}

test('together, processes let in the quota and not one more, however many ask at once', async () => {
  const { counters, ready } = openProcesses(3)
  await ready()
  const tier = tierOf('20/600')
  expect(await times(90, (index) => counters[index % 3]?.together(tier, 'ada'))).toBe(20)
  expect(await times(5, () => counters[0]?.together(tier, 'bob'))).toBe(5)
})

test('a request has to fit every policy, and one that does not uses up none', async () => {
  const {
    counters: [counters],
    ready,
  } = openProcesses(1)
  await ready()
  const tier = tierOf('5/1+8/600')
  expect(await times(20, () => counters?.together(tier, 'ada'))).toBe(5)
  const refused = await counters?.together(tier, 'ada')
  expect(violated(tier, refused ?? { admitted: true, aheadUs: [] }).map(({ name }) => name)).toEqual(['user-1s'])
  await sleep(1_050)
  expect(await times(20, () => counters?.together(tier, 'ada'))).toBe(3)
})

test('what is let in here is known to the others soon, and they let in no more than happened meanwhile', async () => {
  const { counters, ready } = openProcesses(2)
  await ready()
  const [one, two] = counters
  const tier = tierOf('100/600')
  expect(await times(100, () => one?.here(tier, 'ada'))).toBe(100)
  await sleep(150)
  // Only the first is behind: its answer brings the news.
  two?.here(tier, 'ada')
  await sleep(150)
  expect(await times(100, () => two?.here(tier, 'ada'))).toBe(0)
  expect(one?.here(tier, 'ada').admitted).toBe(false)
})

test('processes that are asked in turn stay within the bound that they state', async () => {
  const { counters, ready } = openProcesses(3)
  await ready()
  const tier = tierOf('300/600')
  let admitted = 0
  for (let round = 0; round < 60; round++) {
    admitted += await times(30, (index) => counters[index % 3]?.here(tier, 'ada'))
    await sleep(10)
  }
  expect(admitted).toBeGreaterThanOrEqual(300)
  // Ten requests every ten milliseconds come to each of the two others before a report of 20 ms, and its answer, has come around.
  expect(admitted).toBeLessThanOrEqual(300 + 2 * 10 * 15)
})

test('even when all are asked at the very same moment, each lets in one quota at most', async () => {
  const { counters, ready } = openProcesses(3)
  await ready()
  const tier = tierOf('50/600')
  expect(await times(600, (index) => counters[index % 3]?.here(tier, 'ada'))).toBe(150)
})

test('without Redis each process goes on counting by itself: never open, and closed for nobody else', async () => {
  const {
    counters: [counters],
  } = openProcesses(1, 'redis://127.0.0.1:1')
  const tier = tierOf('10/600')
  expect(await times(30, () => counters?.here(tier, 'ada'))).toBe(10)
  expect(await times(30, () => counters?.together(tier, 'bob'))).toBe(10)
  expect(counters?.here(tier, 'eve').admitted).toBe(true)
})

test('when Redis comes back, a client that kept to its limit notices nothing', async () => {
  await using line: Line = await openLine(inject('redisUrl'))
  const {
    counters: [counters],
    ready,
  } = openProcesses(1, line.url)
  await ready()
  const tier = tierOf('20/1')
  line.cut()
  let refused = 0
  const keepTo = async (ms: number) => {
    for (let at = 0; at < ms; at += 60) {
      if (!counters?.here(tier, 'ada').admitted) refused++
      await sleep(60)
    }
  }
  await keepTo(2_000)
  line.mend()
  await keepTo(2_500)
  expect(refused).toBe(0)
  expect(await times(40, () => counters?.together(tier, 'ada'))).toBeGreaterThan(0)
})

test('what turned out not to count is given back', async () => {
  const {
    counters: [counters],
    ready,
  } = openProcesses(1)
  await ready()
  const tier = tierOf('3/600')
  for (let time = 0; time < 10; time++) {
    expect((await counters?.together(tier, 'ada'))?.admitted).toBe(true)
    await counters?.giveBack(tier, 'ada')
  }
  expect(await times(10, () => counters?.together(tier, 'ada'))).toBe(3)
})

test('counts go away by themselves, and before what says that a login has ended', async () => {
  const {
    counters: [counters],
    ready,
    keyPrefix,
  } = openProcesses(1)
  await ready()
  await counters?.together(tierOf('3/600'), 'ada')
  const redis = new Redis(inject('redisUrl'))
  const ttl = await redis.pttl(`${keyPrefix}limit:user:ada`)
  redis.disconnect()
  expect(ttl).toBeGreaterThan(190_000)
  expect(ttl).toBeLessThanOrEqual(200_000)
})

test('in no window is there more than the quota and what it fills again with, whatever the order of arrivals', () => {
  assert(
    property(
      integer({ min: 1, max: 50 }),
      integer({ min: 1, max: 60 }),
      array(integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 200 }),
      (quota, seconds, gaps) => {
        let at = 1
        const {
          counters: [counters],
        } = openProcesses(1, 'redis://127.0.0.1:1', () => at)
        const tier = tierOf(`${quota}/${seconds}`)
        const admitted: number[] = []
        for (const gap of gaps) {
          at += gap
          if (counters?.here(tier, 'ada').admitted) admitted.push(at)
        }
        counters?.[Symbol.dispose]()
        for (const [index, start] of admitted.entries()) {
          const within = admitted.slice(index).filter((time) => time < start + seconds * 1_000_000).length
          expect(within).toBeLessThanOrEqual(2 * quota)
        }
      },
    ),
    { numRuns: 50 },
  )
})

test('the fields are written as the draft has them, and waiting as long as told is enough', () => {
  const tier = tierOf('100/10+1000/600')
  expect(policyField(tier)).toBe('"user-10s";q=100;w=10, "user-600s";q=1000;w=600')
  expect(limitField(tier, { admitted: true, aheadUs: [5_800_000, 6_000_000] })).toBe(
    '"user-10s";r=42;t=6, "user-600s";r=990;t=6',
  )
  const refused = { admitted: false, aheadUs: [10_000_000, 599_800_000] }
  expect(limitField(tier, refused)).toBe('"user-10s";r=0;t=1, "user-600s";r=0;t=1')
  expect(violated(tier, refused).map(({ name }) => name)).toEqual(['user-10s', 'user-600s'])
  expect(waitSeconds(tier, refused)).toBe(1)
  expect(waitSeconds(tierOf('1/600'), { admitted: false, aheadUs: [600_000_000] })).toBe(600)
  for (const seconds of [1, 60, 600]) {
    const waits = Array.from({ length: 200 }, () => withJitter(seconds))
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(seconds)
    expect(new Set(waits).size).toBeGreaterThan(1)
    expect(Math.max(...waits)).toBeLessThan(seconds * 1.2 + 2)
  }
})

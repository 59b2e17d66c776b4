import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runInTurns, runLoad, runLoadDuring } from './load.ts'

const { signal } = new AbortController()

test('a closed loop never has more under way than it has workers', async () => {
  let [underWay, most] = [0, 0]
  const { operations, rate, latency } = await runLoad(
    async () => {
      most = Math.max(most, ++underWay)
      await sleep(20)
      underWay -= 1
    },
    { workers: 3, durationS: 0.3, signal },
  )

  expect(most).toBe(3)
  expect(operations).toBe(latency.count)
  expect(operations).toBeGreaterThan(10)
  expect(operations).toBeLessThanOrEqual(48)
  expect(rate).toBeLessThanOrEqual(150)
  expect(latency.p50Ms).toBeGreaterThanOrEqual(19)
})

test('an open loop blames a stall on everybody who would have come meanwhile', async () => {
  let first = true
  const { operations, latency } = await runLoad(
    async () => {
      if (!first) return
      first = false
      await sleep(300)
    },
    { workers: 1, durationS: 0.4, rate: 100, signal },
  )

  expect(operations).toBe(40)
  // Counted from when each began, all but one would be next to nothing.
  expect(latency.p50Ms).toBeGreaterThan(80)
  expect(latency.maxMs).toBeGreaterThanOrEqual(299)
})

test('failures are counted by what went wrong, and have no latency', async () => {
  let count = 0
  const { operations, errors, reasons, latency } = await runLoad(
    async () => {
      await sleep(1)
      count += 1
      if (count % 2 === 0) throw new Error('POST /orders answered 409 out-of-stock')
    },
    { workers: 1, durationS: 0.2, rate: 100, signal },
  )

  expect([operations, errors]).toEqual([10, 10])
  expect([...reasons]).toEqual([['POST /orders answered 409 out-of-stock', 10]])
  expect(latency.count).toBe(10)
})

test('parts of an operation have a latency of their own', async () => {
  const { parts } = await runLoad(
    async (_, timed) => {
      await timed('cart', sleep(5))
      await timed('order', sleep(30))
    },
    { workers: 2, durationS: 0.15, signal },
  )

  expect([...parts.keys()]).toEqual(['cart', 'order'])
  expect(parts.get('order')?.p50Ms).toBeGreaterThanOrEqual(29)
  expect(parts.get('cart')?.p50Ms).toBeLessThan(parts.get('order')?.p50Ms ?? 0)
})

test('a load that is told to stop ends at once', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 50)
  const startedAt = performance.now()

  await expect(runLoad(() => sleep(1), { workers: 2, durationS: 30, signal: stop.signal })).rejects.toThrow(/abort/i)
  await expect(runLoad(() => sleep(1), { workers: 2, durationS: 30, rate: 0.1, signal: stop.signal })).rejects.toThrow()

  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('two in turns are never under way at once, and each goes on for the whole duration', async () => {
  const underWay: [number, number] = [0, 0]
  let [together, turns, last] = [0, 0, -1]
  const of = (index: 0 | 1) => async () => {
    underWay[index] += 1
    if (last !== index) turns += 1
    last = index
    await sleep(5)
    if (underWay[index === 0 ? 1 : 0] > 0) together += 1
    underWay[index] -= 1
  }
  const shown: number[] = []
  const onProgress = ({ elapsedS }: { elapsedS: number }) => void shown.push(elapsedS)
  const both = await runInTurns([of(0), of(1)], { workers: 2, durationS: 1, signal, onProgress })

  expect([together, turns]).toEqual([0, 4])
  for (const { elapsedS, operations, latency } of both) {
    expect(elapsedS).toBeGreaterThanOrEqual(1)
    expect(elapsedS).toBeLessThan(2)
    expect(operations).toBe(latency.count)
    expect(operations).toBeGreaterThan(20)
  }
  expect(shown).toEqual([...shown].sort((one, other) => one - other))
  expect(shown.at(-1)).toBeGreaterThan(0.5)
})

test('what was to begin before an open loop was ended early is done and counted, what was to begin later is not', async () => {
  const done = new AbortController()
  setTimeout(() => done.abort(), 420)
  const stalled = { workers: 1, durationS: 3_600, rate: 10, until: done.signal, signal }
  const { operations, latency } = await runLoad(() => sleep(150), stalled)

  expect(operations).toBe(5)
  expect(latency.maxMs).toBeGreaterThan(340)
})

test('a load goes on for as long as something is being done, and an interrupt of both is told once', async () => {
  const { result, measured } = await runLoadDuring(
    () => sleep(5),
    { workers: 2, signal },
    async () => {
      await sleep(100)
      return 'done'
    },
  )
  expect(result).toBe('done')
  expect(measured.operations).toBeGreaterThan(10)

  const stop = new AbortController()
  const interrupted = { workers: 1, rate: 1, signal: stop.signal }
  setTimeout(() => stop.abort(), 50)
  // Vitest fails whatever leaves a rejection that nobody hears.
  await expect(
    runLoadDuring(
      () => sleep(5),
      interrupted,
      () => sleep(10_000, undefined, interrupted),
    ),
  ).rejects.toThrow(/abort/i)
  await sleep(20)
})

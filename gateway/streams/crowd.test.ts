import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { newId } from '#subjects/id.ts'
import { followNotifications } from '#subjects/notifications.ts'
import { followOrder } from '#subjects/orders.ts'
import { deniedKey } from '#subjects/session.ts'
import { readKeys } from '#subjects/users.ts'
import type { AppOptions } from '../app.ts'
import { startEdge, type TestEdge } from '../test-edge.ts'
import { readStream } from '../test-stream.ts'

describe('limits', () => {
  test('let nobody have more than their share, and count whoever left no longer', async () => {
    await using own = await startQuiet({ perCaller: 3 })
    const open = () => readStream(own.stream(), { token: own.token })
    const three = await Promise.all([open(), open(), open()])
    expect(three.map(({ status }) => status)).toEqual([200, 200, 200])
    const refused = await fetch(own.stream(), { headers: { authorization: `Bearer ${own.token}` } })
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'too-many-streams'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    using other = await readStream(own.stream(), {
      token: await own.signer.token({ sub: newId('usr') }),
    })
    expect(other.status).toBe(200)
    for (const reading of three) reading[Symbol.dispose]()
    await vi.waitFor(async () => {
      using again = await open()
      expect(again.status).toBe(200)
    })
  })

  test('do not count whoever left before it was known who they are', async () => {
    await using own = await startQuiet({ perCaller: 1 }, { keys: false })
    const known = Promise.withResolvers<void>()
    const keys = await own.answer(
      readKeys,
      async () => (await known.promise, { keys: [own.signer.publicKey as never] }),
    )
    const leaving = request(own.stream(), { agent: false, headers: { authorization: `Bearer ${own.token}` } }).end()
    leaving.on('error', () => {})
    await vi.waitFor(() => expect(keys.asked).toBe(1))
    leaving.destroy()
    await vi.waitFor(async () => expect(await connectionsOf(own)).toBe(0))
    known.resolve()
    using staying = await readStream(own.stream(), { token: own.token })
    expect(staying.status).toBe(200)
  })

  test('keep a process from taking more than it can hold', async () => {
    await using own = await startQuiet({ atMost: 4 })
    const readings = []
    for (let reader = 0; reader < 5; reader++) readings.push(await readStream(own.stream(), { token: own.token }))
    expect(readings.map(({ status }) => status)).toEqual([200, 200, 200, 200, 503])
    for (const reading of readings) reading[Symbol.dispose]()
  })

  test('cut off whoever does not read, who goes on where they were', async () => {
    await using own = await startEdge({ build: { streams: { heartbeatMs: 500 } } })
    const at = await own.app.listen({ port: 0, host: '127.0.0.1' })
    const [mine, length] = [await own.signer.token(), 3_000]
    const actor = await own.answer(followNotifications, async ({ after = 0 }) => ({
      items: Array.from({ length: Math.min(20, length - after) }, (_, index) => longMail(after + index + 1)),
      state: after + 20 < length ? ('more' as const) : ('open' as const),
    }))
    const path = `${at}/notifications/events`
    using slow = await readStream(path, { token: mine, lastEventId: 0 })
    slow.pause()
    await vi.waitFor(async () => expect(await connectionsOf(own)).toBe(0), 10_000)
    // It was not read to the end for somebody who does not read.
    expect(actor.asked).toBeLessThan(length / 20 / 2)
    slow.resume()
    await slow.ended
    const last = slow.heard.at(-1)?.id ?? 0
    expect(last).toBeLessThan(length)
    using quick = await readStream(path, { token: mine, lastEventId: last })
    await vi.waitFor(() => expect(quick.heard.at(-1)?.id).toBe(length), 10_000)
    expect([...slow.heard, ...quick.heard].map(({ id }) => id)).toEqual(Array.from({ length }, (_, index) => index + 1))
  })
})

const longMail = (seq: number) => ({
  seq,
  id: newId('ntf'),
  template: 'x'.repeat(20_000),
  channel: 'email' as const,
  subject: 'A long one',
  status: 'sent' as const,
  createdAt: '2026-01-01T00:00:00.000Z',
  sentAt: '2026-01-01T00:00:00.000Z',
})

const connectionsOf = (own: TestEdge) =>
  new Promise<number>((resolve, reject) =>
    own.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )

describe('a token', () => {
  test('that ends, ends its streams, which say so', async () => {
    await using own = await startQuiet({ heartbeatMs: 300 })
    const now = Math.floor(Date.now() / 1_000)
    // Believed for two seconds more: so far may clocks be apart.
    const short = await own.signer.token({ iat: now - 100, exp: now - 58 })
    using reading = await readStream(own.stream(), { token: short })
    expect(reading.status).toBe(200)
    await reading.ended
    const detail = 'The access token has expired'
    expect(reading.heard).toEqual([{ event: 'end', data: { reason: 'token-invalid', detail } }])
  })

  test('whose login ends, ends its streams, and no others', async () => {
    await using own = await startQuiet({ heartbeatMs: 300 })
    const leaving = await own.signer.token({ sid: 'ses_leaving' })
    using reading = await readStream(own.stream(), { token: leaving })
    using staying = await readStream(own.stream(), { token: own.token })
    await own.redis.set(deniedKey('ses_leaving'), '1')
    await reading.ended
    expect(reading.heard).toMatchObject([{ event: 'end', data: { reason: 'token-invalid' } }])
    await sleep(600)
    expect(staying.heard).toEqual([])
    expect(staying.besides.length).toBeGreaterThan(1)
  })
})

test('a server that closes sends its readers on at once, each at another time', async () => {
  await using own = await startQuiet({ perCaller: 100 })
  const readings = await Promise.all(Array.from({ length: 20 }, () => readStream(own.stream(), { token: own.token })))
  const start = performance.now()
  await own.app.close()
  expect(performance.now() - start).toBeLessThan(2_000)
  await Promise.all(readings.map(({ ended }) => ended))
  expect(readings.every(({ heard }) => heard.at(-1)?.data['reason'] === 'closing')).toBe(true)
  const retries = readings.map(({ besides }) => besides.filter((line) => line.startsWith('retry: ')).at(-1))
  expect(new Set(retries).size).toBeGreaterThan(10)
})

/** An edge of its own, on which there is an order at every address, to which nothing happens. */
async function startQuiet(streams: NonNullable<AppOptions['streams']>, options: { keys?: boolean } = {}) {
  const own = await startEdge({ ...options, build: { streams } })
  const at = await own.app.listen({ port: 0, host: '127.0.0.1' })
  await own.answer(followOrder, async () => ({ items: [], state: 'open' as const }))
  return { ...own, token: await own.signer.token(), stream: () => `${at}/orders/${newId('ord')}/events` }
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openProvider } from './provider.ts'

const sought = {
  paymentId: 'pay_1',
  attempt: 1,
  from: new Date('2026-01-01T10:00:00Z'),
  until: new Date('2026-01-01T11:00:00Z'),
}
const atSeconds = (time: string) => String(new Date(time).getTime() / 1_000)

test('a payment is looked for only among those made while it was asked for', async () => {
  await using stripe = await startListing({ pages: 1 })
  expect(await stripe.provider.find(sought)).toEqual({ kind: 'seen', intent: null })
  const [query] = stripe.queries
  expect(query?.get('created[gte]')).toBe(atSeconds('2026-01-01T09:55:00Z'))
  expect(query?.get('created[lte]')).toBe(atSeconds('2026-01-01T11:05:01Z'))
})

test('too many payments to look through are no answer, and an alarm', async () => {
  await using stripe = await startListing({ pages: Infinity })
  expect(await stripe.provider.find(sought)).toMatchObject({ kind: 'retry', alarm: true })
  expect(stripe.queries.length).toBeLessThanOrEqual(101)
})

test('no more is asked in a second than the account may ask', async () => {
  await using stripe = await startListing({ pages: 1, mostPerSecond: 4 })
  const startedAt = performance.now()
  const answers = await Promise.all(Array.from({ length: 20 }, () => stripe.provider.find(sought)))
  const asked = answers.filter(({ kind }) => kind === 'seen')
  const seconds = (performance.now() - startedAt) / 1_000
  expect(asked.length).toBeLessThanOrEqual(4 * (seconds + 1) + 1)
  expect(answers.at(-1)).toMatchObject({ kind: 'retry', afterMs: expect.any(Number) })
})

/** A Stripe that has nothing but pages of somebody else's payments. */
async function startListing({ pages, mostPerSecond }: { pages: number; mostPerSecond?: number }) {
  const queries: URLSearchParams[] = []
  const server = createServer((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://stripe').searchParams)
    const data = Array.from({ length: 100 }, (_, index) => ({ id: `pi_${queries.length}_${index}`, metadata: {} }))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ object: 'list', url: '/v1/payment_intents', has_more: queries.length < pages, data }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = openProvider({
    secretKey: 'sk_test_list',
    apiUrl,
    webhookSecrets: [],
    timeoutMs: 1_000,
    mostPerSecond,
  })
  return {
    queries,
    provider,
    [Symbol.asyncDispose]: async () => {
      provider[Symbol.dispose]()
      server.close()
    },
  }
}

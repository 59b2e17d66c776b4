import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEdge, type TestEdge } from './test-edge.ts'

let edge: TestEdge
beforeAll(async () => {
  edge = await startEdge({ build: { origins: { shop: ['https://shop.example'], staff: ['https://desk.example'] } } })
})
afterAll(() => edge[Symbol.asyncDispose]())

test('an answer is for scripts of the origins that were named, and of no other', async () => {
  const ask = (origin: string) => edge.app.inject({ url: '/healthz', headers: { origin } })
  expect((await ask('https://shop.example')).headers).toMatchObject({
    'access-control-allow-origin': 'https://shop.example',
    'access-control-expose-headers': expect.stringContaining('ETag'),
    vary: expect.stringContaining('Origin'),
  })
  for (const origin of ['https://shop.example.evil', 'http://shop.example', 'null'])
    expect((await ask(origin)).headers).not.toHaveProperty('access-control-allow-origin')
  const preflight = await edge.app.inject({
    method: 'OPTIONS',
    url: '/orders',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
  })
  expect([preflight.statusCode, preflight.headers['access-control-max-age']]).toEqual([204, '600'])
  expect(preflight.headers['access-control-allow-headers']).toContain('Last-Event-ID')
})

test.each([
  { origin: 'https://shop.example', method: 'GET', url: '/products/mug?x=1', admitted: true },
  { origin: 'https://shop.example', method: 'PATCH', url: '/products/mug', admitted: false },
  { origin: 'https://shop.example', method: 'POST', url: '/inventory/MUG/adjustments', admitted: false },
  { origin: 'https://desk.example', method: 'PATCH', url: '/products/mug', admitted: true },
  { origin: 'https://desk.example', method: 'GET', url: '/products/mug', admitted: true },
  { origin: 'https://desk.example', method: 'POST', url: '/orders', admitted: true },
])('the edge lets $origin $method $url: $admitted', async ({ origin, method, url, admitted }) => {
  const headers = { origin, 'access-control-request-method': method }
  const preflight = await edge.app.inject({ method: 'OPTIONS', url, headers })
  const answer = await edge.app.inject({ method: method as 'GET', url, headers: { origin } })
  const allowed = admitted ? origin : undefined
  expect(preflight.headers['access-control-allow-origin']).toBe(allowed)
  expect(answer.headers['access-control-allow-origin']).toBe(allowed)
  expect([preflight.headers['vary'], answer.headers['vary']].map(String)).toEqual(
    expect.arrayContaining([expect.stringContaining('Origin')]),
  )
})

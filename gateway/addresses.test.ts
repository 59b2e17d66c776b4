import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCart } from '#subjects/orders.ts'
import { startEdge, type TestEdge, withAnswer } from './test-edge.ts'

let edge: TestEdge
let authorization: string
beforeAll(async () => {
  edge = await startEdge()
  authorization = `Bearer ${await edge.signer.token()}`
})
afterAll(() => edge[Symbol.asyncDispose]())

describe('an address', () => {
  test('that leads nowhere is 404, whatever is sent there', async () => {
    const json = { 'content-type': 'application/json' }
    const answers = await Promise.all([
      edge.app.inject({ url: '/nowhere' }),
      edge.app.inject({ method: 'POST', url: '/nowhere', headers: json, payload: '{' }),
      edge.app.inject({ method: 'POST', url: '/nowhere', headers: { 'content-type': 'text/plain' }, payload: 'x' }),
    ])
    for (const response of answers) expect([response.statusCode, response.json().code]).toEqual([404, 'not-found'])
  })

  test.each([
    ['PUT', '/orders', 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/orders', 'GET, HEAD, OPTIONS, POST'],
    ['GET', '/auth/login', 'OPTIONS, POST'],
    ['HEAD', '/auth/login', 'OPTIONS, POST'],
    ['POST', '/products/mug', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
    ['GET', '/cart/lines/MUG', 'DELETE, OPTIONS, PUT'],
    ['POST', '/readyz', 'GET, HEAD, OPTIONS'],
  ] as const)('that exists for other methods only is 405: %s %s', async (method, url, allow) => {
    const payload = method === 'PUT' && { payload: '{', headers: { 'content-type': 'application/json' } }
    const response = await edge.app.inject({ method, url, ...payload })
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow])
    if (method !== 'HEAD') expect(response.json().code).toBe('method-not-allowed')
  })

  test('answers HEAD as GET, without the body', async () => {
    const [full, head] = await withAnswer(
      edge,
      readCart,
      async () => ({ id: null, lines: [], total: { amount: 0, currency: 'EUR' }, unavailable: [], version: 0 }),
      () =>
        Promise.all(
          (['GET', 'HEAD'] as const).map((method) =>
            edge.app.inject({ method, url: '/cart', headers: { authorization } }),
          ),
        ),
    )
    expect([head?.statusCode, head?.body, head?.headers['content-length']]).toEqual([200, '', `${full?.body.length}`])
  })
})

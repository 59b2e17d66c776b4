import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { readCart } from '#subjects/carts.ts'
import { startEdge, type TestEdge, withAnswer } from './test-edge.ts'

let edge: TestEdge
let authorization: string
let url: URL
beforeAll(async () => {
  edge = await startEdge()
  authorization = `Bearer ${await edge.signer.token()}`
  url = new URL(await edge.app.listen({ port: 0, host: '127.0.0.1' }))
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

  test.each(['PROPFIND', 'TRACE', 'QUERY'])(
    'that exists refuses %s as any other method, and one that does not is 404',
    async (method) => {
      const there = await say(`${method} /cart HTTP/1.1\r\nhost: x\r\n\r\n`)
      expect(there).toMatch(/^HTTP\/1.1 405 .*\r\nallow: DELETE, GET, HEAD, OPTIONS\r\n.*"method-not-allowed"/s)
      expect(await say(`${method} /nowhere HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(/^HTTP\/1.1 404 .*"not-found"/s)
    },
  )

  test('answers HEAD as GET, without the body', async () => {
    const [full, head] = await withAnswer(
      edge,
      readCart,
      async () => exampleOf(readCart).output,
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

test.each(['STRANGE /cart HTTP/1.1', 'get /cart HTTP/1.1', 'X-Y http://x/cart HTTP/1.0'])(
  'a method that nobody has heard of is 501: %s',
  async (line) => {
    expect(await say(`${line}\r\nhost: x\r\n\r\n`)).toMatch(/^HTTP\/1.1 501 .*"method-unknown"/s)
  },
)

test.each(['GET\t/ HTTP/1.1', 'STRANGE /cart', '\x16\x03\x01\x00\x01 / HTTP/1.1', '{"a": 1} HTTP/1.1'])(
  'what is no request is malformed: %j',
  async (line) => {
    expect(await say(`${line}\r\nhost: x\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 .*"malformed-request"/s)
  },
)

test.each([
  ['two hosts', 'host: x\r\nHost: y'],
  ['one host twice', 'host: x\r\nhost: x'],
  ['a host that is none', 'host: x/y'],
  ['a host with somebody in front', 'host: me@x'],
  ['hosts in a row', 'host: x y'],
  ['two logins', 'host: x\r\nauthorization: Bearer a\r\nAuthorization: Bearer b'],
])('a request with %s is refused: whoever is before this server may have read the other', async (_what, hosts) => {
  const answer = await say(`GET /healthz HTTP/1.1\r\n${hosts}\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1.1 400 .*"malformed-request"/s)
})

test.each(['shop.example', 'shop.example:8000', '[::1]:8000', '127.0.0.1', 'a_b.example', ''])(
  'a request to the host %j is answered',
  async (host) => {
    expect(await say(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /)
  },
)

/** Sends bytes as they are, and reads the answer to its end. */
async function say(bytes: string): Promise<string> {
  const socket = connect(Number(url.port), url.hostname)
  socket.end(bytes, 'latin1')
  return text(socket)
}

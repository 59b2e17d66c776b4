import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCart } from '#subjects/carts.ts'
import { exampleOf } from '#subjects/examples.ts'
import { listProducts } from '#subjects/products.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

let edge: TestEdge
let authorization: string
beforeAll(async () => {
  edge = await startEdge()
  authorization = `Bearer ${await edge.signer.token()}`
})
afterAll(() => edge[Symbol.asyncDispose]())

const put = (sku: string, payload: unknown, headers = {}) =>
  edge.app.inject({
    method: 'PUT',
    url: `/cart/lines/${sku}`,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const error = (pointer: string, code: string) => expect.arrayContaining([expect.objectContaining({ pointer, code })])

describe('a body that breaks its contract is answered with the member and the rule', () => {
  test.each([
    ['an unknown field', { quantity: 1, price: 1 }, '/price', 'unknown-field'],
    ['a missing field', {}, '/quantity', 'required'],
    ['a text for a number', { quantity: '1' }, '/quantity', 'type'],
    ['a fraction', { quantity: 1.5 }, '/quantity', 'type'],
    ['a negative quantity', { quantity: -1 }, '/quantity', 'minimum'],
    ['no quantity', { quantity: 0 }, '/quantity', 'minimum'],
    ['a huge quantity', { quantity: 1e300 }, '/quantity', 'maximum'],
    ['a number beyond all numbers', '{"quantity":1e999}', '/quantity', 'type'],
    ['null for a number', { quantity: null }, '/quantity', 'type'],
    ['a member of the path', { quantity: 1, sku: 'OTHER' }, '/sku', 'unknown-field'],
    ['an array', [1], '', 'type'],
    ['null', 'null', '', 'type'],
    ['a text', '"quantity"', '', 'type'],
    ['a NUL character', '{"quantity":1,"note":"a\\u0000b"}', '/note', 'nul'],
    ['a NUL character in a name', '{"a\\u0000b":1}', '/a\0b', 'nul'],
    ['a card number', { quantity: 1, remark: 'card 4242 4242 4242 4242' }, '/remark', 'card-number'],
    ['a card number deep inside', { quantity: 1, a: [{ b: 4_242_424_242_424_242 }] }, '/a/0/b', 'card-number'],
    ['a card number for a name', { quantity: 1, a: { '4242424242424242': 1 } }, '/a', 'card-number'],
    ['JSON deeper than 20 levels', nested(21), '/a'.repeat(20), 'depth'],
    ['JSON deeper than any stack', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '/0'.repeat(20), 'depth'],
  ])('%s', async (_what, body, pointer, code) => {
    const response = await put('MUG', body)
    expect(response.statusCode).toBe(400)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.json()).toMatchObject({ code: 'invalid-request', status: 400, errors: error(pointer, code) })
  })

  test('nobody is told a card number that somebody sent', async () => {
    const sent = ['{"quantity":1,"a":"4242424242424242"}', '{"4242424242424242":1}', '{"a":4242424242424242']
    for (const body of sent) expect((await put('MUG', body)).body).not.toContain('4242')
    expect(edge.logged.join('')).not.toContain('42424242')
  })

  test('colons, quotes and backslashes in texts are no members', async () => {
    const texts = ['a":"b', '\\', '\\":', 'x\u2028:"']
    const body = { quantity: 1, ...Object.fromEntries(texts.map((text) => [text, text])) }
    const { errors, code } = (await put('MUG', body)).json()
    expect([code, errors.length]).toEqual(['invalid-request', texts.length])
  })

  test('20 levels are not too deep to be looked at', async () => {
    expect((await put('MUG', nested(20))).json()).toMatchObject({ errors: error('/a', 'unknown-field') })
  })

  test('a member deep inside is named by its pointer', async () => {
    const response = await edge.app.inject({
      method: 'POST',
      url: '/orders',
      headers: { authorization, 'idempotency-key': 'k' },
      payload: {
        paymentMethod: 'pm_card_visa',
        shippingAddress: { name: 'Ada', line1: 'x', city: 'y', postalCode: 'z', country: 'gb' },
      },
    })
    expect(response.json()).toMatchObject({ errors: [{ pointer: '/shippingAddress/country', code: 'pattern' }] })
  })
})

describe('a body that is no acceptable JSON is refused before anybody looks at it', () => {
  test.each([
    ['no JSON', '{"quantity":', 400, 'invalid-json'],
    ['a member twice', '{"quantity":1,"quantity":99}', 400, 'invalid-json'],
    ['a member twice, once in other letters', '{"quantity":1,"quantit\\u0079":99}', 400, 'invalid-json'],
    ['a __proto__', '{"quantity":1,"__proto__":{"polluted":true}}', 400, 'invalid-json'],
    ['a prototype by way of the constructor', '{"constructor":{"prototype":{"polluted":true}}}', 400, 'invalid-json'],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'invalid-json'],
    ['more than 64 KiB', JSON.stringify({ quantity: 1, note: 'x'.repeat(65_536) }), 413, 'payload-too-large'],
    ['2 MB', JSON.stringify({ note: 'x'.repeat(2_000_000) }), 413, 'payload-too-large'],
  ])('%s', async (_what, body, status, code) => {
    const response = await put('MUG', body)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test.each([
    ['text/plain', '{"quantity":1}'],
    ['application/x-www-form-urlencoded', 'quantity=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['nonsense', '{"quantity":1}'],
    ['', '{"quantity":1}'],
  ])('the content type %j', async (type, body) => {
    const response = await put('MUG', body, { 'content-type': type })
    expect([response.statusCode, response.json().code]).toEqual([415, 'unsupported-media-type'])
  })

  test('an encoding nobody asked for', async () => {
    expect((await put('MUG', '{"quantity":1}', { 'content-encoding': 'gzip' })).statusCode).toBe(415)
  })

  test('a client that is still sending 2 MB gets its answer', async () => {
    if (!edge.app.server.listening) await edge.app.listen({ port: 0, host: '127.0.0.1' })
    const address = `http://127.0.0.1:${(edge.app.server.address() as AddressInfo).port}`
    const response = await fetch(`${address}/cart/lines/MUG`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ note: 'x'.repeat(2_000_000) }),
    })
    expect(response.status).toBe(413)
    for (const [bytes, status] of [
      ['GET / HTTP/1.1\r\nhost: x\r\nbroken header\r\n\r\n', 400],
      [`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ] as const) {
      const socket = connect((edge.app.server.address() as AddressInfo).port, '127.0.0.1')
      socket.end(bytes)
      expect(await text(socket)).toMatch(
        new RegExp(`^HTTP/1.1 ${status} .*application/problem\\+json.*"status":${status}`, 's'),
      )
    }
  })
})

test.each([
  ['POST /auth/login', 400],
  ['POST /webhooks/stripe', 503],
  ['PUT /cart/lines/MUG', 400],
  ['DELETE /nowhere', 404],
  ['OPTIONS /cart', 204],
  ['GET /cart', 200],
])('%s with a type and no body is answered at once, and so is what follows it', async (line, status) => {
  await edge.answer(readCart, async () => exampleOf(readCart).output)
  if (!edge.app.server.listening) await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((edge.app.server.address() as AddressInfo).port, '127.0.0.1')
  const head = `host: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json`
  socket.write(`${line} HTTP/1.1\r\n${head}\r\n\r\n`)
  socket.write(`PUT /cart/lines/MUG HTTP/1.1\r\n${head}\r\ncontent-length: 2\r\n\r\n{}`)
  socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  const answers = (await text(socket)).match(/HTTP\/1\.1 \d+/g)
  expect(answers).toEqual([status, 400, 200].map((code) => `HTTP/1.1 ${code}`))
})

describe('path and query', () => {
  const get = (url: string) => edge.app.inject({ url })

  test.each([
    ['/products?limit=0', '/limit', 'minimum'],
    ['/products?limit=101', '/limit', 'maximum'],
    ['/products?limit=ten', '/limit', 'type'],
    ['/products?limit=1.5', '/limit', 'type'],
    ['/products?limit=1e1', '/limit', 'type'],
    ['/products?limit=', '/limit', 'type'],
    ['/products?limit=1&limit=2', '/limit', 'type'],
    ['/products?q=a&q=b', '/q', 'type'],
    ['/products?inStock=1', '/inStock', 'type'],
    ['/products?inStock=yes', '/inStock', 'type'],
    ['/products?price%5Bgte%5D=-1', '/price[gte]', 'minimum'],
    ['/products?sort=rating', '/sort', 'enum'],
    ['/products?q=a%00b', '/q', 'pattern'],
    ['/products?page=2', '/page', 'unknown-field'],
    ['/products?__proto__=1', '/__proto__', 'unknown-field'],
    ['/products/No%20Slug', '/productId', 'pattern'],
    ['/categories?limit=1', '/limit', 'unknown-field'],
  ])('%s', async (url, pointer, code) => {
    const response = await get(url)
    expect(response.json()).toMatchObject({ status: 400, code: 'invalid-request', errors: error(pointer, code) })
  })

  test('texts in a query are read as what they stand for, and defaults are filled in', async () => {
    const inputs: unknown[] = []
    await edge.answer(listProducts, async (input) => {
      inputs.push(input)
      return { items: [], next: null }
    })
    await get('/products?limit=5&inStock=false&price[gte]=100&q=12')
    await get('/products')
    expect(inputs).toEqual([{ limit: 5, inStock: false, 'price[gte]': 100, q: '12' }, { limit: 20 }])
  })

  test.each([
    ['/products/%zz', 400, 'malformed-request'],
    [`/products/${'a'.repeat(101)}`, 414, 'uri-too-long'],
  ])('an address no router can read: %s', async (url, status, code) => {
    const response = await get(url)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
    expect(response.headers['request-id']).toMatch(/^req_/)
  })

  test('a query on a command is not overlooked', async () => {
    const response = await edge.app.inject({ method: 'DELETE', url: '/cart?all=true', headers: { authorization } })
    expect(response.json()).toMatchObject({ errors: error('/all', 'unknown-field') })
  })
})

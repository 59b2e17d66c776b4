import { once } from 'node:events'
import { createServer } from 'node:net'
import { base64url, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { expect, test, vi } from 'vitest'
import { readCart } from '#subjects/carts.ts'
import { placeOrder } from '#subjects/orders.ts'
import { listMovements } from '#subjects/inventory.ts'
import { listCategories, archiveProduct } from '#subjects/products.ts'
import { deniedKey } from '#subjects/session.ts'
import { readKeys, refreshSession } from '#subjects/users.ts'
import { newId } from '#subjects/id.ts'
import { ada, goodClaims, newSigner, type Signer, startEdge, type TestEdge } from './test-edge.ts'
import { emptyCart } from './test-example.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const fresh = {
  accessToken: 'a.b.c',
  tokenType: 'Bearer',
  expiresIn: 600,
  refreshToken: 'rt',
  user: { id: ada, email: 'ada@example.com', name: 'Ada', role: 'customer', createdAt: '2026-01-01T00:00:00.000Z' },
} as const
const now = () => Math.floor(Date.now() / 1_000)

type Forge = (signer: Signer) => Promise<string>

const forgeries: [string, Forge][] = [
  ['another key under the same name', async () => (await newSigner('first')).token()],
  ['a key of its own in the header', async ({ publicKey }) => (await newSigner('first')).token({}, { jwk: publicKey })],
  ['a key to be fetched', async () => (await newSigner('first')).token({}, { jku: 'http://127.0.0.1:1/jwks.json' })],
  ['a certificate to be fetched', async () => (await newSigner('x')).token({}, { x5u: 'http://127.0.0.1:1/x.pem' })],
  ['a key name that is a path', async () => (await newSigner('../../first')).token()],
  ['a key name that is SQL', async () => (await newSigner("' or 1=1 --")).token()],
  ['an unknown key', async () => (await newSigner('second')).token()],
  ['an empty key name', ({ token }) => token({}, { kid: '' })],
  ['no key name', ({ token }) => token({}, { kid: undefined })],
  ['no algorithm', async () => new UnsecuredJWT(goodClaims()).encode()],
  [
    'the algorithm "none"',
    async ({ token }) => withHeader(await token(), { alg: 'none', typ: 'at+jwt', kid: 'first' }),
  ],
  [
    'the algorithm "None" and no signature',
    async ({ token }) => withHeader(await token(), { alg: 'None', kid: 'first' }, ''),
  ],
  ['HS256 with the public key as the secret', async ({ publicKey }) => hs256(base64url.decode(publicKey.x ?? ''))],
  [
    'HS256 with the published text as the secret',
    async ({ publicKey }) => hs256(new TextEncoder().encode(JSON.stringify(publicKey))),
  ],
  ['RS256', rs256],
  [
    'a critical extension',
    async ({ token }) => withHeader(await token(), { alg: 'EdDSA', kid: 'first', typ: 'at+jwt', crit: ['x'], x: 1 }),
  ],
  ['another type of token', ({ token }) => token({}, { typ: 'JWT' })],
  ['no type', ({ token }) => token({}, { typ: undefined })],
  ['another issuer', ({ token }) => token({ iss: 'elsewhere' })],
  ['no issuer', ({ token }) => token({ iss: undefined })],
  ['another audience', ({ token }) => token({ aud: 'another-api' })],
  ['no audience', ({ token }) => token({ aud: undefined })],
  ['no end', ({ token }) => token({ exp: undefined })],
  ['an end in the past', ({ token }) => token({ exp: now() - 61 })],
  ['a start in the future', ({ token }) => token({ nbf: now() + 120 })],
  ['no time of its making', ({ token }) => token({ iat: undefined })],
  ['a time of its making in the future', ({ token }) => token({ iat: now() + 120 })],
  ['an end that is further away than users puts any', ({ token }) => token({ iat: now() - 3_600, exp: now() + 3_600 })],
  ['a role that does not exist', ({ token }) => token({ role: 'system' })],
  ['no role', ({ token }) => token({ role: undefined })],
  ['a subject that is nobody', ({ token }) => token({ sub: 'admin' })],
  ['no login', ({ token }) => token({ sid: undefined })],
  ['a login that would break a header', ({ token }) => token({ sid: 'ses 1\r\nCaller: admin' })],
  ['changed claims under the old signature', async ({ token }) => withClaims(await token(), { role: 'admin' })],
  ['a cut signature', async ({ token }) => (await token()).slice(0, -4)],
  ['two parts', async ({ token }) => (await token()).split('.').slice(0, 2).join('.')],
  ['no token', async () => 'x'],
]

function withHeader(token: string, header: object, signature?: string): string {
  const [, claims, old] = token.split('.')
  return [base64url.encode(JSON.stringify(header)), claims, signature ?? old].join('.')
}

function withClaims(token: string, claims: object): string {
  const [header, , signature] = token.split('.')
  return [header, base64url.encode(JSON.stringify({ ...goodClaims(), ...claims })), signature].join('.')
}

const hs256 = (secret: Uint8Array) =>
  new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'first' }).sign(secret)

async function rs256(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  return new SignJWT(goodClaims()).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'first' }).sign(privateKey)
}

test('only a token that users signed for this API, and that has not expired, opens a door', async () => {
  await using edge = await startEdge()
  const cart = await edge.answer(readCart, async () => emptyCart)
  for (const [what, forge] of forgeries) {
    const response = await edge.app.inject({ url: '/cart', headers: bearer(await forge(edge.signer)) })
    expect([what, response.statusCode, response.json().code]).toEqual([what, 401, 'token-invalid'])
    expect(response.headers['www-authenticate']).toMatch(/^Bearer error="invalid_token", error_description="[^"]+"$/)
  }
  expect(cart.asked).toBe(0)
  const good = await edge.app.inject({ url: '/cart', headers: bearer(await edge.signer.token()) })
  expect([good.statusCode, good.json()]).toEqual([200, emptyCart])
  expect(edge.lastCaller()).toEqual({ id: goodClaims()['sub'], role: 'customer', via: 'edge', session: 'ses_1' })
})

test('without a token, or with something else for one, the answer says how to authenticate', async () => {
  await using edge = await startEdge()
  for (const headers of [
    {},
    { authorization: 'Basic YWRhOmFkYQ==' },
    { authorization: 'Bearer' },
    { authorization: '' },
  ]) {
    const response = await edge.app.inject({ url: '/orders', headers })
    expect([response.statusCode, response.json().code]).toEqual([401, 'unauthorized'])
    expect(response.headers['www-authenticate']).toBe('Bearer')
  }
})

test('a token is not looked at where nobody needs one, so that an old one does not keep anybody from a new one', async () => {
  await using edge = await startEdge({ keys: false, redisUrl: 'redis://127.0.0.1:1' })
  await edge.answer(refreshSession, async () => fresh)
  await edge.answer(listCategories, async () => ({ items: [] }))
  const tokens = [await edge.signer.token({ exp: now() - 3_600 }), await edge.signer.token({ role: 'staff' }), 'x']
  for (const headers of [...tokens.map(bearer), { authorization: 'Basic YWRhOmFkYQ==' }]) {
    const payload = { refreshToken: 'x'.repeat(43) }
    const refreshed = await edge.app.inject({ method: 'POST', url: '/auth/refresh', headers, payload })
    const read = await edge.app.inject({ url: '/categories', headers })
    expect([refreshed.statusCode, read.statusCode]).toEqual([200, 200])
    expect(edge.lastCaller()).toMatchObject({ role: 'anonymous' })
  }
})

test('a token under a key that was withdrawn is refused within minutes, however often it is shown', async () => {
  await using edge = await startEdge({ keys: false })
  await edge.answer(readCart, async () => emptyCart)
  const second = await newSigner('second')
  let published = [edge.signer.publicKey, second.publicKey]
  await edge.answer(readKeys, async () => ({ keys: published as never }))
  const token = await edge.signer.token({ exp: now() + 86_400 })
  const status = async () => (await edge.app.inject({ url: '/cart', headers: bearer(token) })).statusCode
  expect(await status()).toBe(200)
  published = [second.publicKey]

  const [clock, start] = [performance.now.bind(performance), performance.now()]
  let ahead = 0
  const later = vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead)
  try {
    while (ahead < 420_000 && (await status()) === 200) ahead += 30_000
    expect(await status()).toBe(401)
    expect(performance.now() - start).toBeGreaterThan(300_000)
  } finally {
    later.mockRestore()
  }
})

test('a token is refused before the body is looked at', async () => {
  await using edge = await startEdge()
  const response = await edge.app.inject({
    method: 'POST',
    url: '/orders',
    headers: { 'content-type': 'x' },
    payload: '{',
  })
  expect(response.statusCode).toBe(401)
})

test('each role opens its own doors and those below', async () => {
  await using edge = await startEdge()
  await edge.answer(readCart, async () => emptyCart)
  await edge.answer(listMovements, async () => ({ items: [], next: null }))
  const statuses = async (role: string) => {
    const headers = bearer(await edge.signer.token({ role, sid: `ses_${role}` }))
    const responses = await Promise.all(
      ['/cart', '/inventory/MUG/movements'].map((url) => edge.app.inject({ url, headers })),
    )
    return responses.map(({ statusCode }) => statusCode)
  }
  expect(await statuses('customer')).toEqual([200, 403])
  expect(await statuses('staff')).toEqual([200, 200])
  expect(await statuses('admin')).toEqual([200, 200])
})

test('a login that has ended is refused from then on, whatever its tokens say', async () => {
  await using edge = await startEdge()
  await edge.answer(readCart, async () => emptyCart)
  const [mine, other] = await Promise.all(['ses_a', 'ses_b'].map((sid) => edge.signer.token({ sid })))
  const status = async (token = '') => (await edge.app.inject({ url: '/cart', headers: bearer(token) })).statusCode
  expect([await status(mine), await status(other)]).toEqual([200, 200])
  await edge.redis.set(deniedKey('ses_a'), '1')
  expect([await status(mine), await status(other)]).toEqual([401, 200])
})

test('without Redis customers go on, and what staff may change waits', async () => {
  await using edge = await startEdge({ redisUrl: 'redis://127.0.0.1:1' })
  await whileRedisIsAway(edge)
})

test('a Redis that hangs counts as one that is away', async () => {
  const hanging = createServer(() => {}).listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  const { port } = hanging.address() as { port: number }
  {
    await using edge = await startEdge({ redisUrl: `redis://127.0.0.1:${port}` })
    await whileRedisIsAway(edge)
  }
  hanging.close()
})

async function whileRedisIsAway(edge: TestEdge): Promise<void> {
  await edge.answer(readCart, async () => emptyCart)
  await edge.answer(listMovements, async () => ({ items: [], next: null }))
  const archived = await edge.answer(archiveProduct, async () => null)
  const [customer, staff] = await Promise.all(['customer', 'staff'].map((role) => edge.signer.token({ role })))
  const remove = { method: 'DELETE', url: `/products/${newId('prd')}`, headers: bearer(staff ?? '') } as const
  const start = performance.now()
  for (let round = 0; round < 10; round++) {
    expect((await edge.app.inject({ url: '/cart', headers: bearer(customer ?? '') })).statusCode).toBe(200)
    expect((await edge.app.inject({ url: '/inventory/MUG/movements', headers: bearer(staff ?? '') })).statusCode).toBe(
      200,
    )
    const refused = await edge.app.inject(remove)
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '1'])
  }
  expect(performance.now() - start).toBeLessThan(1_500)
  expect(archived.asked).toBe(0)
}

test('keys are fetched when a token names a new one, and not for every name somebody makes up', async () => {
  await using edge = await startEdge()
  await edge.answer(readCart, async () => emptyCart)
  const fetched = await edge.answer(readKeys, async () => ({ keys: [edge.signer.publicKey as never] }))
  const before = fetched.asked
  for (let name = 0; name < 20; name++) {
    const { token } = await newSigner(`made-up-${name}`)
    expect((await edge.app.inject({ url: '/cart', headers: bearer(await token()) })).statusCode).toBe(401)
  }
  expect(fetched.asked - before).toBeLessThanOrEqual(1)
  expect((await edge.app.inject({ url: '/cart', headers: bearer(await edge.signer.token()) })).statusCode).toBe(200)
})

test('while the keys cannot be had, a token is not called bad', async () => {
  await using edge = await startEdge({ keys: false })
  for (let attempt = 0; attempt < 2; attempt++) {
    const response = await edge.app.inject({ url: '/cart', headers: bearer(await edge.signer.token()) })
    expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '1'])
  }
})

test('a published key of another kind is not used', async () => {
  await using edge = await startEdge({ keys: false })
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'ec', alg: 'ES256', use: 'sig' }
  await edge.answer(readKeys, async () => ({ keys: [jwk as never, edge.signer.publicKey as never] }))
  await edge.answer(readCart, async () => emptyCart)
  const token = await new SignJWT(goodClaims())
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'ec' })
    .sign(privateKey)
  expect((await edge.app.inject({ url: '/cart', headers: bearer(token) })).statusCode).toBe(401)
  expect((await edge.app.inject({ url: '/cart', headers: bearer(await edge.signer.token()) })).statusCode).toBe(200)
})

test('a command keeps its name on the way, and one that must have a name is not sent without', async () => {
  await using edge = await startEdge()
  const keys: unknown[] = []
  await edge.answer(placeOrder, async (_input, { idempotencyKey }) => {
    keys.push(idempotencyKey)
    throw new Error('seen')
  })
  const place = async (key?: string) => {
    const headers = { ...bearer(await edge.signer.token()), ...(key !== undefined && { 'idempotency-key': key }) }
    const shippingAddress = { name: 'Ada', line1: 'a', city: 'b', postalCode: 'c', country: 'GB' }
    const payload = { paymentMethod: 'pm_card_visa', shippingAddress }
    return (await edge.app.inject({ method: 'POST', url: '/orders', headers, payload })).json().code
  }
  expect(await place()).toBe('idempotency-key-missing')
  for (const bad of ['', 'two words', 'a, b', '"open', 'ümlaut', 'x'.repeat(256), `"${'x'.repeat(256)}"`]) {
    expect([bad, await place(bad)]).toEqual([bad, bad === '' ? 'invalid-request' : 'invalid-request'])
  }
  for (const good of ['bare-token', '"two words"', '"say \\"hi\\""']) expect(await place(good)).toBe('internal')
  expect(keys).toEqual(['bare-token', 'two words', 'say "hi"'])
})

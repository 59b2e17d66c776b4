import { expect, inject, test } from 'vitest'
import { newApiKey } from '#subjects/api-key.ts'
import { readStock } from '#subjects/inventory.ts'
import { clearCart, readCart } from '#subjects/carts.ts'
import { receiveWebhook } from '#subjects/payments.ts'
import { listCategories } from '#subjects/products.ts'
import { logIn, refreshSession, refreshTokenInvalid, verifyApiKey, wrongCredentials } from '#subjects/users.ts'
import { spelledOut } from './test-description.ts'
import { ada, startEdge, type TestEdge } from './test-edge.ts'
import { emptyCart } from './test-example.ts'
import { openLine } from './test-line.ts'

const user = {
  id: ada,
  email: 'ada@example.com',
  name: 'Ada',
  role: 'customer' as const,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const session = { accessToken: 'a.b.c', tokenType: 'Bearer' as const, expiresIn: 600, refreshToken: 'rt', user }

async function openShop(rateLimits: string, options: Parameters<typeof startEdge>[0] = {}) {
  const edge = await startEdge({ rateLimits, ...options })
  await edge.answer(listCategories, async () => ({ items: [] }))
  await edge.answer(readCart, async () => emptyCart)
  await edge.answer(clearCart, async () => null)
  const tried = await edge.answer(logIn, async ({ password }) => {
    if (password !== 'right') throw wrongCredentials()
    return session
  })
  const read = (remoteAddress = '192.0.2.1', headers: Record<string, string> = {}) =>
    edge.app.inject({ url: '/categories', remoteAddress, headers })
  const attempt = (remoteAddress: string, password = 'wrong', email = 'ada@example.com') =>
    edge.app.inject({ method: 'POST', url: '/auth/login', remoteAddress, payload: { email, password } })
  return Object.assign(edge, { tried, read, attempt })
}

type Responding = () => Promise<{ statusCode: number }>

async function statuses(count: number, respond: Responding): Promise<number[]> {
  const codes: number[] = []
  for (let time = 0; time < count; time++) codes.push((await respond()).statusCode)
  return codes
}

const times = (count: number, code: number) => Array.from({ length: count }, () => code)

test('an answer says where its client stands, and one too many is told how to go on', async () => {
  await using edge = await openShop('address=3/60+100/600')
  const first = await edge.read()
  expect(first.headers).toMatchObject({
    'ratelimit-policy': '"address-60s";q=3;w=60, "address-600s";q=100;w=600',
    ratelimit: '"address-60s";r=2;t=20, "address-600s";r=99;t=6',
  })
  expect(await statuses(2, () => edge.read())).toEqual([200, 200])
  const refused = await edge.read()
  expect([refused.statusCode, refused.headers['content-type']]).toEqual([429, 'application/problem+json'])
  const body = refused.json()
  expect(body).toMatchObject({
    type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
    status: 429,
    code: 'quota-exceeded',
    retryable: true,
    detail: 'There may be 3 in 60 seconds and 100 in 600 seconds',
    'violated-policies': ['address-60s'],
  })
  expect(refused.headers['ratelimit']).toMatch(/^"address-60s";r=0;t=20, /)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(20)
  expect(refused.headers['retry-after']).toBe(String(body.retryAfter))
  expect((await edge.read('192.0.2.2')).statusCode).toBe(200)
})

test('whatever is asked counts, also what does not exist, but not what operators ask', async () => {
  await using edge = await openShop('address=4/60')
  expect(await statuses(2, () => edge.app.inject('/nowhere'))).toEqual([404, 404])
  const unknown = await edge.app.inject({ url: '/categories', headers: { 'api-version': 'none' } })
  expect([unknown.statusCode, unknown.headers['ratelimit']]).toEqual([400, '"address-60s";r=1;t=45'])
  expect(await statuses(2, () => edge.app.inject('/openapi.json'))).toEqual([200, 429])
  expect((await edge.app.inject('/nowhere')).statusCode).toBe(429)
  for (const url of ['/healthz', '/readyz']) {
    const response = await edge.app.inject(url)
    expect([url, response.statusCode, response.headers['ratelimit']]).toEqual([url, 200, undefined])
  }
})

test('a made-up X-Forwarded-For gives nobody more', async () => {
  await using edge = await openShop('address=3/60')
  const pretend = (index: number) =>
    edge.read('192.0.2.1', { 'x-forwarded-for': `198.51.100.${index}`, forwarded: `for=198.51.100.${index}` })
  let index = 0
  expect(await statuses(5, () => pretend(index++))).toEqual([...times(3, 200), 429, 429])
})

test('behind proxies that are trusted the client is the last hop that none of them is', async () => {
  await using edge = await openShop('address=2/60', { build: { trustProxy: '10.0.0.0/8,fd00::/8' } })
  const via =
    (forwarded: string, proxy = '10.0.0.1') =>
    () =>
      edge.read(proxy, { 'x-forwarded-for': forwarded })
  expect(await statuses(3, via('203.0.113.1'))).toEqual([200, 200, 429])
  // Whatever the client claims stands to the left of what the proxy has added.
  expect(await statuses(1, via('198.51.100.1, 203.0.113.1'))).toEqual([429])
  expect(await statuses(1, via('unknown, , 203.0.113.1, 10.0.0.2'))).toEqual([429])
  expect(await statuses(1, via('203.0.113.1, fd00::7', 'fd00::8'))).toEqual([429])
  expect(await statuses(1, via('::ffff:203.0.113.1'))).toEqual([429])
  expect(await statuses(1, via('203.0.113.1:5123'))).toEqual([429])
  expect(await statuses(3, via('2001:db8:1:1::1'))).toEqual([200, 200, 429])
  expect(await statuses(1, via('2001:db8:1:1:ffff::2'))).toEqual([429])
  expect(await statuses(1, via('2001:db8:1:2::1'))).toEqual([200])
  // A proxy that passes on what is no address answers for it.
  expect(await statuses(3, via('made-up', '10.0.0.9'))).toEqual([200, 200, 429])
  expect(await statuses(1, via('made-up-too', '10.0.0.9'))).toEqual([429])
  // And one that is not trusted is a client.
  expect(await statuses(3, via('203.0.113.77', '192.0.2.9'))).toEqual([200, 200, 429])
})

test('somebody who logged in is counted wherever they are, and nobody is charged for a token that was refused', async () => {
  await using edge = await openShop('user=3/60')
  const token = await edge.signer.token()
  let address = 0
  const ask = (authorization: string, method: 'GET' | 'DELETE') =>
    edge.app.inject({ method, url: '/cart', remoteAddress: `192.0.2.${address++}`, headers: { authorization } })
  const forged = `${token.slice(0, -4)}AAAA`
  expect(await statuses(10, () => ask(`Bearer ${forged}`, 'DELETE'))).toEqual(times(10, 401))
  expect(await statuses(2, () => ask(`Bearer ${token}`, 'DELETE'))).toEqual([204, 204])
  expect((await ask(`Bearer ${token}`, 'GET')).statusCode).toBe(200)
  await expect.poll(async () => (await ask(`Bearer ${token}`, 'DELETE')).statusCode).toBe(429)
  const refused = await ask(`Bearer ${token}`, 'GET')
  expect([refused.statusCode, refused.json()['violated-policies']]).toEqual([429, ['user-60s']])
  const other = await edge.signer.token({ sub: 'usr_00000000000000000000000eve', sid: 'ses_2' })
  expect((await ask(`Bearer ${other}`, 'DELETE')).statusCode).toBe(204)
})

test('an API key has a count of its own', async () => {
  await using edge = await openShop('api-key=2/60,user=1/600')
  const stock = {
    onHand: 1,
    owed: 0,
    reserved: 0,
    available: 1,
    shelves: [],
    version: 1,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
  await edge.answer(readStock, async ({ sku }) => ({ sku, ...stock }))
  const id = 'key_00000000000000000000000001'
  await edge.answer(verifyApiKey, async () => ({
    id,
    scopes: ['inventory:read' as const],
    apiVersion: null,
    expiresAt: null,
  }))
  const headers = { authorization: `Bearer ${newApiKey('test')}` }
  expect(await statuses(3, () => edge.app.inject({ url: '/inventory/MUG', headers }))).toEqual([200, 200, 429])
  const refused = await edge.app.inject({ url: '/inventory/MUG', headers })
  expect(refused.json()['violated-policies']).toEqual(['api-key-60s'])
})

test('all gateways together let somebody do no more than one would', async () => {
  await using edge = await openShop('user=5/600')
  const other = await edge.another()
  const headers = { authorization: `Bearer ${await edge.signer.token()}` }
  const all = Array.from({ length: 30 }, (_, index) =>
    (index % 2 ? edge.app : other).inject({ method: 'DELETE', url: '/cart', headers }),
  )
  const codes = (await Promise.all(all)).map(({ statusCode }) => statusCode)
  expect(codes.filter((code) => code === 204)).toHaveLength(5)
})

test('trying to get in is limited by address, whatever is tried', async () => {
  await using edge = await openShop('auth=4/60')
  await edge.answer(refreshSession, async () => Promise.reject(refreshTokenInvalid()))
  const refresh = () =>
    edge.app.inject({
      method: 'POST',
      url: '/auth/refresh',
      remoteAddress: '192.0.2.1',
      payload: { refreshToken: 'x'.repeat(43) },
    })
  let account = 0
  expect(await statuses(2, () => edge.attempt('192.0.2.1', 'wrong', `user${account++}@example.com`))).toEqual([
    401, 401,
  ])
  expect(await statuses(3, refresh)).toEqual([401, 401, 429])
  const refused = await edge.attempt('192.0.2.1', 'right', 'somebody@example.com')
  expect([refused.statusCode, refused.json()['violated-policies']]).toEqual([429, ['auth-60s']])
  expect((await edge.attempt('192.0.2.2', 'right')).statusCode).toBe(200)
  expect((await edge.read('192.0.2.1')).statusCode).toBe(200)
  expect(edge.tried.asked).toBe(3)
})

test('whoever goes on after being refused again and again is told that this is abnormal', async () => {
  await using edge = await openShop('auth=2/60,abuse=3/600')
  expect(await statuses(5, () => edge.attempt('192.0.2.1'))).toEqual([401, 401, 429, 429, 429])
  const refused = await edge.attempt('192.0.2.1')
  expect([refused.statusCode, refused.json()]).toMatchObject([
    429,
    {
      type: 'https://iana.org/assignments/http-problem-types#abnormal-usage-detected',
      code: 'abnormal-usage-detected',
      'violated-policies': ['abuse-600s'],
    },
  ])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(590)
  expect((await edge.attempt('192.0.2.2')).statusCode).toBe(401)
})

test('trying at one account from ever more addresses gives no more tries, and does not keep its owner out', async () => {
  await using edge = await openShop('account=5/600')
  const home = '203.0.113.1'
  expect((await edge.attempt(home, 'right')).statusCode).toBe(200)
  let address = 0
  const spray = () =>
    edge.attempt(`198.51.100.${address++}`, 'wrong', address % 2 ? 'ada@example.com' : ' ADA@example.com'.trim())
  expect(await statuses(8, spray)).toEqual([...times(5, 401), ...times(3, 429)])
  const refused = await spray()
  expect(refused.json()['violated-policies']).toEqual(['account-600s'])
  // From where the owner has logged in before there is a count of its own, that strangers cannot use up.
  expect(await statuses(3, () => edge.attempt(home, 'right'))).toEqual(times(3, 200))
  expect((await edge.attempt('198.51.100.200', 'wrong', 'bob@example.com')).statusCode).toBe(401)
})

test('logging in often is no guessing', async () => {
  await using edge = await openShop('account=3/600')
  expect(await statuses(12, () => edge.attempt('203.0.113.1', 'right'))).toEqual(times(12, 200))
  expect(await statuses(4, () => edge.attempt('203.0.113.1'))).toEqual([401, 401, 401, 429])
})

test('a try that nobody could judge is none', async () => {
  await using edge = await openShop('account=3/600')
  await edge.tried[Symbol.asyncDispose]()
  expect(await statuses(6, () => edge.attempt('203.0.113.1', 'right'))).toEqual(times(6, 503))
})

test('a provider may send more from one address than anybody else', async () => {
  await using edge = await openShop('address=1/60,webhook=4/60')
  await edge.answer(receiveWebhook, async () => null)
  const send = () =>
    edge.app.inject({
      method: 'POST',
      url: '/webhooks/stripe',
      headers: { 'stripe-signature': 't=1,v1=x', 'content-type': 'application/json' },
      payload: '{}',
    })
  expect(await statuses(5, send)).toEqual([...times(4, 204), 429])
})

test('without Redis limits hold in each gateway, and nobody else is kept out', async () => {
  await using line = await openLine(inject('redisUrl'))
  await using edge: TestEdge & Awaited<ReturnType<typeof openShop>> = await openShop('auth=3/60,address=20/60', {
    redisUrl: line.url,
  })
  line.cut()
  expect(await statuses(4, () => edge.attempt('192.0.2.1'))).toEqual([401, 401, 401, 429])
  expect((await edge.attempt('192.0.2.2')).statusCode).toBe(401)
  expect(await statuses(21, () => edge.read('192.0.2.3'))).toEqual([...times(20, 200), 429])
  expect(edge.logged.join()).toContain('each gateway counts requests by itself')
  line.mend()
  await expect.poll(async () => (await edge.attempt('192.0.2.4')).statusCode).toBe(401)
})

test('with limits off nothing is counted', async () => {
  await using edge = await openShop('off')
  const response = await edge.read()
  expect([response.statusCode, response.headers['ratelimit']]).toEqual([200, undefined])
})

test('every operation tells of the limits in what the API says of itself', async () => {
  await using edge = await startEdge()
  const told = await edge.app.inject('/openapi.json')
  const { paths } = spelledOut(told.json<{ paths: Record<string, Record<string, Operation>> }>())
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, { responses }] of Object.entries(operations)) {
      const name = `${method} ${path}`
      for (const [status, { headers }] of Object.entries(responses))
        expect([name, status, Object.keys(headers ?? {})]).toEqual([
          name,
          status,
          expect.arrayContaining(['RateLimit', 'RateLimit-Policy']),
        ])
      expect(Object.keys(responses['429']?.headers ?? {}), name).toContain('Retry-After')
    }
  }
  const text = JSON.stringify(paths['/auth/login'])
  expect(text).toContain('AbnormalUsageDetected')
  expect(JSON.stringify(paths['/cart'])).not.toContain('AbnormalUsageDetected')
})

type Operation = { readonly responses: Record<string, { readonly headers?: object }> }

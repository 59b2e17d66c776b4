import { expect, inject, test } from 'vitest'
import { hashApiKey, newApiKey } from '#subjects/api-key.ts'
import { listMovements, readStock } from '#subjects/inventory.ts'
import { readCart } from '#subjects/carts.ts'
import { forbidden } from '#subjects/problem.ts'
import { archiveProduct, listCategories } from '#subjects/products.ts'
import { deniedKey } from '#subjects/session.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { apiKeyInvalid, listApiKeys, verifyApiKey } from '#subjects/users.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { openLine } from './test-line.ts'

const id = 'key_00000000000000000000000001'
const key = newApiKey('test')
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** An edge where one key is known, and everything it could ask is answered. */
async function openShop(
  known: Partial<OutputOf<typeof verifyApiKey>> = {},
  options: Parameters<typeof startEdge>[0] = {},
) {
  const edge = await startEdge(options)
  const verified = await edge.answer(verifyApiKey, async ({ hash }) => {
    if (hash !== hashApiKey(key)) throw apiKeyInvalid()
    return { id, scopes: ['inventory:read' as const], apiVersion: null, expiresAt: null, ...known }
  })
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
  await edge.answer(listMovements, async () => ({ items: [], next: null }))
  await edge.answer(listCategories, async () => ({ items: [] }))
  const read = (token = key, url = '/inventory/MUG') => edge.app.inject({ url, headers: bearer(token) })
  return Object.assign(edge, { verified, read })
}

test('a key speaks for itself as staff, and only its hash leaves the edge', async () => {
  await using edge = await openShop()
  expect((await edge.read()).statusCode).toBe(200)
  expect(edge.lastCaller()).toEqual({ id, role: 'staff', via: 'edge' })
  expect(edge.logged.join()).not.toContain(key)
})

test('a key is verified once for many requests, and one that is no good is not asked about again and again', async () => {
  await using edge = await openShop()
  await Promise.all(Array.from({ length: 20 }, () => edge.read()))
  expect(edge.verified.asked).toBe(1)
  const unknown = newApiKey('test')
  for (let time = 0; time < 3; time++) {
    const response = await edge.read(unknown)
    expect([response.statusCode, response.json().code]).toEqual([401, 'api-key-invalid'])
    expect(response.headers['www-authenticate']).toMatch(/^Bearer error="invalid_token", error_description="[^"]+"$/)
  }
  expect(edge.verified.asked).toBe(2)
  for (const slip of [`${key.slice(0, -1)}-`, key.slice(0, -1), `${key}0`, 'tw_', 'tw_live_x'])
    expect([slip, (await edge.read(slip)).statusCode]).toEqual([slip, 401])
  expect(edge.verified.asked).toBe(2)
})

test('a scope opens what it names and no more; the answer says which one is missing', async () => {
  await using edge = await openShop()
  await edge.answer(archiveProduct, async () => null)
  const url = '/products/prd_00000000000000000000000001'
  const response = await edge.app.inject({ method: 'DELETE', url, headers: bearer(key) })
  expect(response.statusCode).toBe(403)
  expect(response.json()).toMatchObject({ code: 'forbidden', scope: 'products:write' })
  expect(response.json().detail).toContain('products:write')
  expect(response.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="products:write"')
  const head = await edge.app.inject({ method: 'HEAD', url: '/inventory/MUG', headers: bearer(key) })
  expect(head.statusCode).toBe(200)
})

test('no key is a customer or an administrator, whatever its scopes', async () => {
  await using edge = await openShop({ scopes: ['orders:read', 'orders:write', 'users:read', 'users:write'] })
  const cart = await edge.answer(readCart, async () => {
    throw forbidden()
  })
  const keys = await edge.answer(listApiKeys, async () => ({ items: [], next: null }))
  for (const [url, who] of [
    ['/cart', 'customers'],
    ['/api-keys', 'administrators'],
  ] as const) {
    const response = await edge.read(key, url)
    expect([response.statusCode, response.json().code]).toEqual([403, 'forbidden'])
    expect(response.json().detail).toContain(who)
  }
  expect([cart.asked, keys.asked]).toEqual([0, 0])
})

test('a revoked key is refused at once by every edge, and stays so while Redis is away', async () => {
  await using line = await openLine(inject('redisUrl'))
  await using edge = await openShop({}, { redisUrl: line.url })
  const other = await edge.another()
  const statuses = async () => [
    (await edge.read()).statusCode,
    (await other.inject({ url: '/inventory/MUG', headers: bearer(key) })).statusCode,
  ]
  expect(await statuses()).toEqual([200, 200])
  await edge.redis.set(deniedKey(id), '1')
  await expect.poll(statuses).toEqual([401, 401])
  expect((await edge.read()).json()).toMatchObject({ code: 'api-key-invalid', detail: 'The API key was revoked' })
  line.cut()
  expect(await statuses()).toEqual([401, 401])
})

test('while Redis is away a key reads and changes nothing', async () => {
  await using edge = await openShop(
    { scopes: ['products:write', 'inventory:read'] },
    { redisUrl: 'redis://127.0.0.1:1' },
  )
  const archived = await edge.answer(archiveProduct, async () => null)
  expect((await edge.read()).statusCode).toBe(200)
  const url = '/products/prd_00000000000000000000000001'
  const response = await edge.app.inject({ method: 'DELETE', url, headers: bearer(key) })
  expect([response.statusCode, response.headers['retry-after'], archived.asked]).toEqual([503, '1', 0])
})

test('a key that ends is asked about again when it does', async () => {
  await using edge = await openShop({ expiresAt: new Date(Date.now() + 500).toISOString() })
  expect((await edge.read()).statusCode).toBe(200)
  await expect.poll(async () => (await edge.read()) && edge.verified.asked, { timeout: 5_000 }).toBeGreaterThan(1)
})

test('where nobody has to be known a key is still looked at, unless that cannot be done', async () => {
  await using edge = await openShop()
  const open = (token: string) => edge.read(token, '/categories')
  expect((await open(key)).statusCode).toBe(200)
  expect((await open(newApiKey('test'))).statusCode).toBe(401)
  await edge.verified[Symbol.asyncDispose]()
  expect((await open(newApiKey('test'))).statusCode).toBe(200)
  expect((await edge.read(newApiKey('test'))).statusCode).toBe(503)
})

test('what the API says of itself names both ways in, and the scope of each operation', async () => {
  await using edge: TestEdge = await startEdge()
  const { paths, components } = (await edge.app.inject('/openapi.json')).json()
  expect(Object.keys(components.securitySchemes)).toEqual(['accessToken', 'apiKey', 'cartToken'])
  expect(components.securitySchemes.apiKey.description).toContain('inventory:write')
  expect(paths['/inventory/{sku}'].get.security).toEqual([{ accessToken: [] }, { apiKey: ['inventory:read'] }])
  expect(paths['/inventory/{sku}/adjustments'].post.security[1]).toEqual({ apiKey: ['inventory:write'] })
  expect(paths['/cart'].get.security).toEqual([{ accessToken: [] }, { cartToken: [] }, {}])
  expect(paths['/api-keys'].post.security).toEqual([{ accessToken: [] }])
  expect(paths['/products'].get.security).toEqual([])
})

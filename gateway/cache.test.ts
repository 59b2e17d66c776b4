import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { describe, expect, test, vi } from 'vitest'
import { inventoryUpdated } from '#subjects/inventory.ts'
import { newId } from '#subjects/id.ts'
import { notFound } from '#subjects/problem.ts'
import { listProducts, productUpdated, readProduct } from '#subjects/products.ts'
import type { EventSubject, OutputOf } from '#subjects/subject.ts'
import { startEdge } from './test-edge.ts'

type Product = OutputOf<typeof readProduct>

const mug = (name: string, available = 5): Product => ({
  id: 'prd_00000000000000000000000mvg',
  slug: 'mug',
  name,
  description: 'Holds tea',
  brand: 'Harbour',
  category: 'kitchen',
  attributes: {},
  variants: [
    {
      sku: 'MUG',
      title: 'Blue',
      options: {},
      price: { amount: 1490, currency: 'EUR' },
      weightGrams: 300,
      taxClass: 'standard',
      available,
    },
    {
      sku: 'MUG-2',
      title: 'Red',
      options: {},
      price: { amount: 1490, currency: 'EUR' },
      weightGrams: 300,
      taxClass: 'standard',
      available,
    },
  ],
  status: 'active',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
})

const nameAt = async (app: FastifyInstance, url = '/products/mug') => (await app.inject({ url })).json().name as string

const updated = { productId: mug('').id, slug: 'mug', skus: ['MUG', 'MUG-2'] }

test('a product is read once for everybody, here and at the other gateways', async () => {
  await using edge = await startEdge()
  const product = await edge.answer(readProduct, async () => mug('Mug'))
  const other = await edge.another()
  const first = await edge.app.inject({ url: '/products/mug' })
  await vi.waitFor(async () => expect(await edge.kept('cache:req.products.read*')).toHaveLength(1))
  const second = await other.inject({ url: '/products/mug' })
  expect(product.asked).toBe(1)
  expect(second.rawPayload.equals(first.rawPayload)).toBe(true)
  expect(second.headers.etag).toBe(first.headers.etag)
  expect(edge.lastCaller()).toMatchObject({ id: 'anonymous', role: 'anonymous' })
})

test('however many ask at a time, the actor is asked once', async () => {
  await using edge = await startEdge()
  const product = await edge.answer(readProduct, async () => (await sleep(50), mug('Mug')))
  const answers = await Promise.all(Array.from({ length: 100 }, () => edge.app.inject({ url: '/products/mug' })))
  expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true)
  expect(product.asked).toBe(1)
})

test('a failure is not kept', async () => {
  await using edge = await startEdge()
  let there = false
  await edge.answer(readProduct, async () => {
    if (!there) throw notFound()
    return mug('Mug')
  })
  expect((await edge.app.inject({ url: '/products/mug' })).statusCode).toBe(404)
  there = true
  expect((await edge.app.inject({ url: '/products/mug' })).statusCode).toBe(200)
})

test('whoever asks after a change was heard is not given what was being loaded before', async () => {
  await using edge = await startEdge()
  const loading = Promise.withResolvers<void>()
  let name = 'old'
  const product = await edge.answer(readProduct, async () => {
    const seen = mug(name)
    if (name === 'old') await loading.promise
    return seen
  })
  const slow = nameAt(edge.app)
  await vi.waitFor(() => expect(product.asked).toBe(1))
  name = 'new'
  await edge.publish(productUpdated, updated)
  await vi.waitFor(async () => expect(await edge.kept(`cache:tag:product:${mug('').id}`)).toHaveLength(1))
  await sleep(20)
  const quick = nameAt(edge.app)
  await sleep(100)
  loading.resolve()
  expect([await slow, await quick]).toEqual(['old', 'new'])
})

test('Redis keeps the pages that many ask for, and none of those that anybody can make up', async () => {
  await using edge = await startEdge()
  const { id, slug, brand, category } = mug('Mug')
  const item = { id, slug, name: 'Mug', brand, category, priceFrom: { amount: 1490, currency: 'EUR' }, inStock: true }
  const known = new Set([undefined, category])
  const lists = await edge.answer(listProducts, async (input) => ({
    items: known.has(input.category) ? [item] : [],
    next: 'more',
  }))
  await edge.answer(readProduct, async () => mug('Mug'))
  const { next } = (await edge.app.inject({ url: '/products?limit=21' })).json<{ next: string }>()
  const rare = [
    'q=a',
    'price[gte]=1',
    'price[lte]=9',
    `cursor=${next}`,
    'include=total',
    'limit=21',
    'category=made-up',
  ]
  for (const query of [...rare, ...rare]) {
    expect((await edge.app.inject({ url: `/products?${query}` })).statusCode).toBe(200)
  }
  expect(lists.asked).toBe(rare.length)
  for (const url of ['/products', `/products?category=${category}`, '/products?sort=price', '/products/mug'])
    expect((await edge.app.inject({ url })).statusCode).toBe(200)
  await vi.waitFor(async () => expect(await edge.kept('cache:req.products.*')).toHaveLength(4))
})

describe('an event drops what it concerns', () => {
  test.each([
    ['a change of the product, by slug', productUpdated, updated, '/products/mug'],
    ['a change of the product, by id', productUpdated, updated, `/products/${mug('').id}`],
    ['a change of the product under a new slug', productUpdated, { ...updated, slug: 'beaker' }, '/products/mug'],
    ['a change of the stock of any variant', inventoryUpdated, { sku: 'MUG-2', available: 4 }, '/products/mug'],
  ])('%s', async (_what, event, data, url) => {
    await using edge = await startEdge()
    const other = await edge.another()
    let name = 'old'
    const product = await edge.answer(readProduct, async () => mug(name))
    await Promise.all([nameAt(edge.app, url), nameAt(other, url)])
    name = 'new'
    expect([await nameAt(edge.app, url), await nameAt(other, url)]).toEqual(['old', 'old'])
    await edge.publish(event, data)
    await vi.waitFor(async () => {
      expect([await nameAt(edge.app, url), await nameAt(other, url)]).toEqual(['new', 'new'])
    })
    expect(product.asked).toBeLessThan(8)
  })

  test('but not what it does not concern', async () => {
    await using edge = await startEdge()
    const product = await edge.answer(readProduct, async () => mug('Mug'))
    await nameAt(edge.app)
    await edge.publish(productUpdated, { productId: newId('prd'), slug: 'tent', skus: ['TENT'] })
    await edge.publish(inventoryUpdated, { sku: 'TENT', available: 0 })
    await sleep(100)
    await nameAt(edge.app)
    expect(product.asked).toBe(1)
  })
})

test('a load that an event overtook is given to those who waited, and kept by nobody', async () => {
  await using edge = await startEdge()
  const other = await edge.another()
  const loading = Promise.withResolvers<void>()
  let name = 'old'
  await edge.answer(readProduct, async () => {
    const seen = mug(name)
    if (name === 'old') await loading.promise
    return seen
  })
  const slow = nameAt(edge.app)
  await sleep(50)
  name = 'new'
  await edge.publish(productUpdated, updated)
  await vi.waitFor(async () => expect(await edge.kept(`cache:tag:product:${mug('').id}`)).toHaveLength(1))
  await sleep(20)
  loading.resolve()
  expect(await slow).toBe('old')
  expect([await nameAt(edge.app), await nameAt(other)]).toEqual(['new', 'new'])
})

test('a list hears of every change of a product, and of stock that sells out or comes back', async () => {
  await using edge = await startEdge()
  const lists = await edge.answer(listProducts, async () => ({ items: [], next: null }))
  const askedAfter = async (event: EventSubject, data: unknown) => {
    await edge.app.inject({ url: '/products?limit=20' })
    const before = lists.asked
    await edge.publish(event, data)
    await sleep(100)
    await edge.app.inject({ url: '/products' })
    return lists.asked - before
  }
  expect(await askedAfter(productUpdated, updated)).toBe(1)
  expect(await askedAfter(inventoryUpdated, { sku: 'MUG', available: 3 })).toBe(1)
  expect(await askedAfter(inventoryUpdated, { sku: 'MUG', available: 2 })).toBe(0)
  expect(await askedAfter(inventoryUpdated, { sku: 'MUG', available: 0 })).toBe(1)
  expect(await askedAfter(inventoryUpdated, { sku: 'MUG', available: 9 })).toBe(1)
})

test('stock that products has not noted yet is read again a little later', async () => {
  await using edge = await startEdge()
  let available = 5
  await edge.answer(readProduct, async () => mug('Mug', available))
  const shown = async () => (await edge.app.inject({ url: '/products/mug' })).json().variants[0].available as number
  await shown()
  await edge.publish(inventoryUpdated, { sku: 'MUG', available: 4 })
  await sleep(100)
  expect(await shown()).toBe(5)
  available = 4
  await vi.waitFor(async () => expect(await shown()).toBe(4), { timeout: 3_000, interval: 50 })
})

test('a gateway that starts believes nothing of what was kept before it listened', async () => {
  await using edge = await startEdge()
  let name = 'old'
  await edge.answer(readProduct, async () => mug(name))
  await nameAt(edge.app)
  name = 'new'
  const later = await edge.another()
  await sleep(100)
  expect(await nameAt(later)).toBe('new')
})

test('garbage in Redis is a miss', async () => {
  await using edge = await startEdge()
  const product = await edge.answer(readProduct, async () => mug('Mug'))
  await nameAt(edge.app)
  await vi.waitFor(async () => expect(await edge.kept('cache:req.products.read*')).toHaveLength(1))
  const [key = ''] = await edge.kept('cache:req.products.read*')
  const good = String(await edge.redis.get(key))
  // Newer than every invalidation, so that only its bytes speak against it.
  const newest = good.replace(/^\d+/, '9999999999999999')
  const bad = ['', 'garbage', '{"name":"poison"}', newest.replace('"Mug"', '"Bug"'), newest.slice(0, -9), `-1${newest}`]
  for (const text of bad) {
    await edge.redis.set(key, text)
    const fresh = await edge.another()
    // A new gateway drops everything that is older than itself, so the garbage is put there once more.
    await sleep(50)
    await edge.redis.set(key, text)
    const before = product.asked
    expect([text.slice(0, 20), await nameAt(fresh), product.asked - before]).toEqual([text.slice(0, 20), 'Mug', 1])
  }
  await edge.redis.multi().del(key).lpush(key, 'not a text at all').exec()
  expect(await nameAt(await edge.another())).toBe('Mug')
})

test('without Redis reads go to the actors, and nobody sees an error', async () => {
  await using edge = await startEdge({ redisUrl: 'redis://127.0.0.1:1' })
  let name = 'old'
  await edge.answer(readProduct, async () => mug(name))
  expect(await nameAt(edge.app)).toBe('old')
  name = 'new'
  await edge.publish(productUpdated, updated)
  await vi.waitFor(async () => expect(await nameAt(edge.app)).toBe('new'))
  expect(edge.logged.filter((line) => line.includes('reads go to the actors'))).toHaveLength(1)
})

test('a client that names what it has gets 304, and HEAD tells the same without the bytes', async () => {
  await using edge = await startEdge()
  await edge.answer(readProduct, async () => mug('Mug'))
  const { headers, rawPayload } = await edge.app.inject({ url: '/products/mug' })
  const etag = String(headers.etag)
  expect(etag).toMatch(/^"1\.[\w-]{22}"$/)
  expect(headers['cache-control']).toBe('public, s-maxage=30, stale-while-revalidate=300')
  expect(headers['content-type']).toBe('application/json')
  const ask = async (ifNoneMatch: string, method: 'GET' | 'HEAD' = 'GET') => {
    const response = await edge.app.inject({ method, url: '/products/mug', headers: { 'if-none-match': ifNoneMatch } })
    return [response.statusCode, response.body.length, response.headers.etag]
  }
  expect(await ask(etag)).toEqual([304, 0, etag])
  expect(await ask(`W/${etag}`)).toEqual([304, 0, etag])
  expect(await ask(`"other", ${etag}`)).toEqual([304, 0, etag])
  expect(await ask('*')).toEqual([304, 0, etag])
  expect(await ask(etag, 'HEAD')).toEqual([304, 0, etag])
  expect(await ask('"other"')).toEqual([200, rawPayload.length, etag])
  const head = await edge.app.inject({ method: 'HEAD', url: '/products/mug' })
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', etag])
  expect(Number(head.headers['content-length'])).toBe(rawPayload.length)
})

import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { assert, constantFrom, integer, property, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cursorInvalid } from '#subjects/cursor.ts'
import { newId } from '#subjects/id.ts'
import { listOrders } from '#subjects/orders.ts'
import { listProducts } from '#subjects/products.ts'
import { cursorSeal } from './cursor.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

const [old, fresh] = ['an old secret that was good for long', 'a new secret that is to be the better one']
const place = (index: number) => `after-${index}`

let edge: TestEdge
const seen: (string | undefined)[] = []
const seal = cursorSeal([old])

beforeAll(async () => {
  edge = await startEdge({ build: { secrets: [old] } })
  const page = async ({ cursor }: { cursor?: string }) => {
    seen.push(cursor)
    const index = Number(cursor?.slice('after-'.length) ?? 0)
    return { items: [], next: index < 2 ? place(index + 1) : null }
  }
  await edge.answer(listOrders, page)
  await edge.answer(listProducts, page)
})
afterAll(() => edge[Symbol.asyncDispose]())

const bearer = async (sub: string) => ({ authorization: `Bearer ${await edge.signer.token({ sub })}` })
const get = async (url: string, headers: Record<string, string> = {}, app = edge.app) => app.inject({ url, headers })

describe.each(['/orders', '/products?category=mugs&sort=price'])('%s', (url) => {
  test('is walked by its links, and the actor sees its own cursors', async () => {
    const headers = await bearer(newId('usr'))
    let [link, pages] = ['', 0]
    for (let next: string | undefined = url; next; pages++) {
      const page = await get(next, headers)
      expect(page.statusCode, page.body).toBe(200)
      link = String(page.headers['link'] ?? '')
      next = /^<([^>]+)>; rel="next"$/.exec(link)?.[1]
      const { next: cursor } = page.json<{ next: string | null }>()
      expect(next && new URL(next, 'http://edge').searchParams.get('cursor')).toBe(cursor ?? undefined)
      if (next) expect(next).toContain(new URL(url, 'http://edge').search.slice(1))
    }
    expect({ pages, link }).toEqual({ pages: 3, link: '' })
    expect(seen.slice(-2)).toEqual([place(1), place(2)])
  })

  test('refuses a cursor that was changed, made up, or taken before it was signed', async () => {
    const headers = await bearer(newId('usr'))
    const { next } = (await get(url, headers)).json<{ next: string }>()
    const separator = url.includes('?') ? '&' : '?'
    for (const cursor of ['', '.', place(1), `${next}x`, next.slice(0, -1), `x${next}`, next.replace('1', '2')]) {
      const refused = await get(`${url}${separator}cursor=${encodeURIComponent(cursor)}`, headers)
      expect(refused.json(), cursor).toMatchObject({
        code: 'cursor-invalid',
        status: 400,
        errors: [{ pointer: '/cursor' }],
      })
    }
  })
})

test('a cursor is good for one list, one set of filters and one reader, however many a page shows', async () => {
  const [ada, bob] = [await bearer(newId('usr')), await bearer(newId('usr'))]
  const cursorOf = async (url: string, headers = {}) => (await get(url, headers)).json<{ next: string }>().next
  const [mine, ofMugs] = [await cursorOf('/orders', ada), await cursorOf('/products?category=mugs')]
  const status = async (url: string, headers = {}) => (await get(url, headers)).statusCode

  expect(await status(`/orders?cursor=${mine}&limit=7`, ada)).toBe(200)
  expect(await status(`/orders?cursor=${mine}`, bob)).toBe(400)
  expect(await status(`/orders?cursor=${ofMugs}`, ada)).toBe(400)
  expect(await status(`/products?category=mugs&cursor=${ofMugs}&limit=7`, bob)).toBe(200)
  expect(await status(`/products?cursor=${ofMugs}`)).toBe(400)
  expect(await status(`/products?category=mugs&sort=price&cursor=${ofMugs}`)).toBe(400)
  expect(await status(`/products?category=mugs&inStock=true&cursor=${ofMugs}`)).toBe(400)
})

test('an answer from the cache of another gateway has its link, too', async () => {
  await using one = await startEdge()
  await one.answer(listProducts, async () => ({ items: [anItem], next: 'more' }))
  const first = await get('/products', {}, one.app)
  await expect.poll(() => one.kept('cache:req.products.list*')).toHaveLength(1)
  const second = await get('/products', {}, await one.another())
  expect(second.headers['link']).toBe(first.headers['link'])
  expect(first.headers['link']).toMatch(/^<\/products\?limit=20&cursor=more\.[\w-]{22}>; rel="next"$/)
})

const anItem = {
  id: 'prd_00000000000000000000000mvg',
  slug: 'mug',
  name: 'Mug',
  brand: 'Harbour',
  category: 'kitchen',
  priceFrom: { amount: 1490, currency: 'EUR' },
  inStock: true,
}

test('a link stays on the host it came from, whatever host a request is addressed to', async () => {
  await edge.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = edge.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.write('GET http://elsewhere.example/products HTTP/1.1\r\nhost: edge\r\nconnection: close\r\n\r\n')
  expect(await text(socket)).toMatch(/^link: <\/products\?/im)
})

test('while a secret is replaced, what the old one has signed is still good, and the new one signs', () => {
  const [before, during, after] = [[old], [fresh, old], [fresh]].map(cursorSeal)
  const signed = before?.seal('here', 'list') ?? ''
  expect(during?.open(signed, 'list')).toBe('here')
  expect(after?.open(during?.seal('here', 'list') ?? '', 'list')).toBe('here')
  expect(() => after?.open(signed, 'list')).toThrow(cursorInvalid().message)
  expect(() => cursorSeal([])).toThrow('Without a secret')
})

test('whatever a cursor is, it comes back as it went out, and no change of it does', () => {
  assert(
    property(
      string(),
      string(),
      constantFrom('orders', 'products'),
      integer({ min: 0 }),
      (cursor, letter, list, at) => {
        const sealed = seal.seal(cursor, list)
        expect(seal.open(sealed, list)).toBe(cursor)
        const index = at % (sealed.length + 1)
        const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1)
        if (changed !== sealed) expect(() => seal.open(changed, list)).toThrow(cursorInvalid().message)
        expect(() => seal.open(sealed, `${list}!`)).toThrow(cursorInvalid().message)
      },
    ),
    { numRuns: 300 },
  )
})

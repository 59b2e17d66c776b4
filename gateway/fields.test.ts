import { array, assert, constantFrom, property, shuffledSubarray, string, stringMatching } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleOf } from '#subjects/examples.ts'
import { listOrders, Order, readOrder } from '#subjects/orders.ts'
import { listProducts, Product, readProduct } from '#subjects/products.ts'
import { readKeys } from '#subjects/users.ts'
import { pick, selectionOf, selectionPattern } from './fields.ts'
import { startEdge, type TestEdge } from './test-edge.ts'

let edge: TestEdge
let headers: { authorization: string }
let orders: { readonly asked: number }
const order = exampleOf(readOrder).output
const product = exampleOf(readProduct).output
const page = { ...exampleOf(listProducts).output, next: 'more' }

beforeAll(async () => {
  edge = await startEdge()
  headers = { authorization: `Bearer ${await edge.signer.token()}` }
  orders = await edge.answer(readOrder, async () => order)
  await edge.answer(listOrders, async () => exampleOf(listOrders).output)
  await edge.answer(readProduct, async () => product)
  await edge.answer(listProducts, async () => page)
})
afterAll(() => edge[Symbol.asyncDispose]())

const get = (url: string) => edge.app.inject({ url, headers })

test.each([
  ['id,total.amount', { id: order.id, total: { amount: order.total.amount } }],
  ['lines.sku,lines.unitPrice.currency', { lines: [{ sku: order.lines[0]?.sku, unitPrice: { currency: 'EUR' } }] }],
  ['total.amount,total', { total: order.total }],
  ['total,total.amount,total', { total: order.total }],
  ['nextAction.clientSecret', {}],
])('of an order, %s is that and nothing else', async (fields, shown) => {
  const answer = await get(`/orders/${order.id}?fields=${fields}`)
  expect([answer.statusCode, answer.json()]).toEqual([200, shown])
  expect(answer.headers.etag).not.toBe((await get(`/orders/${order.id}`)).headers.etag)
})

test('of a list, the fields are those of what it lists, and the way to the next page stays', async () => {
  const answer = await get('/products?fields=slug,priceFrom.amount')
  const [first] = page.items
  const shown = answer.json()
  expect(shown.items).toEqual([{ slug: first?.slug, priceFrom: { amount: first?.priceFrom.amount } }])
  expect(shown.next).toMatch(/^more\./)
  expect(answer.headers['link']).toContain('fields=slug%2CpriceFrom.amount')
  expect((await get(`/products?cursor=${shown.next}`)).statusCode).toBe(200)
})

test('what is read from the cache in many forms is loaded and kept once', async () => {
  await using own = await startEdge()
  const reads = await own.answer(readProduct, async () => product)
  const urls = ['?fields=id', '?fields=name', '', '?fields=attributes.material'].map((query) => `/products/mug${query}`)
  const answers = await Promise.all(urls.map((url) => own.app.inject({ url })))
  expect(answers.map((answer) => answer.json())).toEqual([
    { id: product.id },
    { name: product.name },
    product,
    { attributes: { material: product.attributes['material'] } },
  ])
  expect(reads.asked).toBe(1)
  await expect.poll(() => own.kept('cache:req.*')).toHaveLength(1)
  const etag = String(answers[0]?.headers.etag)
  const again = await own.app.inject({ url: '/products/mug?fields=id', headers: { 'if-none-match': etag } })
  expect(again.statusCode).toBe(304)
})

test.each([
  ['', 'there are id, number, status'],
  ['id,', 'has no ""'],
  ['id.x', 'has no "x": in "id" there is nothing to choose from'],
  ['total.sum', 'has no "sum": in "total" there are amount, currency'],
  ['lines.0.sku', 'has no "0": in "lines" there are sku'],
  ['constructor', 'has no "constructor"'],
  ['__proto__', 'has no "__proto__"'],
  ['total.__proto__', 'has no "__proto__"'],
  ['id;drop', 'has no "id;drop"'],
])('the field %o is refused before anybody is asked, with what there is', async (fields, detail) => {
  const before = orders.asked
  const answer = await get(`/orders/${order.id}?fields=${encodeURIComponent(fields)}`)
  expect(answer.json()).toMatchObject({
    status: 400,
    code: 'fields-unknown',
    errors: [{ pointer: '/fields', code: 'unknown-field', detail: expect.stringContaining(detail) }],
  })
  expect(orders.asked).toBe(before)
})

test('every GET takes fields, and no command does', async () => {
  await edge.answer(readKeys, async () => ({ keys: [edge.signer.publicKey as never] }))
  expect((await get('/.well-known/jwks.json?fields=keys.kid')).json()).toEqual({ keys: [{ kid: 'first' }] })
  const refused = await edge.app.inject({ method: 'DELETE', url: '/cart?fields=id', headers })
  expect(refused.json()).toMatchObject({ errors: [{ pointer: '/fields', code: 'unknown-field' }] })
  expect((await get('/cart?fields=id&fields=lines')).statusCode).toBe(400)
})

const paths = Object.entries(order).flatMap(([name, value]) =>
  typeof value === 'object' && !Array.isArray(value) ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
)

test('whatever is selected, nothing else is there, in the order of the whole, and all of it is the whole', () => {
  assert(
    property(shuffledSubarray(paths, { minLength: 1 }), array(constantFrom(...paths)), (chosen, repeated) => {
      const wanted = repeated.filter((path) => chosen.includes(path)).concat(chosen)
      const kept = pick(order, selectionOf(wanted.join(','), Order)) as object
      const left = Object.entries(kept).flatMap(([name, value]) =>
        paths.includes(name) ? [name] : Object.keys(value as object).map((inner) => `${name}.${inner}`),
      )
      expect(left).toEqual(paths.filter((path) => chosen.includes(path)))
      expect(order).toMatchObject(kept)
    }),
  )
  expect(pick(order, selectionOf(paths.join(','), Order))).toEqual(order)
})

test.each([
  ['an order', Order],
  ['a product', Product],
])('what may be selected of %s is told by a pattern', (_what, schema) => {
  const pattern = new RegExp(selectionPattern(schema), 'u')
  const isTaken = (fields: string) => {
    try {
      return selectionOf(fields, schema).size > 0
    } catch {
      return false
    }
  }
  assert(property(stringMatching(pattern, { maxLength: 200 }), isTaken))
  const names = 'id,lines,variants,sku,price,amount,total,options,colour,x-1,'.split(',')
  const step = constantFrom(...names)
  const fields = array(string({ unit: constantFrom('.', ',', 'a') }).chain((join) => step.map((name) => name + join)))
  assert(
    property(fields, (parts) => isTaken(parts.join('')) === pattern.test(parts.join(''))),
    { numRuns: 1_000 },
  )
})

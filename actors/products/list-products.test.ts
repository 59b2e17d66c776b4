import { type SQLWrapper, sql } from 'drizzle-orm'
import { assert, asyncProperty, constantFrom, string } from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { onDatabase } from '#db/databases.ts'
import { catalogue } from '#db/products/catalogue.ts'
import { cursorInvalid, writeCursor } from '#subjects/cursor.ts'
import { listCategories, listProducts, readProduct, updateProduct } from '#subjects/products.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import { staff } from '../world.ts'
import { selectPage } from './product-page.ts'
import { type Shop, shopper, startShop, variant } from './test-shop.ts'

type Input = InputOf<typeof listProducts>
type Item = OutputOf<typeof listProducts>['items'][number]

const { categories, products } = catalogue()
let shop: Shop

beforeAll(async () => {
  shop = await startShop()
  // An actor does not own its tables and so cannot do this; in a shop that runs, autovacuum does.
  await using owner = connectDb(
    onDatabase(inject('postgresUrl'), new URL(shop.databaseUrl('products')).pathname.slice(1)),
  )
  await owner.db.execute(sql`analyze products`)
})
afterAll(() => shop[Symbol.asyncDispose]())

const list = (input: Input) => shop.as(shopper).request(listProducts, input)
const slugs = async (input: Input) => (await list({ limit: 100, ...input })).items.map(({ slug }) => slug)

/** Follows the pages to the end, with something done after each of them. */
async function walk(input: Input, between = async () => {}): Promise<Item[]> {
  const items: Item[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list({ ...input, ...(cursor && { cursor }) })
    items.push(...page.items)
    cursor = page.next
    await between()
  }
  return items
}

test.each(['name', '-name', 'price', '-price', '-createdAt'] as const)(
  'the pages sorted by %s are the whole shop, once and in order',
  async (sort) => {
    const items = await walk({ sort, limit: 90 })
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    expect(items.length).toBeGreaterThanOrEqual(products.length)
    const key = { name: sql`name`, price: sql`price_from`, createdAt: sql`created_at` }[sort.replace('-', '')]
    const direction = sql.raw(sort.startsWith('-') ? 'desc' : 'asc')
    const inOrder = await shop
      .db('products')
      .execute<{ id: string }>(
        sql`select id from products where status = 'active' order by ${key} ${direction}, id ${direction}`,
      )
    expect(items.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id))
  },
)

test('everything in the shop is listed and read as its contract says', async () => {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list({ limit: 100, ...(cursor && { cursor }) })
    expect(listProducts.output.errors(page)).toEqual([])
    const reads = page.items.map(({ id }) => shop.as(shopper).request(readProduct, { productId: id }))
    expect((await Promise.all(reads)).flatMap((product) => readProduct.output.errors(product))).toEqual([])
    cursor = page.next
  }
})

test('a product that joins while somebody turns the pages moves nothing', async () => {
  const before = await walk({ sort: '-price', limit: 100 })
  let dearest = 90_000_000
  const during = await walk({ sort: '-price', limit: 100 }, async () => {
    dearest += 1
    await shop.create({ variants: [variant(`DEAREST-${dearest}`, dearest)] })
  })
  expect(during).toEqual(before)
})

test('products are found while their name is being typed, the best match first', async () => {
  for (const q of ['enam mug', 'enamel mug', 'mug enamel', 'ENAMEL MUGS', 'pendeen mug', '"enamel mug"']) {
    expect((await slugs({ q }))[0], q).toBe('enamel-mug')
  }
  expect(await slugs({ q: 'xylophone' })).toEqual([])
  expect(await slugs({ q: '?!' })).toEqual([])
})

test('an excluded word means itself and not every word that begins like it', async () => {
  await shop.create({ slug: 'redwood-bowl', name: 'Redwood Bowl', variants: [variant('BOWL-REDWOOD', 100)] })
  await shop.create({ slug: 'red-redwood-bowl', name: 'Red Redwood Bowl', variants: [variant('BOWL-RED', 100)] })
  expect(await slugs({ q: 'redw bowl -red' })).toEqual(['redwood-bowl'])
  expect(await slugs({ q: 'redw bowl' })).toEqual(expect.arrayContaining(['redwood-bowl', 'red-redwood-bowl']))
})

test('matches come page by page, each once, in the order of their rank', async () => {
  const q = 'wool or oak or steel'
  const all = await list({ q, limit: 100 })
  expect(all.items.length).toBeGreaterThan(10)
  expect(await walk({ q, limit: 3 })).toEqual(all.items)
  const byPrice = (await list({ q, sort: 'price', limit: 100 })).items.map(({ priceFrom }) => priceFrom.amount)
  expect(byPrice).toEqual(byPrice.toSorted((a, b) => a - b))
})

test('nothing that can be typed is a bug', async () => {
  const typed = string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((q) => listProducts.input.matches({ q }))
  const operators = string({ unit: constantFrom(...`'"!&|<->()*:\\ ab$%`.split('')), minLength: 1, maxLength: 40 })
  for (const words of [typed, operators]) {
    await assert(
      asyncProperty(words, async (q) => {
        await list({ q, limit: 1 })
      }),
      { numRuns: 100 },
    )
  }
})

test('a department holds what stands on its shelves', async () => {
  const kitchen = products.filter(({ category }) => parentOf(category) === 'home-and-kitchen').map(({ slug }) => slug)
  const shown = (await walk({ category: 'home-and-kitchen', limit: 100 })).map(({ slug }) => slug)
  expect(shown).toEqual(expect.arrayContaining(kitchen))
  const mugs = await walk({ category: 'mugs-and-glasses', limit: 100 })
  expect(new Set(mugs.map(({ category }) => category))).toEqual(new Set(['mugs-and-glasses']))
  expect(await slugs({ category: 'no-such-shelf' })).toEqual([])
  const counted = await list({ category: 'home-and-kitchen', limit: 1, include: 'total' })
  expect(counted).toMatchObject({ total: shown.length, relation: 'eq' })
})

test('a price finds what has something at that price, and in stock if that was asked for', async () => {
  const variants = [variant('TENT-S', 700_010), variant('TENT-M', 700_030), variant('TENT-L', 700_060)]
  await shop.create({ slug: 'three-tents', variants })
  await Promise.all([shop.tellStock('TENT-S', 1, 0), shop.tellStock('TENT-M', 1, 5), shop.tellStock('TENT-L', 1, 0)])
  await shop.settle()
  const within = (low: number, high: number) => ({ 'price[gte]': 700_000 + low, 'price[lte]': 700_000 + high })

  expect(await slugs(within(20, 50))).toEqual(['three-tents'])
  expect(await slugs(within(11, 29))).toEqual([])
  expect(await slugs({ ...within(20, 50), inStock: true })).toEqual(['three-tents'])
  expect(await slugs({ ...within(50, 70), inStock: true })).toEqual([])
  expect(await slugs({ 'price[gte]': 700_060, 'price[lte]': 700_060 })).toEqual(['three-tents'])
})

test('what is sold out is told from what is not', async () => {
  expect(await slugs({ q: 'brass sextant', inStock: true })).not.toContain('brass-sextant')
  expect(await slugs({ q: 'brass sextant', inStock: false })).toContain('brass-sextant')
  expect(await slugs({ q: 'enamel mug', inStock: true })).toContain('enamel-mug')
})

test('a cursor is good for the list it came from and for no other, and a made-up one is refused', async () => {
  const { next } = await list({ category: 'knitwear', limit: 1 })
  const cursor = next ?? ''
  expect((await list({ category: 'knitwear', cursor })).items.length).toBeGreaterThan(1)
  const others: Input[] = [{}, { category: 'mugs-and-glasses' }, { category: 'knitwear', sort: 'price' }]
  const { next: byPrice } = await list({ sort: 'price' })
  const [listName] = JSON.parse(Buffer.from(byPrice ?? '', 'base64url').toString()) as [string]
  const forged = ['prd_1 ten', 'prd_1 99999999999999999999', 'prd_1', 'prd_1 \u0000', ''].map((place) => ({
    sort: 'price' as const,
    cursor: writeCursor(listName, place),
  }))
  const garbage = ['x', '%', 'bnVsbA', cursor.slice(0, -5)].map((text) => ({ cursor: text }))
  for (const input of [...others.map((other) => ({ ...other, cursor })), ...forged, ...garbage]) {
    await expect(list(input), JSON.stringify(input)).rejects.toSatisfy(cursorInvalid.matches)
  }
})

test('the longest name still fits a cursor', async () => {
  const names = ['🧭"'.repeat(100), '🧭"'.repeat(99)]
  for (const name of names) await shop.create({ name, brand: 'Longest' })
  expect(await walk({ q: 'longest', sort: 'name', limit: 1 })).toHaveLength(2)
})

test('a price beyond 32 bits is a price', async () => {
  await shop.create({ slug: 'island', variants: [variant('ISLAND', 10_000_000_000)] })
  expect(await slugs({ 'price[gte]': 9_999_999_999 })).toEqual(['island'])
})

test('what was renamed is found by its new name alone', async () => {
  const { id } = await shop.create({ name: 'Quixotic Lamp' })
  await shop.as(staff).request(updateProduct, { productId: id, name: 'Sensible Lamp' }, { ifVersion: '*' })
  expect(await slugs({ q: 'quixotic' })).toEqual([])
  expect(await slugs({ q: 'sensible lamp' })).toHaveLength(1)
})

test.each(['name', 'price', '-createdAt'] as const)(
  'a page sorted by %s is read from an index, not sorted',
  async (sort) => {
    const [first] = await selectPage(shop.db('products'), { sort, after: undefined, limit: 1 })
    const after = { id: first?.id ?? '', key: first?.key ?? '' }
    for (const place of [undefined, after]) {
      const plan = await explain(selectPage(shop.db('products'), { sort, after: place, limit: 21 }))
      expect(plan).toMatch(/Index Scan( Backward)? using products_by_/)
      expect(plan).not.toMatch(/Sort|Seq Scan/)
    }
  },
)

test('categories stand in the order of the shop, parents before children', async () => {
  const { items } = await shop.as(shopper).request(listCategories, {})
  expect(new Set(items)).toEqual(new Set(categories))
  items.forEach(({ parent }, index) => {
    if (parent) expect(items.findIndex(({ slug }) => slug === parent)).toBeLessThan(index)
  })
})

async function explain(query: SQLWrapper): Promise<string> {
  const rows = await shop.db('products').execute<{ 'QUERY PLAN': string }>(sql`explain ${query}`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

const parentOf = (slug: string) => categories.find((category) => category.slug === slug)?.parent

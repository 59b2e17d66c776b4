import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outbox } from '#db/messages.ts'
import { variants } from '#db/products/schema.ts'
import type { AskOptions } from '#subjects/bus.ts'
import { newId } from '#subjects/id.ts'
import { forbidden, invalidRequest, notFound, preconditionFailed, type Problem } from '#subjects/problem.ts'
import * as subject from '#subjects/products.ts'
import { customer, staff } from '../world.ts'
import { type Shop, shopper, startShop, variant } from './test-shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await startShop(2)
})
afterAll(() => shop[Symbol.asyncDispose]())

const anyVersion = { ifVersion: '*' } as const
const update = (productId: string, change: object, options: AskOptions = anyVersion) =>
  shop.as(staff).request(subject.updateProduct, { productId, ...change }, options)
const archive = (productId: string, options: AskOptions = anyVersion) =>
  shop.as(staff).request(subject.archiveProduct, { productId }, options)
const read = (idOrSlug: string, as = shopper) => shop.as(as).request(subject.readProduct, { productId: idOrSlug })
const quote = (sku: string) => shop.tools.request(subject.quoteLines, { lines: [{ sku, quantity: 1 }] })
const reason = (answer: Promise<unknown>) => answer.catch((error: Problem) => error.body)

/** What was said about a product, in order. */
async function history(id: string) {
  const rows = await shop
    .db('products')
    .select()
    .from(outbox)
    .where(eq(outbox.aggregateId, id))
    .orderBy(asc(outbox.seq))
  return rows.map(({ subject: name, aggregateVersion, body }) => [
    name,
    aggregateVersion,
    (body as { skus: string[] }).skus,
  ])
}

test('a new product can be read by id and by slug, and its event tells what inventory has to count', async () => {
  const variants = [variant('POT-B', 900), variant('POT-A', 700)]
  const product = await shop.create({ slug: 'tea-pot', attributes: { material: 'stoneware' }, variants })
  expect(product).toMatchObject({
    slug: 'tea-pot',
    version: 1,
    status: 'active',
    attributes: { material: 'stoneware' },
  })
  expect(product.variants.map(({ sku, available }) => [sku, available])).toEqual([
    ['POT-B', 0],
    ['POT-A', 0],
  ])
  expect(await read(product.id)).toEqual(product)
  expect(await read('tea-pot')).toEqual(product)
  expect(await history(product.id)).toEqual([['product.created', 1, ['POT-B', 'POT-A']]])
  const { items } = await shop.as(shopper).request(subject.listProducts, { q: 'kettle', limit: 100 })
  expect(items.find(({ slug }) => slug === 'tea-pot')).toMatchObject({ priceFrom: { amount: 700 }, inStock: false })
})

test('whoever did not hear that a product was made is told so under the same key, and is refused without one', async () => {
  const jug = { slug: 'jug', name: 'Jug', variants: [variant('JUG', 900)] }
  const named = { idempotencyKey: newId('key') }
  const [one, other] = await Promise.all([shop.create(jug, named), shop.create(jug, named)])
  expect(other).toEqual(one)
  expect(await shop.create(jug, named)).toEqual(one)
  expect(await history(one.id)).toHaveLength(1)
  expect(await reason(shop.create({ ...jug, name: 'Ewer' }, named))).toMatchObject({ code: 'idempotency-key-reused' })
  expect(await reason(shop.create(jug))).toMatchObject({ code: 'slug-taken' })
})

test('of two products that want one slug or one SKU at once, one is made and the other told which field it was', async () => {
  const twice = await Promise.allSettled([shop.create({ slug: 'wanted' }), shop.create({ slug: 'wanted' })])
  expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await reason(shop.create({ slug: 'wanted' }))).toMatchObject({
    code: 'slug-taken',
    errors: [{ pointer: '/slug' }],
  })

  const [one, other] = [variant('WANTED-A', 1), variant('WANTED-B', 1)]
  const crossed = await Promise.allSettled([
    shop.create({ slug: 'crossed-1', variants: [one, other] }),
    shop.create({ slug: 'crossed-2', variants: [other, one] }),
  ])
  expect(crossed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await reason(shop.create({ variants: [variant('UNWANTED', 1), other] }))).toMatchObject({
    code: 'sku-taken',
    errors: [{ pointer: '/variants/1/sku', detail: 'WANTED-B belongs to another product' }],
  })
  await expect(quote('UNWANTED')).rejects.toSatisfy(subject.productUnavailable.matches)
})

test('what cannot be a product is refused with the member that is wrong', async () => {
  expect(await reason(shop.create({ category: 'no-such-shelf' }))).toMatchObject({
    code: 'category-unknown',
    errors: [{ pointer: '/category' }],
  })
  expect(await reason(shop.create({ variants: [variant('MIX-1', 1), variant('MIX-2', 1, 'USD')] }))).toMatchObject({
    code: 'currency-mixed',
    errors: [{ pointer: '/variants/1/price/currency' }],
  })
  expect(await reason(shop.create({ variants: [variant('SAME', 1), variant('SAME', 2)] }))).toMatchObject({
    code: 'sku-repeated',
    errors: [{ pointer: '/variants/1/sku', code: 'repeated' }],
  })
  await expect(shop.create({ variants: [] })).rejects.toSatisfy(invalidRequest.matches)
})

test('a change is one version and one event, and leaves alone what it does not name', async () => {
  const product = await shop.create({ attributes: { colour: 'Blue', material: 'Steel' } })
  const changed = await update(product.id, { name: 'Whistler', attributes: { colour: null, volume: '2 l' } })
  expect(changed).toEqual({
    ...product,
    name: 'Whistler',
    attributes: { material: 'Steel', volume: '2 l' },
    version: 2,
    updatedAt: changed.updatedAt,
  })
  const other = await shop.create()
  expect(await reason(update(product.id, { slug: other.slug }))).toMatchObject({ code: 'slug-taken' })
  expect(await reason(update(product.id, { category: 'no-such-shelf' }))).toMatchObject({ code: 'category-unknown' })
  expect(await read(product.id)).toEqual(changed)
  expect((await history(product.id)).map(([name, version]) => [name, version])).toEqual([
    ['product.created', 1],
    ['product.updated', 2],
  ])
})

test('more attributes than a product may have are refused, however they were gathered', async () => {
  const named = (letter: string) => Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`${letter}${n}`, 'x']))
  const { id } = await shop.create({ attributes: named('a') })
  expect(await reason(update(id, { attributes: named('b') }))).toMatchObject({
    code: 'attributes-too-many',
    errors: [{ pointer: '/attributes', code: 'max-properties' }],
  })
})

test('changes made at once are a version each', async () => {
  const { id } = await shop.create()
  await Promise.all(Array.from({ length: 12 }, (_, n) => update(id, { attributes: { [`change${n}`]: 'yes' } })))
  const product = await read(id)
  expect(product.version).toBe(13)
  expect(Object.keys(product.attributes)).toHaveLength(12)
  expect((await history(id)).map(([, version]) => version)).toEqual(Array.from({ length: 13 }, (_, n) => n + 1))
})

test('of all changes meant for one version one is made, and the others are shown what there is now', async () => {
  const { id } = await shop.create()
  const names = Array.from({ length: 10 }, (_, n) => `Name ${n}`)
  const answers = await Promise.all(names.map((name) => reason(update(id, { name }, { ifVersion: [1] }))))
  const product = await read(id)
  expect(product.version).toBe(2)
  const refused = answers.filter((answer) => (answer as { code?: string }).code === preconditionFailed.code)
  expect(refused).toHaveLength(names.length - 1)
  for (const refusal of refused) expect(refusal).toMatchObject({ status: 412, version: 2, current: product })
  expect(await history(id)).toHaveLength(2)
})

test('a change that names no version is refused, and so is one that names what is no version', async () => {
  const { id } = await shop.create()
  for (const answer of [reason(update(id, { name: 'Blind' }, {})), reason(archive(id, {}))])
    expect(await answer).toMatchObject({ code: 'precondition-required', status: 428 })
  const others = [update(id, { name: 'Blind' }, { ifVersion: [] }), archive(id, { ifVersion: [0, 2] })]
  for (const answer of others.map(reason))
    expect(await answer).toMatchObject({ code: 'precondition-failed', version: 1 })
  expect(await history(id)).toHaveLength(1)
  expect(await update(id, { name: 'Seen' }, { ifVersion: [3, 1] })).toMatchObject({ version: 2 })
})

test('a product is taken off the shop by who has seen its latest version, and asking again is harmless', async () => {
  const { id } = await shop.create()
  await update(id, { name: 'Newer' })
  expect(await reason(archive(id, { ifVersion: [1] }))).toMatchObject({ code: 'precondition-failed', version: 2 })
  await archive(id, { ifVersion: [2] })
  await archive(id, { ifVersion: [2] })
  expect((await history(id)).map(([name]) => name)).toEqual(['product.created', 'product.updated', 'product.archived'])
})

test('a variant that is left out cannot be bought, keeps its SKU, and comes back with its stock', async () => {
  const [s, m, l] = [variant('HAT-S', 500), variant('HAT-M', 600), variant('HAT-L', 700)]
  const { id } = await shop.create({ slug: 'hat', variants: [s, m] })
  await shop.tellStock('HAT-S', 1, 3)
  await shop.settle()

  const without = await update(id, { variants: [l, { ...m, price: { amount: 650, currency: 'EUR' } }] })
  expect(without.variants.map(({ sku, price }) => [sku, price.amount])).toEqual([
    ['HAT-L', 700],
    ['HAT-M', 650],
  ])
  await expect(quote('HAT-S')).rejects.toSatisfy(subject.productUnavailable.matches)
  expect((await quote('HAT-M')).lines[0]?.unitPrice.amount).toBe(650)
  expect(await reason(shop.create({ variants: [s] }))).toMatchObject({ code: 'sku-taken' })
  const [kept] = await shop.db('products').select().from(variants).where(eq(variants.sku, 'HAT-S'))
  expect(kept).toMatchObject({ productId: id, available: 3, price: 500 })
  expect(await inList('hat')).toMatchObject({ priceFrom: { amount: 650 }, inStock: false })

  await update(id, { variants: [s, m, l] })
  expect((await read(id)).variants[0]).toMatchObject({ sku: 'HAT-S', available: 3 })
  expect(await inList('hat')).toMatchObject({ priceFrom: { amount: 500 }, inStock: true })
  expect((await history(id)).map(([, , skus]) => skus)).toEqual([
    ['HAT-S', 'HAT-M'],
    ['HAT-L', 'HAT-M'],
    ['HAT-S', 'HAT-M', 'HAT-L'],
  ])
})

test('a product cannot take over a SKU of another one', async () => {
  const [mine, theirs] = [await shop.create(), await shop.create()]
  const [theirVariant] = theirs.variants
  const taken = variant(theirVariant?.sku ?? '', 1)
  expect(await reason(update(mine.id, { variants: [variant('MINE-NEW', 1), taken] }))).toMatchObject({
    code: 'sku-taken',
    errors: [{ pointer: '/variants/1/sku' }],
  })
  expect(await read(mine.id)).toEqual(mine)
  expect(await read(theirs.id)).toEqual(theirs)
})

test('of many products those for sale are read as a list shows them, and the others are left out', async () => {
  const [kept, gone] = [await shop.create(), await shop.create()]
  await archive(gone.id)
  const ids = [gone.id, kept.id, newId('prd'), kept.id]
  const { items } = await shop.as(shopper).request(subject.readProducts, { ids })
  expect(items).toEqual([await inList(kept.slug)])
})

test('an archived product is gone for shoppers, there for staff, and archived once', async () => {
  const { id, slug, variants } = await shop.create()
  const missing = (await reason(read('no-such-slug'))) as object
  await Promise.all([archive(id), archive(id)])
  for (const key of [id, slug]) {
    expect(await reason(read(key, customer(newId('usr'))))).toEqual({
      ...missing,
      detail: `There is no product ${key}`,
    })
  }
  expect(await read(id, staff)).toMatchObject({ status: 'archived', version: 2 })
  expect(await inList(slug)).toBeUndefined()
  await expect(quote(variants[0]?.sku ?? '')).rejects.toSatisfy(subject.productUnavailable.matches)
  expect((await history(id)).map(([name]) => name)).toEqual(['product.created', 'product.archived'])
  expect(await reason(shop.create({ slug }))).toMatchObject({ code: 'slug-taken' })
})

test('what does not exist can be neither changed nor archived', async () => {
  const nobody = newId('prd')
  await expect(update(nobody, { name: 'Ghost' })).rejects.toSatisfy(notFound.matches)
  await expect(archive(nobody)).rejects.toSatisfy(notFound.matches)
})

test('only staff may change the catalogue', async () => {
  const product = await shop.create()
  const { id: productId, slug, name, description, brand, category } = product
  for (const caller of [shopper, customer(newId('usr'))]) {
    const asked = shop.as(caller)
    const input = { slug: `${slug}-2`, name, description, brand, category, variants: [variant('FORBIDDEN', 1)] }
    await expect(asked.request(subject.createProduct, input)).rejects.toSatisfy(forbidden.matches)
    const change = { productId, name: 'Mine' }
    await expect(asked.request(subject.updateProduct, change, anyVersion)).rejects.toSatisfy(forbidden.matches)
    await expect(asked.request(subject.archiveProduct, { productId }, anyVersion)).rejects.toSatisfy(forbidden.matches)
  }
  expect(await read(productId)).toEqual(product)
})

async function inList(slug: string) {
  const { items } = await shop.as(shopper).request(subject.listProducts, { category: 'mugs-and-glasses', limit: 100 })
  return items.find((item) => item.slug === slug)
}

import { expect, test } from 'vitest'
import { listProducts, readProduct, updateProduct } from '#subjects/products.ts'
import { parkingLot } from '#db/messages.ts'
import { staff } from '../world.ts'
import { type Shop, shopper, startShop, variant } from './test-shop.ts'

async function shown(shop: Shop, slug: string) {
  const [{ variants }, { items }] = await Promise.all([
    shop.as(shopper).request(readProduct, { productId: slug }),
    shop.as(shopper).request(listProducts, { category: 'mugs-and-glasses', limit: 100 }),
  ])
  const inStock = items.find((item) => item.slug === slug)?.inStock
  return { inStock, available: variants.map(({ available }) => available) }
}

test('the latest news about a SKU is what is shown, in whatever order and however often they come', async () => {
  await using shop = await startShop(2)
  const { slug, version } = await shop.create({ variants: [variant('LATE-A', 1), variant('LATE-B', 1)] })
  const versions = [4, 2, 9, 7, 1, 3, 8, 5, 6]
  await Promise.all([...versions, ...versions].map((n) => shop.tellStock('LATE-A', n, n * 10)))
  await shop.settle()
  expect(await shown(shop, slug)).toEqual({ inStock: true, available: [90, 0] })

  await shop.tellStock('LATE-A', 5, 50)
  await shop.tellStock('NO-SUCH-SKU', 5, 50)
  await shop.settle()
  expect(await shown(shop, slug)).toEqual({ inStock: true, available: [90, 0] })
  expect(await shop.as(shopper).request(readProduct, { productId: slug })).toMatchObject({ version })
  expect(await shop.db('products').$count(parkingLot)).toBe(0)
})

test('a product is in stock as long as one of its variants is', async () => {
  await using shop = await startShop()
  const { slug } = await shop.create({ variants: [variant('LAST-A', 1), variant('LAST-B', 1)] })
  const tell = async (...news: [sku: string, version: number, available: number][]) => {
    for (const one of news) await shop.tellStock(...one)
    await shop.settle()
    return shown(shop, slug)
  }
  expect(await tell(['LAST-A', 1, 1], ['LAST-B', 1, 1])).toEqual({ inStock: true, available: [1, 1] })
  expect(await tell(['LAST-A', 2, 0])).toEqual({ inStock: true, available: [0, 1] })
  expect(await tell(['LAST-B', 2, 0])).toEqual({ inStock: false, available: [0, 0] })
  expect(await tell(['LAST-A', 3, 2])).toEqual({ inStock: true, available: [2, 0] })
})

test('two instances that sell out the variants of one product, while staff change it, agree that it is sold out', async () => {
  await using shop = await startShop(2)
  const skus = Array.from({ length: 8 }, (_, n) => `RUSH-${n}`)
  const { id: productId, slug } = await shop.create({ variants: skus.map((sku) => variant(sku, 1)) })
  const last = 40
  const news = skus.flatMap((sku) => Array.from({ length: last }, (_, n) => [sku, n + 1, last - n - 1] as const))
  const changes = Array.from({ length: 10 }, async (_, n) => {
    const variants = skus.toReversed().map((sku) => variant(sku, n + 2))
    await shop.as(staff).request(updateProduct, { productId, variants }, { ifVersion: '*' })
  })
  await Promise.all([...news.map((one) => shop.tellStock(...one)), ...changes])
  await shop.settle()
  expect(await shown(shop, slug)).toEqual({ inStock: false, available: skus.map(() => 0) })
  expect(await shop.db('products').$count(parkingLot)).toBe(0)
})

import { expect, inject, test } from 'vitest'
import { connectDb } from '#db/client.ts'
import { seedAll } from '#db/seed-all.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import { Product } from '#subjects/products.ts'
import { shape } from '#subjects/subject.ts'
import { skuOf } from '../reserve/fill.ts'
import { fillCatalogue } from './catalogue.ts'

test('a shop is filled with copies of its products, each with a name, a SKU and stock of its own', async () => {
  await using databases = await cloneDatabases(inject('postgresUrl'), ['products', 'inventory', 'orders', 'users'])
  await seedAll({ urls: databases.urls })
  await using shop = connectDb(databases.urls.products, { max: 1, name: 'bench' })
  const { sql } = shop

  await fillCatalogue(sql, { count: 1_000, signal: new AbortController().signal, doing: () => {} })

  const copies = await sql<Copy[]>`
    select products.id, slug, name, sku, available, price = price_from and in_stock as "isOffered"
    from products join variants on product_id = products.id where sku like 'BENCH-%'`
  expect(copies).toHaveLength(1_000)
  expect(new Set(copies.map(({ sku }) => sku))).toEqual(
    new Set(Array.from({ length: 1_000 }, (_, index) => skuOf(index + 1))),
  )
  expect(new Set(copies.map(({ name }) => name)).size).toBe(1_000)
  const isId = shape(Product.properties.id)
  for (const copy of copies) {
    expect(isId.matches(copy.id), copy.id).toBe(true)
    expect(copy).toMatchObject({ available: 1_000_000, isOffered: true })
  }
})

type Copy = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly sku: string
  readonly available: number
  readonly isOffered: boolean
}

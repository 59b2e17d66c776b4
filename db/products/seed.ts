import { sql } from 'drizzle-orm'
import { newId } from '#subjects/id.ts'
import type { Tx } from '../client.ts'
import { catalogue, type SeedProduct, type SeedVariant } from './catalogue.ts'
import { categories, products, variants } from './schema.ts'

/** Whether the shop has anything in it: then it is not ours to fill. */
export async function hasProducts(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ found: boolean }>(sql`select exists (select from ${products}) as found`)
  return row?.found ?? false
}

/** What inventory says of a SKU. */
type Stock = { readonly sku: string; readonly available: number; readonly version: number }

/** Puts the demo catalogue on the shelves, as available as inventory says. */
export async function seedProducts(tx: Tx, stocks: readonly Stock[]): Promise<void> {
  const shop = catalogue()
  const now = new Date()
  const stockOf = new Map(stocks.map((stock) => [stock.sku, stock]))
  const asCounted = (variant: SeedVariant) => {
    const { available = 0, version = 0 } = stockOf.get(variant.sku) ?? {}
    return { ...variant, stock: available, stockVersion: version }
  }
  const owned = shop.products.map((product) => ({
    ...product,
    id: newId('prd'),
    variants: product.variants.map(asCounted),
  }))
  await tx.insert(categories).values(shop.categories.map((category, position) => ({ ...category, position })))
  await tx.insert(products).values(owned.map((product) => toProduct(product, now)))
  await tx.insert(variants).values(owned.flatMap(toVariants))
}

type Owned = Omit<SeedProduct, 'variants'> & { id: string; variants: (SeedVariant & { stockVersion: number })[] }

const toProduct = ({ variants, ...product }: Owned, now: Date) => ({
  ...product,
  currency,
  priceFrom: Math.min(...variants.map(({ price }) => price)),
  inStock: variants.some(({ stock }) => stock > 0),
  createdAt: now,
  updatedAt: now,
})

const toVariants = ({ id, variants }: Owned) =>
  variants.map(({ stock, ...variant }, position) => ({
    ...variant,
    productId: id,
    currency,
    position,
    available: stock,
  }))

const currency = 'EUR'

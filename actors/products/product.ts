import { eq, type SQL, sql } from 'drizzle-orm'
import type { Static } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import { emit } from '#db/outbox.ts'
import { products } from '#db/products/schema.ts'
import type { Caller } from '#subjects/envelope.ts'
import { notFound } from '#subjects/problem.ts'
import type * as subject from '#subjects/products.ts'

export type Product = Static<typeof subject.Product>

/** A product as its contract has it, archived or not: one statement, variants and all. */
export async function findProduct(db: Db | Tx, idOrSlug: string): Promise<Product | undefined> {
  // No slug has an underscore, and every id has one.
  const key = idOrSlug.includes('_') ? products.id : products.slug
  const [row] = await db.select(columns).from(products).where(eq(key, idOrSlug))
  return row && { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() }
}

/** Reads a product that nobody else changes until the transaction ends, so that what is decided by it stays true. */
export async function holdProduct(tx: Tx, productId: string): Promise<Product> {
  await tx.select({ id: products.id }).from(products).where(eq(products.id, productId)).for('no key update')
  // Read only now: a statement that waited for the row would show the variants as they were before.
  const product = await findProduct(tx, productId)
  if (!product) throw notFound(`There is no product ${productId}`)
  return product
}

const variants: SQL<Product['variants']> = sql`(
  select json_agg(
    json_build_object(
      'sku', v.sku,
      'title', v.title,
      'options', v.options,
      'price', json_build_object('amount', v.price, 'currency', v.currency),
      'weightGrams', v.weight_grams,
      'taxClass', v.tax_class,
      'available', v.available
    )
    order by v.position
  )
  from variants v
  where v.product_id = products.id and v.archived_at is null
)`

const columns = {
  id: products.id,
  slug: products.slug,
  name: products.name,
  description: products.description,
  brand: products.brand,
  category: products.category,
  attributes: products.attributes,
  variants: variants.as('variants'),
  status: products.status,
  version: products.version,
  createdAt: products.createdAt,
  updatedAt: products.updatedAt,
}

/** Created, updated and archived say the same: which product, and under which names it is known. */
type ProductEvent = typeof subject.productCreated

/** Says what happened to a product, which its version numbers. */
export async function announce(tx: Tx, event: ProductEvent, { id, slug, version, variants }: Product): Promise<void> {
  await emit(tx, event, { id, version, data: { productId: id, slug, skus: variants.map(({ sku }) => sku) } })
}

export const isStaff = ({ role }: Caller): boolean => role === 'staff' || role === 'admin' || role === 'system'

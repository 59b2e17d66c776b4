import { CannotStart } from '#compose/run.ts'
import type { listProducts, readProduct } from '#subjects/products.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { concurrently } from './concurrently.ts'
import type { Client } from './http.ts'

export type Product = OutputOf<typeof readProduct>

/** The first products of the shop, as many as one page holds, each in full. */
export async function readCatalogue(client: Client): Promise<readonly Product[]> {
  const page = (await client.expect(200, 'GET /products?limit=100')).json() as OutputOf<typeof listProducts>
  if (page.items.length === 0) throw new CannotStart('The shop is empty: seed it first (node db/seed.ts)')
  return concurrently(
    4,
    page.items,
    async ({ slug }) => (await client.expect(200, `GET /products/${slug}`)).json() as Product,
  )
}

import { dataOf, type Tradewind } from 'tradewind-client'
import { CannotStart } from '#compose/run.ts'
import { concurrently } from './concurrently.ts'

/** The first products of the shop, as many as one page holds, each in full. */
export async function readCatalogue(api: Tradewind) {
  const page = await dataOf(api.GET('/products', { params: { query: { limit: 100 } } }))
  if (page.items.length === 0) throw new CannotStart('The shop is empty: seed it first (node db/seed.ts)')
  return concurrently(4, page.items, ({ slug: productId }) =>
    dataOf(api.GET('/products/{productId}', { params: { path: { productId } } })),
  )
}

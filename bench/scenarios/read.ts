import { readCatalogue } from '../catalogue.ts'
import { readMetric } from '../metrics.ts'
import type { Scenario } from '../scenario.ts'

/** Somebody looks around the shop: three product pages for each page of a list, all of them read before. */
export const read: Scenario = {
  name: 'read',
  summary: 'product pages and lists from the caches; an operation is one page',
  unit: 'pages/s',
  async prepare({ api, client, system }) {
    const products = await readCatalogue(api)
    const categories = [...new Set(products.map(({ category }) => category))]
    const pages = products.map(({ slug }) => `GET /products/${slug}`)
    const lists = ['GET /products', ...categories.map((category) => `GET /products?category=${category}`)]
    for (const line of lists) await client.expect(200, line)
    let [turn, begunAt, askedBefore] = [0, 0, 0]

    return {
      async begin() {
        askedBefore = await askedOfProducts(system.api)
        begunAt = turn
      },
      operation(_, timed) {
        const lines = turn % 4 === 3 ? lists : pages
        // A prime apart, so that neighbours in time do not want the same thing.
        const line = lines[(turn++ * 37) % lines.length] ?? ''
        return timed(lines === lists ? 'GET /products' : 'GET /products/{slug}', client.expect(200, line))
      },
      async facts() {
        const asked = (await askedOfProducts(system.api)) - askedBefore
        const hits = 1 - asked / (turn - begunAt)
        return [`${(100 * hits).toFixed(2)} % of the pages came from a cache, ${asked} from the products actor`]
      },
    }
  },
}

/** How often the edge had to ask for a page, which is whenever neither of its caches held it. */
const askedOfProducts = (api: string) =>
  readMetric(api, 'messaging_request_duration_count', /subject="req\.products\.(?:read|list)"/)

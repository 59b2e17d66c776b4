import { readCatalogue } from '../catalogue.ts'
import { type Client, connectHttp } from '../http.ts'
import type { Operation } from '../load.ts'
import { readMetric } from '../metrics.ts'
import type { Scenario } from '../scenario.ts'
import { startWorker } from '../worker.ts'

/** Of what a bare Fastify does with the same pages. */
const mark = 0.5

/** Somebody looks around the shop: three product pages for each page of a list, all of them read before. */
export const readCached: Scenario = {
  name: 'read-cached',
  summary: `product pages and lists from the caches; an operation is one page; ${mark} × a bare Fastify with the same bytes`,
  unit: 'pages/s',
  async prepare({ api, client, system, workers, stack, signal }) {
    const products = await readCatalogue(api)
    const categories = [...new Set(products.map(({ category }) => category))]
    const pages = products.map(({ slug }) => `/products/${slug}`)
    const lists = ['/products', ...categories.map((category) => `/products?category=${category}`)]
    const args = [system.api, ...pages, ...lists]
    const bare = stack.use(await startWorker<{ url: string }>('calibration/pages-server.ts', args, signal))
    const bareClient = stack.use(connectHttp(bare.message.url, workers))
    const [ours, theirs] = [visitor(client, pages, lists), visitor(bareClient, pages, lists)]
    let [begunAt, askedBefore] = [0, 0]

    return {
      operation: ours.operation,
      yardstick: { summary: 'bare Fastify, the same bytes', operation: theirs.operation, mark },
      async begin() {
        askedBefore = await askedOfProducts(system.metrics)
        begunAt = ours.read()
      },
      async facts() {
        if (!system.metrics) return []
        const asked = (await askedOfProducts(system.metrics)) - askedBefore
        const hits = 1 - asked / (ours.read() - begunAt)
        return [`${(100 * hits).toFixed(2)} % of the pages came from a cache, ${asked} from the products actor`]
      },
    }
  },
}

/** Reads them all in the same order wherever it is let in. */
function visitor(client: Client, pages: readonly string[], lists: readonly string[]) {
  let turn = 0
  const operation: Operation = (_, timed) => {
    const paths = turn % 4 === 3 ? lists : pages
    // A prime apart, so that neighbours in time do not want the same thing.
    const path = paths[(turn++ * 37) % paths.length] ?? ''
    return timed(paths === lists ? 'GET /products' : 'GET /products/{slug}', client.expect(200, `GET ${path}`))
  }
  return { operation, read: () => turn }
}

/** How often the edge had to ask for a page, which is whenever neither of its caches held it. */
const askedOfProducts = async (metrics: string | undefined) =>
  metrics ? readMetric(metrics, 'messaging_request_duration_count', /subject="req\.products\.(?:read|list)"/) : 0

import { openCustomers } from '../customers.ts'
import type { Scenario } from '../scenario.ts'
import { stockedSkus } from '../stock.ts'

/** Of several lines, so that there is something to price. */
const linesEach = 3

/** Customers look at their carts, which belong to nobody's cache: each is read, priced and checked against the shelves anew. */
export const readUncached: Scenario = {
  name: 'read-uncached',
  summary: 'carts of customers, priced anew each time: through the gateway, NATS, two actors and their databases',
  unit: 'carts/s',
  async prepare(bench) {
    const { api, client, workers } = bench
    const skus = await stockedSkus(bench)
    const customers = await openCustomers(api, workers)
    for (const [index, customer] of customers.entries()) {
      const token = await customer.token()
      for (let line = 0; line < linesEach; line++) {
        const sku = skus[(index + line) % skus.length] ?? ''
        await client.expect(200, `PUT /cart/lines/${sku}`, { token, body: { quantity: 1 } })
      }
    }
    return {
      async operation(worker) {
        const token = await customers[worker]?.token()
        await client.expect(200, 'GET /cart', token === undefined ? {} : { token })
      },
    }
  },
}

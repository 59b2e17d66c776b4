import { openCustomers } from '../customers.ts'
import type { Scenario } from '../scenario.ts'
import { stockedSkus } from '../stock.ts'

/** More different goods than this no customer of the bench wants at a time. */
const kinds = 10

/** Customers put things into their carts, and change how many they want. */
export const cart: Scenario = {
  name: 'cart',
  summary: 'things put into carts, or more of them: checked, priced and written',
  unit: 'changes/s',
  async prepare(bench) {
    const { api, client, workers } = bench
    const skus = await stockedSkus(bench)
    const customers = await openCustomers(api, workers)
    let turn = 0
    return {
      async operation(worker) {
        const token = (await customers[worker]?.token()) ?? ''
        const sku = skus[(worker + (turn++ % kinds)) % skus.length] ?? ''
        await client.expect(200, `PUT /cart/lines/${sku}`, { token, body: { quantity: 1 + (turn % 3) } })
      },
    }
  },
}

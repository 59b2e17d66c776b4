import { randomUUID } from 'node:crypto'
import type { placeOrder } from '#subjects/orders.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { openCustomers } from '../customers.ts'
import { checkBooks } from '../laws/books.ts'
import type { Scenario } from '../scenario.ts'
import { stockedSkus } from '../stock.ts'

/** Where all orders of the bench go. */
export const shippingAddress = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'SW1Y 4JH',
  country: 'GB',
}

/** A customer with a session puts something into the cart and orders it; done when the order is confirmed. */
export const checkout: Scenario = {
  name: 'checkout',
  summary: 'cart, order, reservation, payment, confirmation; an operation is the whole journey of one order',
  unit: 'orders/s',
  async prepare(bench) {
    const { api, client, workers, system, databases } = bench
    const skus = await stockedSkus(bench)
    const customers = await openCustomers(api, workers)
    const confirmed: string[] = []
    let journeys = 0

    return {
      async operation(worker, timed) {
        const customer = customers[worker]
        if (!customer) throw new Error(`there is no customer ${worker}`)
        const token = await customer.token()
        // A prime apart, so that neighbours in time do not want the same thing.
        const sku = skus[(journeys++ * 37) % skus.length] ?? ''
        const body = { quantity: 1 }
        await timed('PUT /cart/lines/{sku}', client.expect(200, `PUT /cart/lines/${sku}`, { token, body }))
        const order = { token, key: randomUUID(), body: { paymentMethod: 'pm_card_visa', shippingAddress } }
        const answer = await timed('POST /orders', client.expect(201, 'POST /orders', order))
        const { id, status } = answer.json() as OutputOf<typeof placeOrder>
        if (status !== 'confirmed') throw new Error(`POST /orders answered an order that is ${status}`)
        confirmed.push(id)
      },
      async violations() {
        if (!databases) return { checked: [], violations: [] }
        const ids = customers.map(({ id }) => id)
        return checkBooks({ databases, stripe: system.stripe, customerIds: ids, confirmed })
      },
    }
  },
}

import { randomUUID } from 'node:crypto'
import type { placeOrder } from '#subjects/orders.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { type Customer, openCustomers } from '../customers.ts'
import { type Answer, type Client, codeOf } from '../http.ts'
import { checkBooks } from '../laws/books.ts'
import type { Operation, Timed } from '../load.ts'
import type { Bench, Scenario } from '../scenario.ts'
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
    const { system, databases } = bench
    const { operation, customerIds, confirmed } = await openCheckout(bench)
    return {
      operation,
      async violations() {
        if (!databases) return { checked: [], violations: [] }
        return checkBooks({ databases, stripe: system.stripe, customerIds, confirmed })
      },
    }
  },
}

/** A customer for each worker, and what they were told is confirmed. */
export async function openCheckout({
  api,
  client,
  workers,
  system,
}: Pick<Bench, 'api' | 'client' | 'workers' | 'system'>) {
  const skus = await stockedSkus({ api, system })
  const customers = await openCustomers(api, workers)
  const confirmed: string[] = []
  let journeys = 0
  const operation: Operation = async (worker, timed) => {
    const customer = customers[worker]
    if (!customer) throw new Error(`there is no customer ${worker}`)
    // A prime apart, so that neighbours in time do not want the same thing.
    const sku = skus[(journeys++ * 37) % skus.length] ?? ''
    confirmed.push(confirmedOf(await buy({ client, customer, sku, timed })))
  }
  return { operation, confirmed, customerIds: customers.map(({ id }) => id) }
}

type Purchase = {
  readonly client: Client
  readonly customer: Customer
  readonly sku: string
  readonly timed: Timed
}

/** Puts one of a SKU into the cart and orders it, and answers what was said to that. */
export async function buy({ client, customer, sku, timed }: Purchase): Promise<Answer> {
  const token = await customer.token()
  const body = { quantity: 1 }
  await timed('PUT /cart/lines/{sku}', client.expect(200, `PUT /cart/lines/${sku}`, { token, body }))
  const order = { token, key: randomUUID(), body: { paymentMethod: 'pm_card_visa', shippingAddress } }
  return timed('POST /orders', client.call('POST /orders', order))
}

/** The order that somebody was told is confirmed. */
export function confirmedOf(answer: Answer): string {
  if (answer.status !== 201) throw new Error(`POST /orders answered ${answer.status} ${codeOf(answer.text)}`)
  const order = answer.json() as OutputOf<typeof placeOrder>
  if (order.status !== 'confirmed') throw new Error(`POST /orders answered an order that is ${order.status}`)
  return order.id
}

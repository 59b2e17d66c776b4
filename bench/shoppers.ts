import { randomUUID } from 'node:crypto'
import type { Tradewind } from 'tradewind-client'
import type { placeOrder } from '#subjects/orders.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { readCatalogue } from './catalogue.ts'
import { type Customer, openCustomers } from './customers.ts'
import type { Answer, Client } from './http.ts'
import { shippingAddress } from './scenarios/checkout.ts'
import { stockedSkus } from './stock.ts'
import type { System } from './system.ts'

/** What a crowd does, from what is refused first to what is refused last. */
export const kinds = ['browse', 'cart', 'checkout'] as const
export type Kind = (typeof kinds)[number]

/** A crowd that looks around, fills carts and orders what is in them. */
export type Crowd = {
  /** Does one thing; throws if the answer is not what was asked for, and `shed` if it was refused for now. */
  readonly act: (kind: Kind, client: Client) => Promise<void>
  /** The next thing to do, if all kinds come as often as they do in a shop. */
  readonly next: () => Kind
  readonly customerIds: readonly string[]
  readonly confirmed: readonly string[]
}

/** Of twenty requests. */
const ordersIn = 20
const cartsIn = 5

export async function openCrowd(api: Tradewind, system: System, count: number): Promise<Crowd> {
  const skus = await stockedSkus({ api, system })
  const pages = (await readCatalogue(api)).map(({ slug }) => `GET /products/${slug}`)
  const customers = await openCustomers(api, count)
  const filled = new Set<Customer>()
  const confirmed: string[] = []
  let [turn, looked, served] = [0, 0, 0]
  const nextOf = <T>(items: readonly T[], at: number): T => items[(at * 37) % items.length] as T

  const fill = async (customer: Customer, client: Client) => {
    const call = { token: await customer.token(), body: { quantity: 1 } }
    expectOne([200], await client.call(`PUT /cart/lines/${nextOf(skus, turn)}`, call))
    filled.add(customer)
  }
  const order = async (client: Client) => {
    // An order takes a cart with something in it, and no two may take the same.
    const [customer = nextOf(customers, served++)] = filled
    if (!filled.has(customer)) await fill(customer, client)
    filled.delete(customer)
    const body = { paymentMethod: 'pm_card_visa', shippingAddress }
    const answer = await client.call('POST /orders', { token: await customer.token(), key: randomUUID(), body })
    // 202: accepted, and done when the crowd has gone.
    expectOne([201, 202], answer)
    const { id, status } = answer.json() as OutputOf<typeof placeOrder>
    if (status === 'confirmed') confirmed.push(id)
  }
  return {
    async act(kind, client) {
      if (kind === 'checkout') return order(client)
      if (kind === 'cart') return fill(nextOf(customers, served++), client)
      looked += 1
      // Every second one asks for what nobody else asks for, so that no cache has it.
      const line = looked % 2 === 0 ? nextOf(pages, looked) : `GET /products?price[gte]=${looked}`
      return expectOne([200], await client.call(line))
    },
    next: () => {
      turn += 1
      if (turn % ordersIn === 0) return 'checkout'
      return turn % ordersIn <= cartsIn ? 'cart' : 'browse'
    },
    customerIds: customers.map(({ id }) => id),
    confirmed,
  }
}

function expectOne(expected: readonly number[], { status, text }: Answer): void {
  if (expected.includes(status)) return
  throw new Error(status === 503 || status === 429 ? 'shed' : `answered ${status} ${text.slice(0, 120)}`)
}

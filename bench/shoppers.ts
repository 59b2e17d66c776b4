import { randomUUID } from 'node:crypto'
import type { Tradewind } from 'tradewind-client'
import type { placeOrder } from '#subjects/orders.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { readCatalogue } from './catalogue.ts'
import { type Customer, openCustomers } from './customers.ts'
import { type Answer, type Client, codeOf } from './http.ts'
import { shippingAddress } from './scenarios/checkout.ts'
import { stockedSkus } from './stock.ts'
import type { System } from './system.ts'

/** What a crowd does, from what is refused first to what is refused last; pages come from the caches, and are hardly ever refused. */
export const kinds = ['page', 'search', 'cart', 'checkout'] as const
export type Kind = (typeof kinds)[number]

/** What came of one act: done, or refused for now with a word when to come back. */
export type Outcome = 'done' | { readonly retryAfterS: number }

/** A crowd that looks around, fills carts and orders what is in them. */
export type Crowd = {
  /** Does one thing; throws at any answer but those that an overloaded shop may give. */
  readonly act: (kind: Kind, client: Client) => Promise<Outcome>
  /** The next thing to do, if all kinds come as often as they do in a shop. */
  readonly next: () => Kind
  readonly customerIds: readonly string[]
  readonly confirmed: readonly string[]
}

/** Of twenty acts. */
export const mix: Readonly<Record<Kind, number>> = { page: 7, search: 7, cart: 5, checkout: 1 }
const round = kinds.flatMap((kind) => Array.from({ length: mix[kind] }, () => kind))

export async function openCrowd(api: Tradewind, system: System, count: number): Promise<Crowd> {
  const skus = await stockedSkus({ api, system })
  const pages = (await readCatalogue(api)).map(({ slug }) => `GET /products/${slug}`)
  const customers = await openCustomers(api, count)
  const shoppers = openShoppers(customers, skus)
  const [turns, looks, searches] = [counter(), counter(), counter()]
  return {
    async act(kind, client) {
      if (kind === 'cart') return shoppers.fill(client)
      if (kind === 'checkout') return shoppers.order(client)
      // What nobody else asks for is in no cache.
      const line = kind === 'page' ? nth(pages, looks()) : `GET /products?price[gte]=${searches()}`
      return outcomeOf(await client.call(line), [200])
    },
    // Seven apart, so that one kind does not come in a row. Nobody orders before somebody got something into a cart.
    next: () => {
      const kind = nth(round, turns() * 7)
      return kind === 'checkout' && shoppers.filled.length === 0 ? 'cart' : kind
    },
    customerIds: customers.map(({ id }) => id),
    confirmed: shoppers.confirmed,
  }
}

/** Customers who each want one thing. No two acts of one customer are under way at once, so nothing they do is refused for its own sake. */
export function openShoppers(customers: readonly Customer[], skus: readonly string[]) {
  const [empty, filled] = [[...customers], [] as Customer[]]
  const confirmed: string[] = []
  const wanted = new Map(customers.map((customer, index) => [customer, nth(skus, index)]))

  const put = async (customer: Customer, client: Client) => {
    const call = { token: await customer.token(), body: { quantity: 1 } }
    return outcomeOf(await client.call(`PUT /cart/lines/${wanted.get(customer)}`, call), [200])
  }
  return {
    filled: filled as readonly Customer[],
    confirmed,
    async fill(client: Client): Promise<Outcome> {
      const from = empty.length > 0 ? empty : filled
      const customer = take(from)
      const outcome = await put(customer, client)
      if (outcome === 'done') filled.push(customer)
      else from.push(customer)
      return outcome
    },
    async order(client: Client): Promise<Outcome> {
      const customer = take(filled)
      const body = { paymentMethod: 'pm_card_visa', shippingAddress }
      const answer = await client.call('POST /orders', { token: await customer.token(), key: randomUUID(), body })
      const outcome = outcomeOf(answer, [201, 202])
      if (outcome !== 'done') {
        filled.push(customer)
        return outcome
      }
      const { id, status } = answer.json() as OutputOf<typeof placeOrder>
      if (answer.status === 201 && status !== 'confirmed') throw new Error(`was answered an order that is ${status}`)
      // Whoever was answered 202 has a cart that is still being ordered, and is not seen again.
      if (status === 'confirmed') empty.push(customer)
      if (status === 'confirmed') confirmed.push(id)
      return outcome
    },
  }
}

function take(from: Customer[]): Customer {
  const customer = from.shift()
  if (!customer) throw new Error('found no customer who had time')
  return customer
}

function outcomeOf({ status, text, retryAfterS }: Answer, expected: readonly number[]): Outcome {
  if (expected.includes(status)) return 'done'
  const isShed = (status === 503 || status === 429) && retryAfterS !== undefined && retryAfterS >= 1
  if (isShed) return { retryAfterS }
  throw new Error(`was answered ${status} ${codeOf(text)}`)
}

const nth = <T>(items: readonly T[], at: number): T => items[at % items.length] as T

function counter(): () => number {
  let count = 0
  return () => count++
}

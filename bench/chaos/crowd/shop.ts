import { createTradewind, dataOf, type Tradewind } from 'tradewind-client'
import { readCatalogue } from '../../catalogue.ts'
import { openCustomers, openSession } from '../../customers.ts'
import { connectHttp } from '../../http.ts'
import { stockedSkus } from '../../stock.ts'
import type { System } from '../../system.ts'
import { type Crowd, letShop } from './crowd.ts'

const customerCount = 12
/** Few, so that many want the same. */
const wantedSkus = 5
/** Of one more, so few that they are gone within seconds, and fought for as they come back. */
const scarcePieces = 12

type ShopOptions = { readonly apis: readonly string[]; readonly seed: number; readonly stack: AsyncDisposableStack }

/** Customers, staff, and goods: enough of most, and a few of one. */
export async function openShop(system: System, { apis, seed, stack }: ShopOptions): Promise<Crowd> {
  const api = createTradewind({ baseUrl: system.api })
  const skus = (await stockedSkus({ api, system })).slice(0, wantedSkus)
  const customers = await openCustomers(api, customerCount)
  const session = await openSession(api, system.staff?.email ?? '', system.staff?.password ?? '')
  const scarce = await makeScarce(api, await session.token())
  // Who is not let in any more is refused what they ask, and asks no more.
  const staff = { token: () => session.token().catch(() => '') }
  const clients = apis.map((url) => stack.use(connectHttp(url, customerCount * 2)))
  // Before their connections end.
  const leaving = new AbortController()
  stack.defer(() => leaving.abort())
  return letShop({ clients, customers, staff, skus: [...skus, scarce], seed, signal: leaving.signal })
}

/** Leaves so few pieces of a SKU that they are soon sold out, while everybody goes on wanting them. */
async function makeScarce(api: Tradewind, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  const [sku = ''] = (await readCatalogue(api)).flatMap(({ variants: [, second] }) => second?.sku ?? [])
  const params = { path: { sku } }
  const { available } = await dataOf(api.GET('/inventory/{sku}', { params, headers }))
  const body = { delta: scarcePieces - available, note: 'For a flash sale' }
  if (body.delta !== 0) await dataOf(api.POST('/inventory/{sku}/adjustments', { params, headers, body }))
  return sku
}

import { createTradewind } from 'tradewind-client'
import { backlogReader, drained } from './backlog.ts'
import { openDatabases } from './databases.ts'
import { connectHttp } from './http.ts'
import { runLoad } from './load.ts'
import type { Options } from './options.ts'
import { fillShelves } from './reserve/fill.ts'
import { checkout } from './scenarios/checkout.ts'
import { fillCatalogue } from './stored/catalogue.ts'
import { multiplyOrders } from './stored/multiply.ts'
import { connectTools, openSystem, type System } from './system.ts'

type Opening = {
  readonly stack: AsyncDisposableStack
  readonly signal: AbortSignal
  readonly doing: (what: string) => void
}

/** The system that the options name, or one of our own with as much in it as they say. */
export async function openShop(options: Options, opening: Opening): Promise<System> {
  const { stack, signal, doing } = opening
  doing(options.url === undefined ? 'starting a stack' : `looking at ${options.url}`)
  const system = await openSystem(options, stack, signal)
  const { skuCount, ordersStored } = options
  if (skuCount !== undefined) await fill(system, skuCount, opening)
  const shop = { ...system, ...(skuCount !== undefined && { skuCount }) }
  if (ordersStored === undefined) return shop
  await storeOrders(shop, ordersStored, opening)
  return { ...shop, filledAt: new Date() }
}

/** Before anybody looks at a page, since this is no event that clears a cache. */
async function fill({ postgres = '' }: System, count: number, { signal, doing }: Opening): Promise<void> {
  await using databases = openDatabases(postgres)
  await fillShelves(databases.inventory, { skus: count, movements: 0, signal, doing })
  await fillCatalogue(databases.products, { count, signal, doing })
}

const fewCustomers = 8
const originalsS = 3
const drainLimitMs = 60_000

/** Orders of a few customers, and copies of them. */
async function storeOrders(system: System, wanted: number, { signal, doing }: Opening): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const databases = stack.use(openDatabases(system.postgres ?? ''))
  const backlog = backlogReader(databases, stack.use(await connectTools(system.nats ?? {})))
  const client = stack.use(connectHttp(system.api, fewCustomers))
  const api = createTradewind({ baseUrl: system.api })
  doing('placing the orders that are copied')
  const { operation } = await checkout.prepare({ system, api, client, workers: fewCustomers, stack, signal, databases })
  await runLoad(operation, { workers: fewCustomers, durationS: originalsS, signal })
  if ((await drained(backlog, drainLimitMs, signal)) === undefined)
    throw new Error('A few orders are not done after a minute')
  await multiplyOrders(databases, { wanted, signal, doing })
}

import { createTradewind } from 'tradewind-client'
import { CannotStart } from '#compose/run.ts'
import { addUpAtRest } from '../at-rest.ts'
import { calibrateAll } from '../calibration.ts'
import { concurrently } from '../concurrently.ts'
import { type Customer, openCustomers } from '../customers.ts'
import { type Client, codeOf, connectHttp } from '../http.ts'
import { latency } from '../latency.ts'
import { type Measured, type Operation, runInTurns, runLoad, untimed } from '../load.ts'
import { profiling } from '../profiles.ts'
import { loadOf } from '../result.ts'
import { openShop } from '../shop.ts'
import { leaveInStock, stockedSkus } from '../stock.ts'
import type { Ground, Trial } from '../trial.ts'
import { buy, confirmedOf } from './checkout.ts'

const units = 200
const buyers = 1_000
/** Of the rate at which many SKUs are sold. */
const mark = 0.9

/** A flash sale: everybody wants the same thing, of which there is not enough. */
export const hotSku: Trial = {
  name: 'hot-sku',
  summary: `checkouts of one SKU, ${mark} × the rate of many; then ${buyers} buyers for its last ${units} units, none sold twice`,
  durationS: 10,
  takes: ['connections', 'duration', 'warmup', 'sku-count', 'orders-stored', 'instances', 'profile', 'url', 'nats'],
  async perform(ground) {
    const { options, signal, doing } = ground
    const shop = await openSale(ground)
    const { connections, durationS, warmupS } = options
    const calibrated = await calibrateAll({ ...shop, connections, signal, doing })
    const load = { workers: connections, durationS, signal: shop.signal }
    doing('warming up')
    await runLoad(shop.any, { ...load, durationS: Math.max(1, warmupS) })
    doing('one SKU and many, in turns')
    const { result, files } = await profiling(shop.system, () => runInTurns([shop.one, shop.any], load))
    const [hot, many] = result
    doing(`${buyers} buyers for ${units} units`)
    const sale = await shop.sellOut()
    doing('adding up')
    const { checked, violations } = await shop.addUp()
    const ratio = hot.rate / many.rate
    return {
      figures: {
        rate: hot.rate,
        manyRate: many.rate,
        ratio,
        p99Ms: hot.latency.p99Ms,
        manyP99Ms: many.latency.p99Ms,
        confirmed: sale.confirmed,
        refused: sale.refused,
        saleRate: sale.rate,
        saleP99Ms: sale.latency.p99Ms,
      },
      load: { ...loadOf('orders/s', hot), errors: hot.errors + many.errors + sale.errors },
      calibrated,
      lines: [
        line('One SKU', hot),
        line('Many SKUs', many),
        `Compared        one SKU ${ratio.toFixed(2)} × many`,
        `Sold out        ${sale.confirmed} of ${buyers} got one of ${units}, ${sale.refused} were told that there are none left; ${sale.rate.toFixed(0)} answers/s, p99 ${sale.latency.p99Ms.toFixed(0)} ms`,
        ...checked.map((one) => `Added up        ${one}`),
        ...files.map((file) => `CPU profile     ${file}`),
      ],
      failures: [
        ...(ratio >= mark ? [] : [`${ratio.toFixed(2)} of the rate of many SKUs is less than ${mark}`]),
        ...(sale.confirmed === units ? [] : [`${sale.confirmed} were confirmed of ${units}`]),
        ...[...hot.reasons, ...many.reasons, ...sale.reasons].map(([reason, count]) => `${count} × ${reason}`),
        ...violations,
      ],
    }
  },
}

const line = (label: string, { rate, latency: { p50Ms, p99Ms } }: Measured) =>
  `${label.padEnd(16)}${rate.toFixed(1)} orders/s, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms`

async function openSale({ options, stack, signal, doing }: Ground) {
  const system = await openShop(options, { stack, signal, doing })
  if (!system.postgres || !system.nats)
    throw new CannotStart('What was sold is added up through DATABASE_ADMIN_URL and NATS_URL')
  const ends = AbortSignal.any([signal, system.crashed])
  const client = stack.use(connectHttp(system.api, options.connections))
  const api = createTradewind({ baseUrl: system.api })
  doing('preparing')
  const [wanted = '', ...skus] = await stockedSkus({ api, system })
  const customers = await openCustomers(api, options.connections)
  const confirmed: string[] = []
  let turn = 0
  const purchase =
    (skuOf: () => string): Operation =>
    async (worker, timed) => {
      const customer = customers[worker] as Customer
      confirmed.push(confirmedOf(await buy({ client, customer, sku: skuOf(), timed })))
    }
  return {
    system,
    signal: ends,
    one: purchase(() => wanted),
    any: purchase(() => skus[(turn++ * 37) % skus.length] ?? ''),
    async sellOut() {
      await leaveInStock({ api, system }, wanted, units)
      return sellOut({ client, customers, sku: wanted, confirmed })
    },
    addUp: () => addUpAtRest(system, { customerIds: customers.map(({ id }) => id), confirmed, signal: ends }),
  }
}

type Sale = {
  readonly client: Client
  readonly customers: readonly Customer[]
  readonly sku: string
  /** Where the ids go of orders that were told to be confirmed. */
  readonly confirmed: string[]
}

/** Lets everybody try once. Only a confirmation and a word that there are none left are answers. */
async function sellOut({ client, customers, sku, confirmed }: Sale) {
  const times = latency()
  const reasons = new Map<string, number>()
  let [got, refused] = [0, 0]
  const idle = [...customers]
  const startedAt = performance.now()
  await concurrently(customers.length, Array.from({ length: buyers }), async () => {
    const customer = idle.pop() as Customer
    const begunAt = performance.now()
    try {
      const answer = await buy({ client, customer, sku, timed: untimed })
      if (answer.status === 409 && codeOf(answer.text) === 'out-of-stock') refused += 1
      else {
        confirmed.push(confirmedOf(answer))
        got += 1
      }
      times.record(performance.now() - begunAt)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    idle.push(customer)
  })
  const rate = (1_000 * buyers) / (performance.now() - startedAt)
  const errors = buyers - got - refused
  return { confirmed: got, refused, errors, reasons, rate, latency: times.summary() }
}

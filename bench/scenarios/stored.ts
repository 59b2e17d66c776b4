import { createTradewind } from 'tradewind-client'
import { CannotStart } from '#compose/run.ts'
import { backlogReader, drained } from '../backlog.ts'
import { type CpuTimes, cpuBetween, readCpu } from '../cpu.ts'
import { openDatabases } from '../databases.ts'
import { connectHttp } from '../http.ts'
import { type Measured, runLoad } from '../load.ts'
import { loadOf, round } from '../result.ts'
import { multiplyOrders } from '../stored/multiply.ts'
import { connectTools, openSystem, type System } from '../system.ts'
import type { Ground, Trial } from '../trial.ts'
import { checkout } from './checkout.ts'

const target = 0.85
const usualCount = 1_000_000
const drainLimitMs = 60_000

/** Checkout in an empty shop, and again when it has sold for years. */
export const stored: Trial = {
  name: 'stored',
  summary: `checkout with --orders-stored (${usualCount}) of them, copies of real ones; ${target} × the rate without, in one run`,
  durationS: 30,
  takes: ['connections', 'duration', 'warmup', 'orders-stored', 'instances'],
  async perform(ground) {
    const { options, signal, doing } = ground
    const { ordersStored: wanted = usualCount } = options
    const shop = await openShop(ground)
    doing('checkout in an empty shop')
    await shop.push(Math.max(5, options.warmupS))
    const empty = await shop.push(options.durationS)
    const startedAt = performance.now()
    await multiplyOrders(shop.databases, { wanted, signal, doing })
    const storedAfterS = (performance.now() - startedAt) / 1_000
    doing(`checkout with ${wanted} orders stored`)
    await shop.push(Math.max(5, options.warmupS))
    const full = await shop.push(options.durationS)
    const { violations } = await shop.addUp()
    const ratio = full.measured.rate / empty.measured.rate
    const errors = empty.measured.errors + full.measured.errors
    return {
      figures: {
        ratio,
        ordersStored: wanted,
        rate: full.measured.rate,
        emptyRate: empty.measured.rate,
        cpuMsPerOp: full.cpuMs,
        emptyCpuMsPerOp: empty.cpuMs,
        errors,
      },
      load: { ...loadOf('orders/s', full.measured), cpuMsPerOp: full.cpuMs === null ? null : round(full.cpuMs) },
      lines: [
        line('empty', empty),
        line('full', full),
        `Compared        ${ratio.toFixed(2)} of the rate in an empty shop; the orders were stored in ${storedAfterS.toFixed(0)} s`,
      ],
      failures: [
        ...(ratio >= target ? [] : [`${ratio.toFixed(2)} of the rate in an empty shop is less than ${target}`]),
        ...(errors === 0 ? [] : [`${errors} orders failed`]),
        ...violations,
      ],
    }
  },
}

type Pushed = { readonly measured: Measured; readonly cpuMs: number | null }

const line = (label: string, { measured: { rate, latency }, cpuMs }: Pushed) =>
  `${label.padEnd(16)}${rate.toFixed(1)}/s, p50 ${latency.p50Ms.toFixed(0)} ms, p99 ${latency.p99Ms.toFixed(0)} ms; processor time of an order: ${cpuMs?.toFixed(1) ?? '?'} ms`

async function openShop({ options, stack, signal, doing }: Ground) {
  doing('starting a stack')
  const system = await openSystem(options, stack, signal)
  if (!system.postgres || !system.nats)
    throw new CannotStart('Orders are stored through DATABASE_ADMIN_URL and NATS_URL')
  const databases = stack.use(openDatabases(system.postgres))
  const backlog = backlogReader(databases, stack.use(await connectTools(system.nats)))
  const workers = options.connections
  const client = stack.use(connectHttp(system.api, workers))
  const api = createTradewind({ baseUrl: system.api })
  const ends = AbortSignal.any([signal, system.crashed])
  doing('preparing')
  const prepared = await checkout.prepare({ system, api, client, workers, stack, signal: ends, databases })
  return {
    databases,
    /** Orders, and all that they lead to. */
    async push(durationS: number): Promise<Pushed> {
      const before = cpuOf(system)
      const measured = await runLoad(prepared.operation, { workers, durationS, signal: ends })
      if ((await drained(backlog, drainLimitMs, ends)) === undefined)
        throw new Error('The work is not done after a minute')
      const after = cpuOf(system)
      const ms = before && after && Object.values(cpuBetween(before, after)).reduce((sum, each) => sum + each, 0)
      return { measured, cpuMs: ms === undefined ? null : ms / measured.operations }
    },
    addUp: async () => (await prepared.violations?.()) ?? { violations: [] },
  }
}

const cpuOf = ({ pids }: System): CpuTimes | undefined => pids && readCpu(pids)

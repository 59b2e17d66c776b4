import { setTimeout as sleep } from 'node:timers/promises'
import { createTradewind } from 'tradewind-client'
import type { Instances } from '#compose/local/processes.ts'
import { type DatabaseName, databases as names } from '#db/databases.ts'
import type { Bus } from '#subjects/bus.ts'
import { addUpAtRest, drainLimitMs } from '../at-rest.ts'
import { backlogReader, drained } from '../backlog.ts'
import { reportDelayMs } from '../commits.ts'
import { type CpuTimes, cpuBetween, readCpu, watchCores } from '../cpu.ts'
import { type Databases, openDatabases } from '../databases.ts'
import { comingBack, connectHttp } from '../http.ts'
import { type Measured, runLoad } from '../load.ts'
import { readMetric } from '../metrics.ts'
import { openCheckout } from '../scenarios/checkout.ts'
import { openShop } from '../shop.ts'
import { connectTools, type System } from '../system.ts'
import type { Ground } from '../trial.ts'

/** Checkout on a stack with so many processes: how much of it there was, and what one order costs. */
export type Point = {
  readonly measured: Measured
  /** How often somebody was told to come back. */
  readonly refused: number
  /** How many cores each process kept busy meanwhile. */
  readonly cores: Readonly<Record<string, number>>
  /** Of one order, with all that it leads to. */
  readonly cpuMs: CpuTimes
  readonly costs: Costs
  readonly violations: readonly string[]
}

/** What one order takes of what everybody shares, without what is taken while nobody orders. */
export type Costs = Readonly<Record<`${'commits' | 'events'}_${DatabaseName}`, number>> & {
  readonly commits: number
  readonly walBytes: number
  /** Requests that processes asked each other, by contract. */
  readonly requests: number
  readonly events: number
  readonly streamBytes: number
  /** Changes that the payment provider was asked for. */
  readonly providerCalls: number
}

/** Starts a stack, lets customers order as fast as they are answered, and reads all counters before and when all is done. */
export async function measurePoint(
  instances: Instances,
  ground: Ground,
  told: (system: System) => Promise<void>,
): Promise<Point> {
  const { options, signal, doing } = ground
  await using stack = new AsyncDisposableStack()
  const system = await openShop({ ...options, instances }, { stack, signal, doing })
  const { pids = {} } = system
  await told(system)
  const workers = options.connections
  let refused = 0
  // More processes than cores have less in hand each, and turn the rest away sooner.
  const client = comingBack(stack.use(connectHttp(system.api, workers)), { onRefused: () => refused++, signal })
  const databases = stack.use(openDatabases(system.postgres ?? ''))
  const bus = stack.use(await connectTools(system.nats ?? {}))
  const counters = countersOf(system, databases, bus)
  const api = createTradewind({ baseUrl: system.api })
  doing('preparing')
  const { operation, customerIds, confirmed } = await openCheckout({ system, api, client, workers })
  await sleep(reportDelayMs, undefined, { signal })
  const [before, cpuBefore, startedAt] = [await counters(), readCpu(pids), performance.now()]
  const load = { workers, signal: AbortSignal.any([signal, system.crashed]) }
  doing('warming up')
  const warm = await runLoad(operation, { ...load, durationS: Math.max(1, options.warmupS) })
  doing(`checkout with ${JSON.stringify(instances)}`)
  const { result: measured, cores } = await watchCores(pids, () =>
    runLoad(operation, { ...load, durationS: options.durationS }),
  )
  doing('waiting for the work that is left')
  await drained(backlogReader(databases, bus), drainLimitMs, load.signal)
  const cpuAfter = readCpu(pids)
  await sleep(reportDelayMs, undefined, { signal })
  // Adding up costs as well, which is no part of an order.
  const [after, endedAt] = [await counters(), performance.now()]
  doing('waiting while nobody orders')
  await sleep(reportDelayMs, undefined, { signal })
  const [later, laterAt] = [await counters(), performance.now()]
  const { violations } = await addUpAtRest(system, { customerIds, confirmed, signal })
  const orders = warm.operations + measured.operations
  const each = <T extends Readonly<Record<string, number>>>(counts: T) =>
    Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / orders])) as T
  const idle = (endedAt - startedAt) / (laterAt - endedAt)
  return {
    measured,
    refused,
    cores,
    cpuMs: cpuBefore && cpuAfter ? each(cpuBetween(cpuBefore, cpuAfter)) : {},
    costs: each(causedBetween(before, after, { idle: [after, later], times: idle })),
    violations,
  }
}

/** What was counted beyond what timers would have done in that time: so many times what they did in another one. */
export function causedBetween<T extends Readonly<Record<string, number>>>(
  before: T,
  after: T,
  { idle: [from, to], times }: { readonly idle: readonly [from: T, to: T]; readonly times: number },
): T {
  const grown = (name: string, start: T, end: T) => (end[name] ?? 0) - (start[name] ?? 0)
  const names = Object.keys(after)
  return Object.fromEntries(
    names.map((name) => [name, Math.max(0, grown(name, before, after) - times * grown(name, from, to))]),
  ) as T
}

function countersOf({ metrics = '', actors = {} }: System, databases: Databases, bus: Bus): () => Promise<Costs> {
  const askers = [metrics, ...Object.values(actors).map((url) => `${url}/metrics`)]
  return async () => {
    const counts = askers.map((url) => readMetric(url, 'messaging_request_duration_count', /subject="req\./))
    const streams = await bus.observer.streams(names)
    const [wal] = await databases.orders<{ bytes: string }[]>`select pg_current_wal_lsn() - '0/0' as bytes`
    const commits = await commitsByDatabase(databases)
    return {
      ...commits,
      commits: sum(Object.values(commits)),
      walBytes: Number(wal?.bytes ?? 0),
      requests: sum(await Promise.all(counts)),
      events: sum(streams.map(({ messages }) => messages)),
      streamBytes: sum(streams.map(({ bytes }) => bytes)),
      providerCalls: await countOf(databases.payments`select count(*) from provider_calls`),
      ...Object.fromEntries(streams.map(({ owner, messages }) => [`events_${owner}`, messages])),
    } as Costs
  }
}

async function countOf(query: PromiseLike<readonly Record<string, unknown>[]>): Promise<number> {
  const [row] = await query
  return Number(row?.['count'] ?? 0)
}

async function commitsByDatabase({ orders: sql }: Databases): Promise<Readonly<Record<string, number>>> {
  const rows = await sql<{ name: string; commits: string }[]>`
    select datname as name, xact_commit as commits from pg_stat_database where datname = any(${names.map((name) => `${name}_db`)}::text[])`
  return Object.fromEntries(rows.map(({ name, commits }) => [`commits_${name.replace('_db', '')}`, Number(commits)]))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

import { cpus } from 'node:os'
import { readProcesses, sumByRoot } from './processes.ts'

/** Milliseconds of processor time by name. */
export type CpuTimes = Readonly<Record<string, number>>

/**
 * The processor time so far of each process with its descendants, without those that have a name of their own. Only Linux
 * tells.
 */
export function readCpu(pids: Readonly<Record<string, number>>): CpuTimes | undefined {
  return process.platform === 'linux'
    ? sumByRoot(
        pids,
        readProcesses((_, { cpuMs }) => cpuMs),
      )
    : undefined
}

/** What was used between two readings. */
export function cpuBetween(before: CpuTimes, after: CpuTimes): CpuTimes {
  return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]))
}

/** Does something, and says how many cores these processes, this one (`bench`) and all `others` kept busy meanwhile. */
export async function watchCores<T>(
  pids: Readonly<Record<string, number>>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cores: Readonly<Record<string, number>> }> {
  const [before, startedAt] = [readAll(pids), performance.now()]
  const result = await work()
  const elapsedMs = performance.now() - startedAt
  const { machine = 0, ...ours } = cpuBetween(before, readAll(pids))
  const others = machine - Object.values(ours).reduce((sum, ms) => sum + ms, 0)
  const times = Object.entries({ ...ours, others: Math.max(0, others) })
  return { result, cores: Object.fromEntries(times.map(([name, ms]) => [name, ms / elapsedMs])) }
}

function readAll(pids: Readonly<Record<string, number>>): CpuTimes {
  const own = process.cpuUsage()
  const machine = cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0)
  return { ...readCpu(pids), bench: (own.user + own.system) / 1_000, machine }
}

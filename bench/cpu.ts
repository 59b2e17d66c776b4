import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Milliseconds of processor time by name. */
export type CpuTimes = Readonly<Record<string, number>>

type ProcessStat = { readonly parent: number; readonly cpuMs: number }

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const msPerTick = 10

/**
 * The processor time so far of each process with its descendants, without those that have a name of their own. Only Linux
 * tells.
 */
export function readCpu(pids: Readonly<Record<string, number>>): CpuTimes | undefined {
  return process.platform === 'linux' ? sumByRoot(pids, readProcesses()) : undefined
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

/** Adds each process to the nearest named one above it. */
export function sumByRoot(
  pids: Readonly<Record<string, number>>,
  processes: ReadonlyMap<number, ProcessStat>,
): CpuTimes {
  const names = new Map(Object.entries(pids).map(([name, pid]) => [pid, name]))
  const sums: Record<string, number> = Object.fromEntries([...names.values()].map((name) => [name, 0]))
  for (const [pid, { cpuMs }] of processes) {
    let at: number | undefined = pid
    while (at !== undefined && at > 1 && !names.has(at)) at = processes.get(at)?.parent
    const name = at === undefined ? undefined : names.get(at)
    if (name !== undefined) sums[name] = (sums[name] ?? 0) + cpuMs
  }
  return sums
}

/** Reads a line of /proc/<pid>/stat (proc(5)). The name in it may hold anything, brackets and spaces as well. */
export function parseStat(line: string): ProcessStat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  // Fields 14 to 17: its own time as user and system, and that of the children it has waited for.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { parent: Number(fields[1]), cpuMs: ticks * msPerTick }
}

function readProcesses(): Map<number, ProcessStat> {
  const processes = new Map<number, ProcessStat>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      processes.set(Number(entry), parseStat(readFileSync(`/proc/${entry}/stat`, 'utf8')))
    } catch {
      // It has ended meanwhile.
    }
  }
  return processes
}

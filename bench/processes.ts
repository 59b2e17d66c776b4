import { readdirSync, readFileSync } from 'node:fs'

/** A process, and how much it has of whatever is added up. */
export type Counted = { readonly parent: number; readonly amount: number }

/** What /proc/<pid>/stat says (proc(5)). */
type Stat = { readonly parent: number; readonly cpuMs: number }

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const msPerTick = 10

/** Reads a line of /proc/<pid>/stat. The name in it may hold anything, brackets and spaces as well. */
export function parseStat(line: string): Stat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  // Fields 14 to 17: its own time as user and system, and that of the children it has waited for.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { parent: Number(fields[1]), cpuMs: ticks * msPerTick }
}

/** Every process of this machine that is still there when it is looked at. */
export function readProcesses(amountOf: (pid: string, stat: Stat) => number): Map<number, Counted> {
  const processes = new Map<number, Counted>()
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const stat = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
      processes.set(Number(pid), { parent: stat.parent, amount: amountOf(pid, stat) })
    } catch {
      // It has ended meanwhile.
    }
  }
  return processes
}

/** Adds each process to the nearest named one above it. */
export function sumByRoot(
  pids: Readonly<Record<string, number>>,
  processes: ReadonlyMap<number, Counted>,
): Record<string, number> {
  const names = new Map(Object.entries(pids).map(([name, pid]) => [pid, name]))
  const sums: Record<string, number> = Object.fromEntries([...names.values()].map((name) => [name, 0]))
  for (const [pid, { amount }] of processes) {
    let at: number | undefined = pid
    while (at !== undefined && at > 1 && !names.has(at)) at = processes.get(at)?.parent
    const name = at === undefined ? undefined : names.get(at)
    if (name !== undefined) sums[name] = (sums[name] ?? 0) + amount
  }
  return sums
}

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '#compose/run.ts'
import { databases } from '#db/databases.ts'
import { watchCores } from '../cpu.ts'
import { round } from '../result.ts'
import { openSystem } from '../system.ts'
import type { Trial } from '../trial.ts'

/** A whole system that nobody asks anything: how long until it answers, and what it takes to be there. */
export const idle: Trial = {
  name: 'idle',
  summary:
    'a whole system from an empty directory to its first answer, then what each process takes while nothing happens',
  durationS: 10,
  takes: ['duration', 'instances'],
  async perform({ options, stack, signal, doing }) {
    if (process.platform !== 'linux') throw new CannotStart('Only Linux says what each process holds')
    doing('starting a stack')
    const startedAt = performance.now()
    const instances = options.instances ?? { [databases[0]]: 1 }
    const { api, pids = {} } = await openSystem({ instances }, stack, signal)
    const response = await fetch(`${api}/products`)
    const answeredMs = performance.now() - startedAt
    doing('doing nothing')
    const { cores } = await watchCores(pids, () => sleep(options.durationS * 1_000, undefined, { signal }))
    const resident = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, residentMiB(pid)]))
    const ours = Object.entries(resident).filter(([name]) => databases.some((actor) => name.startsWith(actor)))
    const actorMiB = ours.map(([, mib]) => mib)
    const shown = (name: string) =>
      `${name} ${resident[name]?.toFixed(0)} MiB, ${(100 * (cores[name] ?? 0)).toFixed(1)} %`
    return {
      figures: { answeredMs, leastActorMiB: Math.min(...actorMiB), mostActorMiB: Math.max(...actorMiB), ...resident },
      load: { unit: 'starts', p50Ms: round(answeredMs), errors: response.ok ? 0 : 1 },
      lines: [
        `First answer    ${(answeredMs / 1_000).toFixed(1)} s after the start, empty databases made, migrated and filled`,
        `An actor        ${Math.min(...actorMiB).toFixed(0)} to ${Math.max(...actorMiB).toFixed(0)} MiB resident`,
        ...Object.keys(resident).map((name) => `                ${shown(name)} of a core`),
      ],
      failures: response.ok ? [] : [`the first answer was ${response.status}`],
    }
  },
}

/** Of the process alone (proc(5), `VmRSS`): what it shares with others is in it. */
function residentMiB(pid: number): number {
  const [, kibibytes = 0] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1_024
}

import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instances } from '#compose/local/processes.ts'
import { CannotStart } from '#compose/run.ts'
import { databases } from '#db/databases.ts'
import { watchCores } from '../cpu.ts'
import { round } from '../result.ts'
import { emptyDirectory, openSystem } from '../system.ts'
import type { Trial } from '../trial.ts'

/** A whole system that nobody asks anything: how long until it answers, and what it takes to be there. */
export const idle: Trial = {
  name: 'idle',
  summary:
    'a whole system from an empty directory to its first answer, what each process takes while nothing happens, and a start with what is there',
  durationS: 10,
  takes: ['duration', 'instances'],
  async perform({ options, stack, signal, doing }) {
    if (process.platform !== 'linux') throw new CannotStart('Only Linux says what each process holds')
    const dir = await emptyDirectory(stack)
    const instances = options.instances ?? { [databases[0]]: 1 }
    doing('starting a stack')
    const { answeredMs, cores, resident } = await fromStart({ dir, instances, signal }, async (pids) => {
      doing('doing nothing')
      const { cores } = await watchCores(pids, () => sleep(options.durationS * 1_000, undefined, { signal }))
      return {
        cores,
        resident: Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, residentMiB(pid)])),
      }
    })
    doing('starting it again')
    const again = await fromStart({ dir, signal }, async () => ({}))
    const ours = Object.entries(resident).filter(([name]) => databases.some((actor) => name.startsWith(actor)))
    const actorMiB = ours.map(([, mib]) => mib)
    const shown = (name: string) =>
      `${name} ${resident[name]?.toFixed(0)} MiB, ${(100 * (cores[name] ?? 0)).toFixed(1)} %`
    return {
      figures: {
        answeredMs,
        againMs: again.answeredMs,
        leastActorMiB: Math.min(...actorMiB),
        mostActorMiB: Math.max(...actorMiB),
        ...resident,
      },
      load: { unit: 'starts', p50Ms: round(answeredMs) },
      lines: [
        `First answer    ${(answeredMs / 1_000).toFixed(1)} s after the start, empty databases made, migrated and filled`,
        `Once more       ${(again.answeredMs / 1_000).toFixed(1)} s after the start, with all actors in one process and what is there`,
        `An actor        ${Math.min(...actorMiB).toFixed(0)} to ${Math.max(...actorMiB).toFixed(0)} MiB resident`,
        ...Object.keys(resident).map((name) => `                ${shown(name)} of a core`),
      ],
      failures: [],
    }
  },
}

type Start = { readonly dir: string; readonly instances?: Instances; readonly signal: AbortSignal }

/** Starts a stack there, says after how long it answers, and stops it when `work` is done. */
async function fromStart<T>(
  { dir, instances, signal }: Start,
  work: (pids: Readonly<Record<string, number>>) => Promise<T>,
): Promise<T & { readonly answeredMs: number }> {
  await using stack = new AsyncDisposableStack()
  const startedAt = performance.now()
  const { api, pids = {} } = await openSystem({ dir, ...(instances && { instances }) }, stack, signal)
  const response = await fetch(`${api}/products`)
  const answeredMs = performance.now() - startedAt
  if (!response.ok) throw new Error(`the first answer was ${response.status}`)
  return { ...(await work(pids)), answeredMs }
}

/** Of the process alone (proc(5), `VmRSS`): what it shares with others is in it. */
function residentMiB(pid: number): number {
  const [, kibibytes = 0] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1_024
}

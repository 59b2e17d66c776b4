import { type Memory, readMemory } from '../memory.ts'
import type { Scenario } from '../scenario.ts'
import { prepareCrowd } from './mixed.ts'

/** What a process may have grown by while it did the same thing all the time. */
const mostGrowth = 0.2
/** Less is nothing that anybody would look for. */
const worthMiB = 32

/** An ordinary day, for long enough to see what nobody gives back. */
export const soak: Scenario = {
  name: 'soak',
  summary: `the crowd of mixed for long: no process may grow by more than ${mostGrowth * 100} %`,
  unit: 'acts/s',
  durationS: 600,
  async prepare(bench) {
    const { pids = {} } = bench.system
    const crowd = await prepareCrowd(bench)
    let before: Memory = {}
    let after: Memory = {}
    return {
      ...crowd,
      begin: () => void (before = readMemory(pids) ?? {}),
      facts() {
        after = readMemory(pids) ?? {}
        return Object.keys(after).map((name) => `${name} grew from ${mib(before[name])} to ${mib(after[name])}`)
      },
      async violations() {
        const books = await crowd.violations?.()
        const grown = Object.keys(after).filter((name) => isGrown(before[name] ?? 0, after[name] ?? 0))
        return {
          checked: books?.checked ?? [],
          violations: [
            ...(books?.violations ?? []),
            ...grown.map((name) => `${name} grew from ${mib(before[name])} to ${mib(after[name])}`),
          ],
        }
      },
    }
  },
}

const isGrown = (before: number, after: number) => after - before > Math.max(worthMiB, before * mostGrowth)

const mib = (amount = 0) => `${Math.round(amount)} MiB`

import { describeMachine } from '../machine.ts'
import type { Outcome } from './perform.ts'
import type { Killed } from './points/kill-at-every-point.ts'

type Run = { readonly seed: number; readonly minutes: number; readonly again: string; readonly json: boolean }

/** Says what happens, or nothing but one line of JSON in the end. */
export function openReport({ seed, minutes, again, json }: Run) {
  const tell = (line: string) => void (!json && console.log(line))
  tell(`seed ${seed}, ${minutes} min; again with ${again}\n${describeMachine()}\n`)
  return {
    tell,
    /** Sums up, and answers all that is broken. */
    finished: (outcome: Outcome, points: Killed | undefined): readonly string[] => {
      const { laws, convergedMs, operations, ok, unknown, faults } = outcome
      const convergeP99S = p99S(convergedMs)
      tell(
        `\n${operations} orders, cancellations, parcels and returns: ${ok} done, ${unknown} without an answer, the rest refused\n` +
          `${faults} faults survived, at rest after ${convergeP99S ?? '?'} s at most, ${laws} laws held against it`,
      )
      if (points) tell(`killed at ${points.covered} of ${points.total} points`)
      const violations = [...outcome.violations, ...(points?.violations ?? [])]
      for (const violation of violations) console.error(`VIOLATION: ${violation}`)
      const crashPoints = { covered: points?.covered ?? null, total: points?.total ?? null }
      const result = { seed, minutes, faults, operations, laws, violations, convergeP99S, crashPoints }
      if (json) console.log(JSON.stringify(result))
      return violations
    },
  }
}

/** Of so few windows, the slowest; `null` if one never came to rest. */
function p99S(convergedMs: readonly (number | undefined)[]): number | null {
  const sorted = convergedMs.filter((ms) => ms !== undefined).toSorted((a, b) => a - b)
  const at = sorted[Math.ceil(sorted.length * 0.99) - 1]
  return at === undefined || sorted.length < convergedMs.length ? null : Math.round(at) / 1_000
}

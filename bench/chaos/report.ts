import { describeMachine } from '../machine.ts'
import { unknownPoints } from './crash-points.ts'
import type { Outcome } from './perform.ts'

type Run = { readonly seed: number; readonly minutes: number; readonly again: string; readonly json: boolean }

/** Says what happens, or nothing but one line of JSON in the end. */
export function openReport({ seed, minutes, again, json }: Run) {
  const tell = (line: string) => void (!json && console.log(line))
  tell(`seed ${seed}, ${minutes} min; again with ${again}\n${describeMachine()}\n`)
  return {
    tell,
    finished: ({ violations, laws, convergedMs, operations, ok, unknown, faults }: Outcome) => {
      const convergeP99S = p99S(convergedMs)
      tell(
        `\n${operations} orders, cancellations, parcels and returns: ${ok} done, ${unknown} without an answer, the rest refused\n` +
          `${faults} faults survived, at rest after ${convergeP99S ?? '?'} s at most, ${laws} laws held against it`,
      )
      for (const violation of violations) console.error(`VIOLATION: ${violation}`)
      const result = { seed, minutes, faults, operations, laws, violations, convergeP99S, crashPoints: unknownPoints }
      if (json) console.log(JSON.stringify(result))
    },
  }
}

/** Of so few windows, the slowest; `null` if one never came to rest. */
function p99S(convergedMs: readonly (number | undefined)[]): number | null {
  const sorted = convergedMs.filter((ms) => ms !== undefined).toSorted((a, b) => a - b)
  const at = sorted[Math.ceil(sorted.length * 0.99) - 1]
  return at === undefined || sorted.length < convergedMs.length ? null : Math.round(at) / 1_000
}

import { describeMachine } from './machine.ts'
import type { Flag, Options } from './options.ts'
import { round } from './result.ts'

/** A file of `scenarios/` that goes its own way about measuring something, and has a mark to reach. */
export type Trial = {
  readonly name: string
  readonly summary: string
  /** How long to measure if nobody says. */
  readonly durationS: number
  /** The flags that mean something to it. */
  readonly takes: readonly Flag[]
  perform(ground: Ground): Promise<Verdict>
}

/** What a trial is given to work with. */
export type Ground = {
  readonly options: Options
  readonly stack: AsyncDisposableStack
  readonly signal: AbortSignal
  readonly doing: (what: string) => void
}

export type Verdict = {
  /** For scripts; what could not be known is null. */
  readonly figures: Readonly<Record<string, number | null>>
  /** For people. */
  readonly lines: readonly string[]
  /** Which marks were missed, each in a sentence. */
  readonly failures: readonly string[]
}

/** Performs a trial, prints what it found, and answers whether it reached its marks. */
export async function tryOut(trial: Trial, ground: Omit<Ground, 'doing'>): Promise<boolean> {
  const { json } = ground.options
  const { stderr } = process
  const doing = (what: string) => void (stderr.isTTY && stderr.write(`\r\x1b[K${what}`))
  if (!json) console.log([`${trial.name}: ${trial.summary}`, describeMachine(), ''].join('\n'))
  const { figures, lines, failures } = await trial.perform({ ...ground, doing })
  doing('')
  const rounded = Object.entries(figures).map(([name, figure]) => [name, figure === null ? null : round(figure)])
  if (json) console.log(JSON.stringify({ scenario: trial.name, ...Object.fromEntries(rounded) }))
  else for (const line of lines) console.log(line)
  for (const failure of failures) console.error(`FAILED: ${failure}`)
  return failures.length === 0
}

import type { CalibrationName } from './calibration.ts'
import { remember } from './history.ts'
import type { Measured } from './load.ts'
import { describeMachine } from './machine.ts'
import type { Flag, Options } from './options.ts'
import { resultOtherwise, round, type TakenOtherwise } from './result.ts'

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
  /** What of it can be told as of any load. */
  readonly load?: Omit<TakenOtherwise, 'scenario' | 'connections' | 'calibrated'>
  readonly calibrated?: ReadonlyMap<CalibrationName, Measured>
  /** Processor time of one operation, by process. */
  readonly cpuMs?: Readonly<Record<string, number>>
}

/** Performs a trial, prints what it found, and answers whether it reached its marks. */
export async function tryOut(trial: Trial, ground: Omit<Ground, 'doing'>): Promise<boolean> {
  const { json, connections } = ground.options
  const { name: scenario } = trial
  const { stderr } = process
  const doing = (what: string) => void (stderr.isTTY && stderr.write(`\r\x1b[K${what}`))
  if (!json) console.log([`${scenario}: ${trial.summary}`, describeMachine(), ''].join('\n'))
  const verdict = await trial.perform({ ...ground, doing })
  doing('')
  const { lines, failures, calibrated = new Map<CalibrationName, Measured>(), cpuMs = null } = verdict
  const figures = Object.fromEntries(
    Object.entries(verdict.figures).map(([name, figure]) => [name, figure === null ? null : round(figure)]),
  )
  const result = resultOtherwise({ scenario, connections, calibrated, ...verdict.load })
  remember({ ...result, offered: null, cpuMs, figures })
  if (!json) for (const line of lines) console.log(line)
  else {
    for (const [calibration, { rate, latency }] of calibrated)
      console.log(
        JSON.stringify({ calibration, rate: round(rate), p50Ms: round(latency.p50Ms), p99Ms: round(latency.p99Ms) }),
      )
    console.log(JSON.stringify({ scenario, figures }))
    console.log(JSON.stringify(result))
  }
  for (const failure of failures) console.error(`FAILED: ${failure}`)
  return failures.length === 0
}

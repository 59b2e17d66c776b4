import type { CalibrationName } from './calibration.ts'
import type { Measured } from './load.ts'

/** The last line of `--json`. A figure that this run could not take is null. */
export type Result = {
  readonly scenario: string
  readonly rate: number
  readonly unit: string
  readonly p50Ms: number
  readonly p99Ms: number
  readonly errors: number
  readonly connections: number
  readonly durationS: number
  readonly cpuMsPerOp: number | null
  readonly commitsPerOp: number | null
  readonly calibration: Calibrated
  /** The rate divided by that of each calibration. */
  readonly ratios: Calibrated
}

/** By calibration; `same` is the same done bare, where a scenario has that. */
export type Calibrated = Readonly<Record<CalibrationName | 'same', number | null>>

/** What one run has measured. */
export type Taken = {
  readonly scenario: string
  readonly unit: string
  readonly connections: number
  readonly measured: Measured
  readonly calibrated: ReadonlyMap<CalibrationName, Measured>
  readonly bare: { readonly measured: Measured } | undefined
  readonly cpuMs: number | undefined
  readonly commitsPerOp: number | undefined
}

/** Sums a run up, in the shape that scripts rely on. */
export function resultOf({ scenario, unit, connections, measured, calibrated, ...rest }: Taken): Result {
  const { rate, operations, latency, errors, elapsedS } = measured
  const bare = (name: CalibrationName) => calibrated.get(name)?.rate
  const each = (figure: (bare: number) => number): Calibrated => ({
    http: rounded(bare('http'), figure),
    fastify: rounded(bare('fastify'), figure),
    nats: rounded(bare('nats'), figure),
    jetstream: rounded(bare('jetstream'), figure),
    commit: rounded(bare('commit'), figure),
    same: rounded(rest.bare?.measured.rate, figure),
  })
  return {
    scenario,
    rate: round(rate),
    unit,
    p50Ms: round(latency.p50Ms),
    p99Ms: round(latency.p99Ms),
    errors,
    connections,
    durationS: round(elapsedS),
    cpuMsPerOp: operations > 0 ? rounded(rest.cpuMs, (ms) => ms / operations) : null,
    commitsPerOp: rounded(rest.commitsPerOp, (commits) => commits),
    calibration: each((bare) => bare),
    ratios: each((bare) => rate / bare),
  }
}

function rounded(number: number | undefined, figure: (number: number) => number): number | null {
  return number === undefined ? null : round(figure(number))
}

/** Four digits say more than a measurement knows. */
export const round = (number: number): number => (Number.isFinite(number) ? Number(number.toPrecision(4)) : 0)

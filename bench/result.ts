import type { CalibrationName } from './calibration.ts'
import type { Measured } from './load.ts'

/** The last line of `--json`. A figure that this run could not take is null. */
export type Result = {
  readonly scenario: string
  readonly rate: number | null
  readonly unit: string | null
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly errors: number | null
  readonly connections: number
  readonly durationS: number | null
  readonly cpuMsPerOp: number | null
  readonly commitsPerOp: number | null
  readonly calibration: Calibrated
  /** The rate divided by that of each calibration; `same` is the same done bare, where a scenario has that. */
  readonly ratios: Calibrated & { readonly same?: number }
}

export type Calibrated = Readonly<Record<CalibrationName, number | null>>

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

/** What a run has taken that measures something else than a load. */
export type TakenOtherwise = {
  readonly scenario: string
  readonly connections: number
  readonly calibrated?: ReadonlyMap<CalibrationName, Measured>
} & Partial<Omit<Result, 'scenario' | 'connections' | 'calibration' | 'ratios'>>

/** What can be said of any load. */
export const loadOf = (unit: string, { rate, latency, errors, elapsedS }: Measured) => ({
  rate: round(rate),
  unit,
  p50Ms: round(latency.p50Ms),
  p99Ms: round(latency.p99Ms),
  errors,
  durationS: round(elapsedS),
})

/** As `resultOf`, with what there is. */
export function resultOtherwise({ scenario, connections, calibrated = new Map(), ...known }: TakenOtherwise): Result {
  const { rate = null } = known
  return {
    scenario,
    rate,
    unit: known.unit ?? null,
    p50Ms: known.p50Ms ?? null,
    p99Ms: known.p99Ms ?? null,
    errors: known.errors ?? null,
    connections,
    durationS: known.durationS ?? null,
    cpuMsPerOp: known.cpuMsPerOp ?? null,
    commitsPerOp: known.commitsPerOp ?? null,
    calibration: each(calibrated, (bare) => bare),
    ratios: each(calibrated, (bare) => (rate === null ? null : rate / bare)),
  }
}

/** Sums a run up, in the shape that scripts rely on. */
export function resultOf({ scenario, unit, connections, measured, calibrated, ...rest }: Taken): Result {
  const { rate, operations } = measured
  const { durationS, ...load } = loadOf(unit, measured)
  const same = rest.bare && round(rate / rest.bare.measured.rate)
  return {
    scenario,
    ...load,
    connections,
    durationS,
    cpuMsPerOp: operations > 0 ? rounded(rest.cpuMs, (ms) => ms / operations) : null,
    commitsPerOp: rounded(rest.commitsPerOp, (commits) => commits),
    calibration: each(calibrated, (bare) => bare),
    ratios: { ...each(calibrated, (bare) => rate / bare), ...(same !== undefined && { same }) },
  }
}

function each(calibrated: Taken['calibrated'], figure: (bare: number) => number | null): Calibrated {
  const of = (name: CalibrationName) => rounded(calibrated.get(name)?.rate, figure)
  return {
    http: of('http'),
    fastify: of('fastify'),
    nats: of('nats'),
    jetstream: of('jetstream'),
    commit: of('commit'),
  }
}

function rounded(number: number | undefined, figure: (number: number) => number | null): number | null {
  const value = number === undefined ? null : figure(number)
  return value === null ? null : round(value)
}

/** Four digits say more than a measurement knows. */
export const round = (number: number): number => (Number.isFinite(number) ? Number(number.toPrecision(4)) : 0)

import { commit } from './calibration/commit.ts'
import { fastify } from './calibration/fastify.ts'
import { http } from './calibration/http.ts'
import { jetstream } from './calibration/jetstream.ts'
import { nats } from './calibration/nats.ts'
import { type Measured, type Operation, runLoad } from './load.ts'
import type { System } from './system.ts'

/** A file of `calibration/`: something bare that this machine does, to hold the figures of the same run against. */
export type Calibration = {
  readonly summary: string
  /** How many may be under way at once; without it, as many as the load has connections. */
  readonly workers?: number
  /** Nothing where the system does not have, or does not tell, what it takes. */
  prepare(system: System, workers: number): Promise<(AsyncDisposable & { readonly operation: Operation }) | undefined>
}

/** All of them, in the order they are measured in. */
export const calibrations = { http, fastify, nats, jetstream, commit } as const satisfies Record<string, Calibration>

export type CalibrationName = keyof typeof calibrations

const [warmupS, durationS] = [0.4, 1.6]

type Calibrating = {
  readonly system: System
  readonly connections: number
  readonly signal: AbortSignal
  readonly doing: (what: string) => void
  readonly told?: (name: CalibrationName, measured: Measured | undefined) => void
}

/** Measures all of them, one after the other. */
export async function calibrateAll(all: Calibrating): Promise<ReadonlyMap<CalibrationName, Measured>> {
  const calibrated = new Map<CalibrationName, Measured>()
  for (const name of Object.keys(calibrations) as CalibrationName[]) {
    all.doing(`calibrating: ${calibrations[name].summary}`)
    const measured = await calibrate(name, all)
    if (measured) calibrated.set(name, measured)
    all.told?.(name, measured)
  }
  return calibrated
}

/** Measures one of them for two seconds, warm-up included. */
export async function calibrate(
  name: CalibrationName,
  { system, connections, signal }: { system: System; connections: number; signal: AbortSignal },
): Promise<Measured | undefined> {
  const calibration: Calibration = calibrations[name]
  const workers = calibration.workers ?? connections
  await using prepared = await calibration.prepare(system, workers)
  if (!prepared) return undefined
  await runLoad(prepared.operation, { workers, durationS: warmupS, signal })
  return await runLoad(prepared.operation, { workers, durationS, signal })
}

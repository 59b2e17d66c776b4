import type { Tradewind } from 'tradewind-client'
import type { Databases } from './databases.ts'
import type { Client } from './http.ts'
import type { Operation } from './load.ts'
import type { Flag } from './options.ts'
import type { System } from './system.ts'

/** What a scenario works with. */
export type Bench = {
  readonly system: System
  /** For what has to be there before a load. */
  readonly api: Tradewind
  /** For the load itself. */
  readonly client: Client
  readonly workers: number
  /** Absent where the databases of a running stack are not known. */
  readonly databases?: Databases
  /** Ends, with all that is in it, when everything has been measured. */
  readonly stack: AsyncDisposableStack
  readonly signal: AbortSignal
}

/** The same done by something bare that this machine runs, and the least part of its rate that is good enough. */
export type Yardstick = { readonly summary: string; readonly operation: Operation; readonly mark: number }

/** One thing users do, made ready to be done again and again. */
export type Prepared = {
  readonly operation: Operation
  /** What a closed loop is measured against, in turns. */
  readonly yardstick?: Yardstick
  /** Told when everything before was only warming up. */
  readonly begin?: () => Promise<void> | void
  /** What else there is to say of the measured load. */
  readonly facts?: () => Promise<readonly string[]> | readonly string[]
  /** What should hold now that nothing is under way, and does not. */
  readonly violations?: () => Promise<{ readonly checked: readonly string[]; readonly violations: readonly string[] }>
}

/** A file of `scenarios/`. */
export type Scenario = {
  readonly name: string
  readonly summary: string
  readonly unit: string
  /** How long to measure if nobody says. */
  readonly durationS?: number
  /** The flags that mean something to it, if those are not the usual ones. */
  readonly takes?: readonly Flag[]
  prepare(bench: Bench): Promise<Prepared>
}

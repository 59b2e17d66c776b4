import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

/** Something that goes wrong, and comes right again. */
export type Fault = {
  /** Its rows in the fault matrix: F1 to F64. */
  readonly rows: readonly string[]
  readonly what: string
  /** What it is done to. Nothing is struck twice at once. */
  readonly strikes: readonly string[]
  /** How many seconds it lasts, at least and at most. */
  readonly lastsS: readonly [least: number, most: number]
  /** Why it cannot be had on this machine; nothing if it can. */
  readonly isBeyond?: () => string | undefined
  /** Makes it happen, and answers how to end it. It throws if it did not happen. */
  readonly begin: (stage: Stage, random: Random) => Promise<Heal>
}

export type Heal = () => Promise<void> | void

/** A fault that is over as soon as it has happened. */
export const momentary: Heal = () => {}

export const atOnce: Fault['lastsS'] = [0, 0]

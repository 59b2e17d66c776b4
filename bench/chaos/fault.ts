import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

/** Something that goes wrong, and comes right again. */
export type Fault = {
  /** Its row in the fault matrix: F1 to F64. */
  readonly id: string
  readonly what: string
  /** What it is done to. Nothing is struck twice at once. */
  readonly strikes: string
  /** How long it lasts at most, in seconds. */
  readonly longestS: number
  /** Makes it happen, and answers how to end it. */
  readonly begin: (stage: Stage, random: Random) => Promise<() => Promise<void> | void>
}

/** A fault that is over as soon as it has happened. */
export const momentary = () => {}

import type * as subject from '../oversight.ts'
import type { ExamplesOf } from '../subject.ts'
import { ordered } from './story.ts'

/** Somebody looks after the shop that Ada ordered from. */
export const oversight: ExamplesOf<typeof subject> = {
  verifyFold: { input: { since: ordered }, output: { checked: 1, differences: [], next: null } },
}

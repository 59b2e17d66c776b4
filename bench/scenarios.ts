import type { Scenario } from './scenario.ts'
import { checkout } from './scenarios/checkout.ts'
import { overload } from './scenarios/overload.ts'
import { passage } from './scenarios/passage.ts'
import { read } from './scenarios/read.ts'
import { start } from './scenarios/start.ts'
import { stored } from './scenarios/stored.ts'
import { streamsTrial } from './scenarios/streams.ts'
import type { Trial } from './trial.ts'

/** Everything that can be measured, by name. */
export const scenarios: ReadonlyMap<string, Scenario | Trial> = new Map(
  [checkout, stored, read, overload, passage, start, streamsTrial].map((each) => [each.name, each]),
)

import type { Scenario } from './scenario.ts'
import { checkout } from './scenarios/checkout.ts'
import { read } from './scenarios/read.ts'

/** Everything that can be measured, by name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map([checkout, read].map((each) => [each.name, each]))

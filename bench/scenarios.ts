import { type Flag, usualFlags } from './options.ts'
import type { Scenario } from './scenario.ts'
import { broker } from './scenarios/broker.ts'
import { capacity } from './scenarios/capacity.ts'
import { cart } from './scenarios/cart.ts'
import { checkout } from './scenarios/checkout.ts'
import { events } from './scenarios/events.ts'
import { hotSku } from './scenarios/hot-sku.ts'
import { idle } from './scenarios/idle.ts'
import { list } from './scenarios/list.ts'
import { login } from './scenarios/login.ts'
import { mixed } from './scenarios/mixed.ts'
import { overload } from './scenarios/overload.ts'
import { passage } from './scenarios/passage.ts'
import { readCached } from './scenarios/read-cached.ts'
import { readUncached } from './scenarios/read-uncached.ts'
import { reserve } from './scenarios/reserve.ts'
import { rolling } from './scenarios/rolling.ts'
import { scale } from './scenarios/scale.ts'
import { search } from './scenarios/search.ts'
import { soak } from './scenarios/soak.ts'
import { start } from './scenarios/start.ts'
import { stored } from './scenarios/stored.ts'
import { streamsTrial } from './scenarios/streams.ts'
import type { Trial } from './trial.ts'

const acts = [readCached, readUncached, list, search, login, cart, checkout, mixed, soak]
const trials = [
  hotSku,
  reserve,
  events,
  stored,
  overload,
  scale,
  capacity,
  rolling,
  broker,
  passage,
  start,
  idle,
  streamsTrial,
]

/** Several scenarios on one stack, one after the other. */
export type Tour = {
  readonly name: string
  readonly summary: string
  readonly durationS: number
  readonly connections: number
  readonly takes: readonly Flag[]
  readonly acts: readonly [Scenario, ...Scenario[]]
}

const tour: Tour = {
  name: 'tour',
  summary: 'what users do, one after the other on one stack, each for a few seconds; what is run if nothing is named',
  durationS: 5,
  // Logins are slow on purpose: with more of them at once most would only wait.
  connections: 8,
  takes: usualFlags.filter((flag) => flag !== 'rate' && flag !== 'rates'),
  acts: [readCached, readUncached, list, search, login, cart, checkout, mixed],
}

/** Everything that can be measured, by name. */
export const scenarios: ReadonlyMap<string, Scenario | Trial | Tour> = new Map(
  [tour, ...acts, ...trials].map((each) => [each.name, each]),
)

import type { Scenario } from './scenario.ts'
import { broker } from './scenarios/broker.ts'
import { cart } from './scenarios/cart.ts'
import { checkout } from './scenarios/checkout.ts'
import { events } from './scenarios/events.ts'
import { hotSku } from './scenarios/hot-sku.ts'
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
const trials = [hotSku, scale, rolling, broker, overload, stored, events, passage, reserve, start, streamsTrial]

/** Everything that can be measured, by name. */
export const scenarios: ReadonlyMap<string, Scenario | Trial> = new Map(
  [...acts, ...trials].map((each) => [each.name, each]),
)

import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '#compose/run.ts'
import { openSystem, type System } from '../system.ts'
import { openShop } from './crowd/shop.ts'
import { countsOf, finish, type Outcome, type Telling } from './perform.ts'
import { comeToRest } from './rest.ts'

export type RunningOptions = {
  readonly seed: number
  readonly minutes: number
  readonly url: string
  readonly nats?: string
}

/** Lets people shop in a stack that runs already, and judges it. What it stands on is not ours, so nothing is done to it. */
export async function performOnRunning(options: RunningOptions, { signal, tell }: Telling): Promise<Outcome> {
  const { seed, minutes, url, nats } = options
  await using stack = new AsyncDisposableStack()
  const system = await openSystem({ url, ...(nats !== undefined && { nats }) }, stack, signal)
  requireWhole(system)
  tell(`people shop at ${url}; nothing is made to go wrong in a stack that others run`)
  const crowd = await openShop(system, { apis: [url], seed, stack })
  await sleep(minutes * 60_000, undefined, { signal })
  const endedAt = performance.now()
  await crowd.rest()
  const { tookMs, left } = await comeToRest(system, signal)
  const restedMs = tookMs === undefined ? undefined : performance.now() - endedAt
  const verdict = await finish(system, crowd, { signal, waitsForMails: false, isAlone: false })
  const violations = [...(left === undefined ? [] : [`${left} is left a minute later`]), ...verdict.violations]
  return { ...countsOf(crowd), ...verdict, violations, faults: 0, convergedMs: [restedMs] }
}

/** Without its databases and its broker nobody can say whether it adds up. */
function requireWhole({ postgres, nats, staff }: System): void {
  if (postgres && nats && staff) return
  throw new CannotStart(
    'Judging a stack that runs takes its databases, its broker and a staff login: of a stack that npm start did not start here, set DATABASE_ADMIN_URL, NATS_URL (or --nats), STAFF_EMAIL and STAFF_PASSWORD',
  )
}

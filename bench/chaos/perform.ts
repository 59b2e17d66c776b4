import { setTimeout as sleep } from 'node:timers/promises'
import { createTradewind } from 'tradewind-client'
import { openCustomers } from '../customers.ts'
import { connectHttp } from '../http.ts'
import { stockedSkus } from '../stock.ts'
import { letShop } from './customers.ts'
import { randomFrom } from './random.ts'
import { type Planned, planned } from './schedule.ts'
import { openStage, type Stage } from './stage.ts'
import { judge, type Verdict } from './verdict.ts'

export type ChaosOptions = { readonly seed: number; readonly minutes: number }

export type Outcome = Verdict & {
  readonly operations: number
  readonly ok: number
  readonly unknown: number
  readonly faults: readonly Planned[]
}

const customerCount = 12
/** Few, so that many want the same. */
const wantedSkus = 6

/** Lets customers shop while what the seed plans goes wrong, heals everything, and looks whether all adds up. */
export async function perform(
  { seed, minutes }: ChaosOptions,
  { signal, tell }: { signal: AbortSignal; tell: (what: string) => void },
): Promise<Outcome> {
  await using stack = new AsyncDisposableStack()
  tell('starting two gateways and twice all actors')
  const stage = stack.use(await openStage(signal))
  const { system, apis } = stage
  const api = createTradewind({ baseUrl: system.api })
  const skus = (await stockedSkus({ api, system })).slice(0, wantedSkus)
  const customers = await openCustomers(api, customerCount)
  const clients = apis.map((url) => stack.use(connectHttp(url, customerCount)))

  const plan = planned(minutes * 60, randomFrom(seed))
  const crowd = letShop({ clients, customers, skus, random: randomFrom(seed + 1) })
  await inflict(stage, plan, { seed, signal, tell })
  tell('healed; waiting for the customers and for rest')
  await crowd.finish()
  const { history, rude } = crowd
  const customerIds = customers.map(({ id }) => id)
  const verdict = await judge(system, { history, customerIds, signal })
  const count = (outcome: string) => history.filter((one) => one.outcome === outcome).length
  return {
    ...verdict,
    violations: [...verdict.violations, ...new Set(rude), ...stage.crashes.map((crash) => `ended by itself: ${crash}`)],
    operations: history.length,
    ok: count('ok'),
    unknown: count('unknown'),
    faults: plan,
  }
}

type Telling = { readonly seed: number; readonly signal: AbortSignal; readonly tell: (what: string) => void }

/** Begins and ends each fault at its time; whatever happens, all are ended. */
async function inflict(stage: Stage, plan: readonly Planned[], { seed, signal, tell }: Telling): Promise<void> {
  const startedAt = performance.now()
  const until = (atS: number) =>
    sleep(Math.max(0, atS * 1_000 - (performance.now() - startedAt)), undefined, { signal })
  await Promise.all(
    plan.map(async ({ fault, atS, untilS }, index) => {
      await until(atS)
      tell(`${atS.toFixed(1)} s  ${fault.id} ${fault.what}`)
      // Its own numbers, so that it chooses the same whatever else happens at the time.
      const heal = await fault.begin(stage, randomFrom(seed * 1_000 + index))
      await until(untilS).catch(() => {})
      await heal()
    }),
  )
}

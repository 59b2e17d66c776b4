import { setTimeout as sleep } from 'node:timers/promises'
import { cpuBetween, readCpu, watchCores } from '../cpu.ts'
import { type Kind, kinds, mix } from '../shoppers.ts'
import { eachKind, type Offer, type Offered, offer } from './offer.ts'

/** What an act of each kind takes, in ms of processor time. */
export type Costs = Readonly<Record<Kind, number>>

type Pids = Readonly<Record<string, number>>

type Grounds = Omit<Offer, 'durationS' | 'rate' | 'only' | 'onShed'>

/** So few of each kind that nothing waits, and so many that a clock of hundredths of a second sees them. */
const measuredAt: Readonly<Record<Kind, number>> = { page: 500, search: 100, cart: 80, checkout: 15 }
const measuredForS = 2
/** An order is confirmed before its mail is sent. */
const settlesWithinMs = 1_000

/** Measures what each kind costs the system's processes while they do nothing else. */
export async function measureCosts(pids: Pids, grounds: Grounds): Promise<Costs> {
  const spent = async (work: () => Promise<unknown>) => {
    const before = readCpu(pids) ?? {}
    await work()
    await sleep(settlesWithinMs, undefined, { signal: grounds.signal })
    return Object.values(cpuBetween(before, readCpu(pids) ?? {})).reduce((sum, ms) => sum + ms, 0)
  }
  const idleMs = await spent(async () => {})
  const costs = new Map<Kind, number>()
  for (const kind of kinds) {
    const rate = measuredAt[kind]
    const ms = await spent(() => offer({ ...grounds, only: kind, rate, durationS: measuredForS }))
    costs.set(kind, Math.max(0, ms - idleMs * (measuredForS + 1)) / (rate * measuredForS))
  }
  return eachKind((kind) => costs.get(kind) ?? Number.NaN)
}

/** How many acts of the mix a second it amounts to, by cost, what was done in time: shedding searches in favour of orders is no loss. */
export function goodput({ parts, durationS }: Offered, costs: Costs): number {
  const done = kinds.reduce((sum, kind) => sum + parts[kind].good * costs[kind], 0)
  const turns = kinds.reduce((sum, kind) => sum + mix[kind], 0)
  const turn = kinds.reduce((sum, kind) => sum + mix[kind] * costs[kind], 0)
  return done / (turn / turns) / durationS
}

/** One rate that was tried, and what of it was done in time. */
export type Step = {
  readonly rate: number
  readonly goodput: number
  readonly offered: Offered
  /** How many cores were busy with anything else meanwhile. */
  readonly others: number
}

const firstRate = 120
const stepS = 4
/** More than this is found in no step: whatever is offered, it gets no better. */
const better = 1.05

/** Offers ever more, twice as much each time until that gains nothing, then between the best and its neighbours; answers every step. */
export async function ramp(
  grounds: Grounds,
  { pids, costs, tried }: { pids: Pids; costs: Costs; tried: (step: Step) => void },
): Promise<readonly Step[]> {
  const steps: Step[] = []
  const attempt = async (rate: number): Promise<Step> => {
    const { result: offered, cores } = await watchCores(pids, () => offer({ ...grounds, rate, durationS: stepS }))
    const step = { rate, goodput: goodput(offered, costs), offered, others: cores['others'] ?? 0 }
    steps.push(step)
    tried(step)
    return step
  }
  let last = await attempt(firstRate)
  for (let gains = true; gains; ) {
    const next = await attempt(last.rate * 2)
    gains = next.goodput > last.goodput * better
    last = next
  }
  for (let factor = Math.SQRT2; factor > 1.1; factor = Math.sqrt(factor)) {
    const { rate } = bestOf(steps)
    await attempt(rate / factor)
    await attempt(rate * factor)
  }
  return steps
}

/** The step in which most was done. */
export const bestOf = (steps: readonly Step[]): Step =>
  steps.reduce((best, step) => (step.goodput > best.goodput ? step : best))

import { setTimeout as sleep } from 'node:timers/promises'
import { cpuBetween, readCpu, watchCores } from '../cpu.ts'
import { type Kind, kinds, mix } from '../shoppers.ts'
import { eachKind, type Offer, type Offered, offer } from './offer.ts'

/** What an act of each kind takes, in ms of processor time. */
export type Costs = Readonly<Record<Kind, number>>

type Pids = Readonly<Record<string, number>>

type Grounds = Omit<Offer, 'durationS' | 'rate' | 'only' | 'onShed'>

/** So few of each kind that nothing waits, and so many that a clock of hundredths of a second sees them. */
const measuredAt: Readonly<Record<Kind, number>> = { page: 250, search: 60, cart: 40, checkout: 6 }
const measuredForS = 3
/** An order is confirmed before its mail is sent, and what was begun before takes a while to end. */
const restMs = 2_000

/** Measures what each kind costs the system's processes while they do nothing else. */
export async function measureCosts(pids: Pids, grounds: Grounds): Promise<Costs> {
  const rest = () => sleep(restMs, undefined, { signal: grounds.signal })
  const spent = async (work: () => Promise<unknown>) => {
    const before = readCpu(pids) ?? {}
    await work()
    await rest()
    return Object.values(cpuBetween(before, readCpu(pids) ?? {})).reduce((sum, ms) => sum + ms, 0)
  }
  await rest()
  const idleMs = (await spent(rest)) / (2 * restMs)
  const costs = new Map<Kind, number>()
  for (const kind of kinds) {
    const rate = measuredAt[kind]
    const ms = await spent(() => offer({ ...grounds, only: kind, rate, durationS: measuredForS }))
    costs.set(kind, Math.max(0, ms - idleMs * (measuredForS * 1_000 + restMs)) / (rate * measuredForS))
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

const [firstRate, lowestRate] = [60, 5]
const stepS = 4
/** Of what is offered, in the rate at which it is said to keep up. */
const keptUp = 0.95
const closeEnough = 1.15
/** More may be done when more is asked, of what matters more. */
const beyond = [2, 3]

/** Offers twice as much each time until it no longer keeps up, then closes in on the rate at which it just does, and tries what is beyond; answers every step. */
export async function ramp(
  grounds: Grounds,
  { pids, costs, tried }: { pids: Pids; costs: Costs; tried: (step: Step) => void },
): Promise<readonly Step[]> {
  const steps: Step[] = []
  const keepsUp = async (rate: number): Promise<boolean> => {
    const { result: offered, cores } = await watchCores(pids, () => offer({ ...grounds, rate, durationS: stepS }))
    const step = { rate, goodput: goodput(offered, costs), offered, others: cores['others'] ?? 0 }
    steps.push(step)
    tried(step)
    return isKeptUp(step)
  }
  let done = firstRate
  while (!(await keepsUp(done)) && done > lowestRate) done /= 2
  let tooMuch = done * 2
  while (await keepsUp(tooMuch)) [done, tooMuch] = [tooMuch, tooMuch * 2]
  while (tooMuch / done > closeEnough) {
    const between = Math.sqrt(done * tooMuch)
    if (await keepsUp(between)) done = between
    else tooMuch = between
  }
  for (const times of beyond) await keepsUp(times * done)
  return steps
}

function isKeptUp({ offered: { parts } }: Step): boolean {
  const sum = (figure: 'good' | 'offered') => kinds.reduce((total, kind) => total + parts[kind][figure], 0)
  return sum('good') >= keptUp * sum('offered')
}

/** The most that was offered and still done; none if the system never kept up. */
export const capacityIn = (steps: readonly Step[]): number =>
  Math.max(0, ...steps.filter(isKeptUp).map(({ rate }) => rate))

/** The step in which most was done. */
export const bestOf = (steps: readonly Step[]): Step =>
  steps.reduce((best, step) => (step.goodput > best.goodput ? step : best))

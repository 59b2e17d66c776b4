import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '#compose/run.ts'
import { createTradewind } from 'tradewind-client'
import { backlogReader, drained } from '../backlog.ts'
import { readCpu, watchCores } from '../cpu.ts'
import { openDatabases } from '../databases.ts'
import { connectHttp } from '../http.ts'
import { checkBooks } from '../laws/books.ts'
import { bestOf, capacityIn, type Costs, goodput, measureCosts, ramp, type Step } from '../overload/capacity.ts'
import { eachKind, type Offered, offer } from '../overload/offer.ts'
import { comeBackAsTold, type Returned } from '../overload/returns.ts'
import { type Crowd, type Kind, kinds, openCrowd } from '../shoppers.ts'
import { round } from '../result.ts'
import { connectTools, openSystem, type System } from '../system.ts'
import type { Ground, Trial } from '../trial.ts'

const target = 0.8
const times = 5
/** More than can be on their way to one actor, so that somebody always has time for the next act. */
const customers = 300
/** So many may wait for an answer at a time: more than the edge lets in. */
const mostWaiting = 800
const drainLimitMs = 60_000
/** Of those who come back as told. */
const mostGetIn = 0.8
const rushS = 3

/** Five times what can be served: what gets done must still be most of what could be, and the books must be even. */
export const overload: Trial = {
  name: 'overload',
  summary: `${times} × what the system can do; ${target} of its best must still get done`,
  durationS: 60,
  takes: ['duration', 'warmup', 'instances'],
  async perform(ground) {
    const { options, stack, signal, doing } = ground
    doing('starting a stack')
    const system = await openSystem(options, stack, signal)
    const { pids } = system
    if (!pids || !readCpu(pids))
      throw new CannotStart('What an act costs is known of a stack of our own on Linux alone')
    const client = stack.use(connectHttp(system.api, mostWaiting))
    doing('preparing a crowd')
    const crowd = await openCrowd(createTradewind({ baseUrl: system.api }), system, customers)
    const all = { crowd, client, workers: mostWaiting, signal: AbortSignal.any([signal, system.crashed]) }
    // Connections that all came at once would wait for a second try of TCP, which is not what is measured.
    await Promise.all(Array.from({ length: mostWaiting }, () => client.expect(200, 'GET /healthz')))
    doing('warming up')
    for (const part of [1, 2, 4]) await offer({ ...all, rate: 40 * part, durationS: Math.max(1, options.warmupS) })
    doing('finding out what each act costs')
    const costs = await measureCosts(pids, all)
    const tried = ({ rate }: Step) => doing(`finding out what it can do: ${rate.toFixed(0)}/s`)
    const steps = await ramp(all, { pids, costs, tried })
    const rate = times * capacityIn(steps)
    if (rate === 0) throw new CannotStart('The system keeps up with nothing: is the machine busy with something else?')
    doing(`offering ${times} × as much`)
    const during = { ...all, durationS: options.durationS, rate }
    const { result: flood, cores } = await watchCores(pids, () => offer(during))
    doing('coming back as told')
    await sleep(3_000, undefined, { signal })
    const returned = await comeBackAsTold({ ...all, durationS: rushS, rate })
    const violations = await addUp(system, crowd, ground)
    return verdictOn({ costs, steps, flood, cores, rate, returned, violations })
  },
}

/** Waits until what was accepted is done, and looks whether money and stock are even. */
async function addUp({ postgres, nats, stripe }: System, crowd: Crowd, { stack, signal, doing }: Ground) {
  if (postgres === undefined) return []
  const databases = stack.use(openDatabases(postgres))
  doing('waiting for the work that is left')
  if (nats !== undefined) {
    const bus = stack.use(await connectTools(nats))
    const doneAfterMs = await drained(backlogReader(databases, bus), drainLimitMs, signal)
    if (doneAfterMs === undefined) return ['the work that was left is still not done']
  }
  const { customerIds, confirmed } = crowd
  return (await checkBooks({ databases, stripe, customerIds, confirmed })).violations
}

type Found = {
  readonly costs: Costs
  readonly steps: readonly Step[]
  readonly flood: Offered
  readonly cores: Readonly<Record<string, number>>
  readonly rate: number
  readonly returned: Returned
  readonly violations: readonly string[]
}

function verdictOn({ costs, steps, flood, cores, rate, returned, violations }: Found) {
  const best = bestOf(steps)
  const kept = goodput(flood, costs)
  const sum = (figure: 'came' | 'gotIn') => kinds.reduce((total, kind) => total + returned.parts[kind][figure], 0)
  const gotIn = sum('gotIn') / Math.max(1, sum('came'))
  const ratio = kept / best.goodput
  const wrong = [...steps.map(({ offered }) => offered), flood, returned].flatMap((each) => [...each.wrong])
  const servedOf = (kind: Kind) => flood.parts[kind].good / Math.max(1, flood.parts[kind].offered)
  const figures = {
    ratio,
    capacityPerS: capacityIn(steps),
    bestPerS: best.goodput,
    offeredPerS: flood.perS,
    gotIn,
    ...prefixed('cpuMs', costs),
    ...prefixed('served', eachKind(servedOf)),
    ...prefixed(
      'p99Ms',
      eachKind((kind) => flood.parts[kind].latency.p99Ms),
    ),
  }
  return {
    figures,
    load: { rate: round(kept), unit: 'acts/s', p99Ms: round(flood.parts.checkout.latency.p99Ms), errors: wrong.length },
    lines: [
      ...kinds.map((kind) => `${kind.padEnd(16)}${costs[kind].toFixed(2)} ms of processor time`),
      ...[...steps, { rate, goodput: kept, offered: flood, others: cores['others'] ?? 0 }].flatMap((step) =>
        linesOf(step),
      ),
      `Cores busy      ${list(cores, (busy) => busy.toFixed(2))}`,
      `Capacity        ${capacityIn(steps).toFixed(0)}/s, the most that was offered and still done in time`,
      `Compared        ${kept.toFixed(0)}/s of the best ${best.goodput.toFixed(0)}/s: ${ratio.toFixed(2)}`,
      `Came back       as told, after ${returned.longestS} s at most: ${(100 * gotIn).toFixed(0)} % of ${sum('came')} got in: ${list(returned.parts, ({ came, gotIn: got }) => `${got} of ${came}`)}`,
    ],
    failures: [
      ...(ratio >= target ? [] : [`${ratio.toFixed(2)} of the best is less than ${target}`]),
      ...(flood.perS >= 0.9 * rate ? [] : [`only ${flood.perS.toFixed(0)}/s of ${rate.toFixed(0)}/s could be offered`]),
      ...(gotIn >= mostGetIn ? [] : [`only ${(100 * gotIn).toFixed(0)} % of those who came back as told got in`]),
      ...wrong.map(([reason, count]) => `${count} × ${reason}`),
      ...violations,
    ],
  }
}

/** A line for what was offered, and one for each kind of it. */
function linesOf({ rate, goodput: done, offered: { parts }, others }: Step): string[] {
  const of = (kind: Kind) => {
    const { offered, good, late, shed, latency } = parts[kind]
    const part = ((100 * good) / Math.max(1, offered)).toFixed(0)
    return `  ${kind.padEnd(14)}${part} % in time: ${good} of ${offered}, ${late} late, ${shed} shed; p50 ${latency.p50Ms.toFixed(0)} ms, p99 ${latency.p99Ms.toFixed(0)} ms`
  }
  return [
    `${`${rate.toFixed(0)}/s offered`.padEnd(16)}${done.toFixed(0)}/s done in time; ${others.toFixed(2)} cores busy with anything else`,
    ...kinds.map(of),
  ]
}

const list = <T>(members: Readonly<Record<string, T>>, show: (member: T) => string) =>
  Object.entries(members)
    .map(([name, member]) => `${name} ${show(member)}`)
    .join(', ')

const prefixed = (prefix: string, figures: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(figures).map(([name, figure]) => [`${prefix}_${name}`, figure]))

import { createTradewind } from 'tradewind-client'
import { backlogReader, drained } from '../backlog.ts'
import { cpuBetween, readCpu } from '../cpu.ts'
import { openDatabases } from '../databases.ts'
import { type Client, connectHttp } from '../http.ts'
import { checkBooks } from '../laws/books.ts'
import { type Measured, runLoad } from '../load.ts'
import { type Crowd, type Kind, kinds, openCrowd } from '../shoppers.ts'
import { connectTools, openSystem, type System } from '../system.ts'
import type { Ground, Trial } from '../trial.ts'

const target = 0.8
const times = 5
const customers = 48
/** So many may wait for an answer at a time: more than the edge lets in. */
const mostWaiting = 800
const drainLimitMs = 60_000

/** Five times what can be served: what gets done must still be most of what could be, and the books must be even. */
export const overload: Trial = {
  name: 'overload',
  summary: `${times} × what the system can do; ${target} of its best must still get done`,
  durationS: 60,
  async perform(ground) {
    const { options, stack, signal, doing } = ground
    doing('starting a stack')
    const system = await openSystem(options, stack, signal)
    const ends = AbortSignal.any([signal, system.crashed])
    const [few, many] = [options.connections, mostWaiting].map((count) => stack.use(connectHttp(system.api, count)))
    if (!few || !many) throw new Error('two clients were asked for')
    doing('preparing a crowd')
    const crowd = await openCrowd(createTradewind({ baseUrl: system.api }), system, customers)
    const calm = { crowd, client: few, workers: options.connections, signal: ends }
    doing('warming up')
    await push({ ...calm, durationS: Math.max(1, options.warmupS) })
    const alone = new Map<Kind, number>()
    for (const kind of kinds) {
      doing(`finding out what it can do: only ${kind}`)
      alone.set(kind, (await push({ ...calm, durationS: 3, only: kind })).rate)
    }
    doing('finding out what it can do: a mix')
    const best = await push({ ...calm, durationS: Math.max(3, options.durationS / 6) })
    // Connections that all came at once would wait for a second try of TCP, which is not what is measured.
    await Promise.all(Array.from({ length: mostWaiting }, () => many.expect(200, 'GET /healthz')))
    doing(`offering ${times} × as much`)
    const cpuBefore = system.pids && readCpu(system.pids)
    const own = process.cpuUsage()
    const rate = times * best.rate
    const flood = await push({ ...calm, client: many, workers: mostWaiting, durationS: options.durationS, rate })
    const { user, system: kernel } = process.cpuUsage(own)
    const cpuAfter = system.pids && readCpu(system.pids)
    const cpu = { ...(cpuBefore && cpuAfter && cpuBetween(cpuBefore, cpuAfter)), bench: (user + kernel) / 1_000 }
    const violations = await addUp(system, crowd, ground)
    return verdictOn({ alone, best, flood, cpu, rate, violations })
  },
}

type Push = {
  readonly crowd: Crowd
  readonly client: Client
  readonly workers: number
  readonly signal: AbortSignal
  readonly durationS: number
  readonly rate?: number
  readonly only?: Kind
}

/** Lets the crowd at the system: one after the other, or `rate` each second however slow the answers are. */
function push({ crowd, client, only, ...load }: Push): Promise<Measured> {
  return runLoad((_, timed) => {
    const kind = only ?? crowd.next()
    return timed(kind, crowd.act(kind, client)).catch((error: unknown) => {
      throw new Error(`${kind} ${error instanceof Error ? error.message : String(error)}`)
    })
  }, load)
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
  /** What the system can do of one kind, if it does nothing else. */
  readonly alone: ReadonlyMap<Kind, number>
  readonly best: Measured
  readonly flood: Measured
  readonly cpu: Readonly<Record<string, number>>
  readonly rate: number
  readonly violations: readonly string[]
}

/** An order costs a hundred times a page, so each counts for the part of the system's time that it takes when alone. */
function goodput({ parts, elapsedS }: Measured, alone: ReadonlyMap<Kind, number>): number {
  const shares = kinds.map((kind) => (parts.get(kind)?.count ?? 0) / elapsedS / (alone.get(kind) ?? Number.NaN))
  return shares.reduce((sum, share) => sum + share, 0)
}

function verdictOn({ alone, best, flood, cpu, rate, violations }: Found) {
  const [peak, kept] = [goodput(best, alone), goodput(flood, alone)]
  const ratio = kept / peak
  const offered = (flood.operations + flood.errors) / flood.elapsedS
  const shedOf = (kind: Kind) => flood.reasons.get(`${kind} shed`) ?? 0
  const servedOf = (kind: Kind) => flood.parts.get(kind)?.count ?? 0
  const wrong = [...flood.reasons].filter(([reason]) => !kinds.some((kind) => reason === `${kind} shed`))
  const each = (figure: (kind: Kind) => number) => Object.fromEntries(kinds.map((kind) => [kind, figure(kind)]))
  const figures = {
    ratio,
    bestPerS: best.rate,
    offeredPerS: offered,
    ...prefixed(
      'alonePerS',
      each((kind) => alone.get(kind) ?? 0),
    ),
    ...prefixed('served', each(servedOf)),
    ...prefixed('shed', each(shedOf)),
    ...prefixed(
      'p99Ms',
      each((kind) => flood.parts.get(kind)?.p99Ms ?? 0),
    ),
  }
  const perKind = kinds.map((kind) => {
    const [served, shed, before] = [servedOf(kind), shedOf(kind), best.parts.get(kind)]
    const part = (100 * served) / Math.max(1, served + shed)
    return `${kind.padEnd(16)}${served} served, ${shed} shed (${part.toFixed(0)} % served); p99 ${flood.parts.get(kind)?.p99Ms.toFixed(0) ?? '?'} ms, before ${before?.p99Ms.toFixed(0) ?? '?'} ms; alone ${alone.get(kind)?.toFixed(0)}/s`
  })
  const time = Object.entries(cpu).map(([name, ms]) => `${name} ${(ms / 1_000 / flood.elapsedS).toFixed(2)}`)
  return {
    figures,
    lines: [
      `Best            ${best.rate.toFixed(0)}/s in a closed loop, ${peak.toFixed(2)} of what it can do of one kind alone`,
      `Offered         ${offered.toFixed(0)}/s of the ${rate.toFixed(0)}/s that were meant`,
      ...perKind,
      ...wrong.map(([reason, count]) => `${count} × ${reason}`),
      `Cores busy      ${time.join(', ')}`,
      `Compared        ${kept.toFixed(2)} done of the best ${peak.toFixed(2)}: ${ratio.toFixed(2)}`,
    ],
    failures: [
      ...(ratio >= target ? [] : [`${ratio.toFixed(2)} of the best is less than ${target}`]),
      ...(offered >= 0.9 * rate ? [] : [`only ${(offered / best.rate).toFixed(1)} × of the best could be offered`]),
      ...violations,
    ],
  }
}

const prefixed = (prefix: string, figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).map(([name, figure]) => [`${prefix}_${name}`, figure]))

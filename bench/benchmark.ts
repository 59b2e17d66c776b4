import { setTimeout as sleep } from 'node:timers/promises'
import { createTradewind } from 'tradewind-client'
import { type Backlog, type BacklogReader, backlogReader, drained } from './backlog.ts'
import { calibrateAll, type CalibrationName } from './calibration.ts'
import { readCommits, reportDelayMs } from './commits.ts'
import { type CpuTimes, cpuBetween, readCpu } from './cpu.ts'
import { type Databases, openDatabases } from './databases.ts'
import { connectHttp } from './http.ts'
import { type Load, type Measured, runInTurns, runLoad } from './load.ts'
import { type Memory, readMemory } from './memory.ts'
import type { Options } from './options.ts'
import { profiling } from './profiles.ts'
import type { Reporter } from './report.ts'
import type { Prepared, Scenario, Yardstick } from './scenario.ts'
import { openShop } from './shop.ts'
import { connectTools, type System } from './system.ts'

/** All that one run has found out. */
export type Outcome = {
  /** Operations that were to begin each second; without it, each connection began one when its last had ended. */
  readonly rate: number | undefined
  readonly measured: Measured
  readonly calibrated: ReadonlyMap<CalibrationName, Measured>
  /** The same done bare, where the scenario has that. */
  readonly bare: (Pick<Yardstick, 'summary' | 'mark'> & { readonly measured: Measured }) | undefined
  /** Processor time of the stack's processes from the start of the measured load until its last work was done. */
  readonly cpu: CpuTimes | undefined
  readonly commitsPerOp: number | undefined
  /** What the stack's processes had in memory when the load ended, in MiB. */
  readonly memory: Memory | undefined
  /** What was left to do when the load ended, and how long that took. */
  readonly left: { readonly backlog: Backlog; readonly doneAfterMs: number | undefined } | undefined
  readonly facts: readonly string[]
  readonly checked: readonly string[]
  readonly violations: readonly string[]
}

/** How long the work that a load left behind may take. */
const drainLimitMs = 60_000

type Benching = {
  readonly options: Options
  /** Says where the measurement of a scenario stands, and what came of it. */
  readonly reporterOf: (scenario: Scenario) => Reporter
  readonly stack: AsyncDisposableStack
  readonly signal: AbortSignal
}

/**
 * Calibrates; then, for each scenario and at each rate that is asked for, warms up, measures, waits until all work is done, and
 * adds up the books.
 */
export async function benchmark(
  [first, ...others]: readonly [Scenario, ...Scenario[]],
  { options, reporterOf, stack, signal }: Benching,
): Promise<readonly (readonly [Scenario, Outcome])[]> {
  const { connections, rates = [options.rate] } = options
  const report = reporterOf(first)
  const { doing, calibrated: told } = report
  const system = await openShop(options, { stack, signal, doing })
  const ends = AbortSignal.any([signal, system.crashed])
  try {
    const eyes = { options, system, signal: ends, ...(await openEyes(system, stack)) }
    doing('waiting until the system is at rest')
    await untilDrained(eyes)
    const calibrated = await calibrateAll({ system, connections, signal: ends, doing, told })
    const outcomes: (readonly [Scenario, Outcome])[] = []
    for (const scenario of [first, ...others]) {
      const run: Run = { ...eyes, scenario, report: scenario === first ? report : reporterOf(scenario) }
      const prepared = await prepare(run, stack)
      for (const rate of rates) {
        const outcome = { rate, calibrated, ...(await measure(run, prepared, rate)) }
        run.report.finished(outcome)
        outcomes.push([scenario, outcome])
      }
    }
    return outcomes
  } catch (error) {
    // Whatever failed, it was for want of the stack.
    throw system.crashed.aborted ? system.crashed.reason : error
  }
}

/** What looks behind the API, where that is known. */
type Eyes = { readonly databases?: Databases; readonly backlog?: BacklogReader }

type Run = Eyes & {
  readonly scenario: Scenario
  readonly options: Options
  readonly report: Reporter
  readonly system: System
  readonly signal: AbortSignal
}

async function openEyes({ nats, postgres }: System, stack: AsyncDisposableStack): Promise<Eyes> {
  if (postgres === undefined) return {}
  const databases = stack.use(openDatabases(postgres))
  if (nats === undefined) return { databases }
  const bus = stack.use(await connectTools(nats))
  return { databases, backlog: backlogReader(databases, bus) }
}

async function prepare(run: Run, stack: AsyncDisposableStack): Promise<Prepared> {
  const { scenario, report, system, databases, signal } = run
  const workers = run.options.connections
  report.doing('preparing')
  const client = stack.use(connectHttp(system.api, workers))
  const api = createTradewind({ baseUrl: system.api })
  const prepared = await scenario.prepare({
    system,
    api,
    client,
    workers,
    stack,
    signal,
    ...(databases && { databases }),
  })
  await untilDrained(run)
  return prepared
}

async function measure(
  run: Run,
  prepared: Prepared,
  rate: number | undefined,
): Promise<Omit<Outcome, 'calibrated' | 'rate'>> {
  const { report, system, databases, signal } = run
  const { connections: workers, durationS, warmupS } = run.options
  const load = { workers, rate, signal }
  const commitsBefore = databases && (await readCommits(databases))
  report.doing('warming up')
  const warm = warmupS > 0 ? await push(prepared, { ...load, durationS: warmupS }) : undefined
  await untilDrained(run)

  await prepared.begin?.()
  const cpuBefore = system.pids && readCpu(system.pids)
  const { result, files } = await profiling(system, () =>
    push(prepared, { ...load, durationS, onProgress: report.progress }),
  )
  const { measured, bare } = result
  const facts = [...((await prepared.facts?.()) ?? []), ...files.map((file) => `CPU profile ${file}`)]
  const memory = system.pids && readMemory(system.pids)
  const backlog = await run.backlog?.()
  report.doing('waiting for the work that is left')
  const doneAfterMs = await untilDrained(run)
  const cpuAfter = system.pids && readCpu(system.pids)

  const operations = measured.operations + (warm?.measured.operations ?? 0)
  return {
    measured,
    bare,
    cpu: cpuBefore && cpuAfter && cpuBetween(cpuBefore, cpuAfter),
    memory,
    left: backlog && { backlog, doneAfterMs },
    facts,
    ...(await checkBooks(prepared)),
    commitsPerOp: await commitsPer(operations, commitsBefore, run),
  }
}

/** Does what the scenario does; at a rate that is given there is nothing to compare. */
async function push({ operation, yardstick }: Prepared, load: Load): Promise<Pick<Outcome, 'measured' | 'bare'>> {
  if (!yardstick || load.rate !== undefined) return { measured: await runLoad(operation, load), bare: undefined }
  const [measured, bare] = await runInTurns([operation, yardstick.operation], load)
  return { measured, bare: { ...yardstick, measured: bare } }
}

async function untilDrained({ backlog, signal }: Pick<Run, 'backlog' | 'signal'>): Promise<number | undefined> {
  return backlog && drained(backlog, drainLimitMs, signal)
}

async function checkBooks({ violations }: Prepared): Promise<Pick<Outcome, 'checked' | 'violations'>> {
  return (await violations?.()) ?? { checked: [], violations: [] }
}

/** Counted over warm-up and measured load together, since connections report late what they have committed. */
async function commitsPer(
  operations: number,
  before: number | undefined,
  { databases, report, signal }: Run,
): Promise<number | undefined> {
  if (!databases || before === undefined || operations === 0) return undefined
  report.doing('waiting for Postgres to have counted its commits')
  await sleep(reportDelayMs, undefined, { signal })
  return ((await readCommits(databases)) - before) / operations
}

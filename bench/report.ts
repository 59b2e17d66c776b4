import { sizeOf } from './backlog.ts'
import type { Outcome } from './benchmark.ts'
import { type CalibrationName, calibrations } from './calibration.ts'
import { remember } from './history.ts'
import type { LatencySummary } from './latency.ts'
import type { Load, Measured } from './load.ts'
import { describeMachine } from './machine.ts'
import type { Memory } from './memory.ts'
import type { Options } from './options.ts'
import { type Result, resultOf, round } from './result.ts'
import type { Scenario } from './scenario.ts'

/** Where a run is said to stand, and what it came to. */
export type Reporter = {
  readonly doing: (what: string) => void
  readonly progress: NonNullable<Load['onProgress']>
  readonly calibrated: (name: CalibrationName, measured: Measured | undefined) => void
  finished(outcome: Outcome): void
}

/** A line for each measurement, for people or for scripts, and on a terminal what is going on meanwhile. */
export function openReport(scenario: Scenario, options: Options): Reporter {
  const status = openStatus()
  const print = (...lines: readonly string[]) => {
    status.clear()
    for (const line of lines) console.log(line)
  }
  const format = options.json ? jsonLines : tableLines
  print(...format.opened(scenario, options))
  return {
    doing: (what) => status.show(what),
    progress: ({ elapsedS, operations, errors }) =>
      status.show(`${elapsedS.toFixed(0)} of ${options.durationS} s: ${operations} done, ${errors} failed`),
    calibrated: (name, measured) => print(...format.calibrated(name, measured)),
    finished: (outcome) => {
      const { unit } = scenario
      const { connections } = options
      const cpuMs = outcome.cpu && Object.values(outcome.cpu).reduce((sum, ms) => sum + ms, 0)
      const result = resultOf({ ...outcome, scenario: scenario.name, unit, connections, cpuMs })
      print(...format.finished(outcome, result))
      const drawn = remember({
        ...result,
        offered: outcome.rate ?? null,
        cpuMs: eachOf(outcome),
        partsMs: Object.fromEntries([...outcome.measured.parts].map(([part, { p50Ms }]) => [part, round(p50Ms)])),
      })
      if (!options.json) print(fact('Drawn', drawn))
      for (const failure of failuresOf(outcome)) console.error(`FAILED: ${failure}`)
    },
  }
}

/** The processor time of one operation, by process. */
function eachOf({ cpu, measured: { operations } }: Outcome) {
  if (!cpu || operations === 0) return null
  return Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, round(ms / operations)]))
}

/** What several scenarios came to, a line for each, under what they were measured on. */
export function summaryOf(outcomes: readonly (readonly [Scenario, Outcome])[]): string {
  const lines = outcomes.map(([{ name, unit }, { measured, cpu }]) => {
    const cpuMs = cpu && Object.values(cpu).reduce((sum, ms) => sum + ms, 0)
    const each = cpuMs === undefined ? '?' : shown(cpuMs / Math.max(1, measured.operations))
    const { p50Ms, p99Ms } = measured.latency
    return row(`${name} (${unit})`, measured.rate, p50Ms, p99Ms, each, String(measured.errors))
  })
  return ['', describeMachine(), row('', 'per s', 'p50 ms', 'p99 ms', 'CPU ms', 'failed'), ...lines].join('\n')
}

/** All that went wrong, each in a sentence; a run is good only if there is nothing. */
export function failuresOf({ measured, bare, left, violations }: Outcome): string[] {
  const shown = violations.slice(0, 20)
  const part = bare && measured.rate / bare.measured.rate
  return [
    ...[...measured.reasons].map(([reason, count]) => `${count} × ${reason}`),
    ...[...(bare?.measured.reasons ?? [])].map(([reason, count]) => `${count} × ${reason} (${bare?.summary})`),
    ...(bare && !(Number(part) >= bare.mark)
      ? [`${part?.toFixed(3)} × ${bare.summary} is less than ${bare.mark}`]
      : []),
    ...(measured.operations === 0 ? ['not one operation succeeded'] : []),
    ...(left && left.doneAfterMs === undefined ? ['the work that was left is still not done'] : []),
    ...shown,
    ...(violations.length > shown.length ? [`and ${violations.length - shown.length} differences more`] : []),
  ]
}

type Format = {
  opened(scenario: Scenario, options: Options): readonly string[]
  calibrated(name: CalibrationName, measured: Measured | undefined): readonly string[]
  finished(outcome: Outcome, result: Result): readonly string[]
}

const jsonLines: Format = {
  opened: () => [],
  calibrated: (calibration, measured) =>
    measured ? [JSON.stringify({ calibration, rate: round(measured.rate), ...figures(measured.latency) })] : [],
  finished: ({ measured: { parts }, bare }, result) => [
    ...(bare
      ? [JSON.stringify({ calibration: 'same', rate: round(bare.measured.rate), ...figures(bare.measured.latency) })]
      : []),
    ...[...parts].map(([part, latency]) =>
      JSON.stringify({ scenario: result.scenario, part, count: latency.count, ...figures(latency) }),
    ),
    JSON.stringify(result),
  ],
}

const figures = ({ p50Ms, p99Ms }: LatencySummary) => ({ p50Ms: round(p50Ms), p99Ms: round(p99Ms) })

const tableLines: Format = {
  opened: ({ name, summary }, { connections, durationS, warmupS, rate, rates = rate === undefined ? [] : [rate] }) => [
    `${name}: ${summary}`,
    `${rates.length === 0 ? 'closed loop' : `open loop at ${rates.join(', then ')}/s`}, ${connections} connections, ${durationS} s after ${warmupS} s of warm-up`,
    describeMachine(),
    '',
    row('', 'per s', 'p50 ms', 'p99 ms', 'max ms'),
  ],
  calibrated: (name, measured) => {
    const { summary } = calibrations[name]
    return [measured ? row(summary, measured.rate, ...columns(measured.latency)) : row(summary, 'not known here')]
  },
  finished: ({ measured, bare, cpu, memory, left, facts, checked }, result) => [
    '',
    row(`${result.scenario} (${result.unit})`, measured.rate, ...columns(measured.latency)),
    ...[...measured.parts].map(([part, latency]) => row(`  ${part}`, '', ...columns(latency))),
    ...(bare ? [row(bare.summary, bare.measured.rate, ...columns(bare.measured.latency))] : []),
    '',
    fact('Done', `${measured.operations} in ${measured.elapsedS.toFixed(1)} s, ${measured.errors} failed`),
    fact('Compared', ratios(result)),
    ...(cpu ? [fact('CPU each', cpuLine(cpu, measured.operations))] : []),
    ...(result.commitsPerOp === null
      ? []
      : [fact('Commits each', `${result.commitsPerOp}, reading transactions included`)]),
    ...(memory ? [fact('In memory', memoryLine(memory))] : []),
    ...(left ? [fact('Left at the end', leftLine(left))] : []),
    ...facts.map((line, index) => fact(index === 0 ? 'Also' : '', line)),
    ...checked.map((line, index) => fact(index === 0 ? 'Added up' : '', line)),
  ],
}

const row = (label: string, ...cells: readonly (string | number)[]) =>
  label.padEnd(42) + cells.map((cell) => (typeof cell === 'number' ? shown(cell) : cell).padStart(10)).join('')

const columns = ({ p50Ms, p99Ms, maxMs }: LatencySummary) => [p50Ms, p99Ms, maxMs]

const shown = (number: number) =>
  number >= 100 ? Math.round(number).toLocaleString('en') : String(Number(number.toPrecision(3)))

const fact = (label: string, text: string) => `${label.padEnd(16)}${text}`

const ratios = ({ ratios }: Result) =>
  Object.entries(ratios)
    .filter(([name, ratio]) => name !== 'same' || ratio !== null)
    .map(([name, ratio]) => `${ratio ?? '?'} of ${name}`)
    .join(', ')

function cpuLine(cpu: Readonly<Record<string, number>>, operations: number): string {
  if (operations === 0) return 'nothing was done'
  const each = (ms: number) => `${shown(ms / operations)} ms`
  const parts = Object.entries(cpu).sort(([, a], [, b]) => b - a)
  const whole = parts.reduce((sum, [, ms]) => sum + ms, 0)
  return `${each(whole)}: ${parts.map(([name, ms]) => `${name} ${each(ms)}`).join(', ')}`
}

const memoryLine = (memory: Memory) =>
  Object.entries(memory)
    .map(([name, mib]) => `${name} ${Math.round(mib)} MiB`)
    .join(', ')

function leftLine({ backlog, doneAfterMs }: NonNullable<Outcome['left']>): string {
  const { unpublished, unconsumed, checkouts, webhooks, mails } = backlog
  const when = doneAfterMs === undefined ? 'still not done' : `done ${(doneAfterMs / 1_000).toFixed(1)} s later`
  if (sizeOf(backlog) === 0) return 'nothing'
  return `${unpublished} events to publish, ${unconsumed} to consume, ${checkouts} checkouts, ${webhooks} webhooks, ${mails} mails; ${when}`
}

/** One line that is written over again and again, where somebody watches. */
function openStatus() {
  const { stderr } = process
  const write = (text: string) => void (stderr.isTTY && stderr.write(`\r\x1b[K${text}`))
  return { show: write, clear: () => write('') }
}

import { styleText } from 'node:util'
import type { Row, Sample } from './top-rows.ts'

type Room = { readonly columns: number; readonly lines: number }

const titles = ['GROUP', 'INST', 'RATE', 'P50', 'P99', 'ERR', 'WAIT', 'AGE']

/** The table that fits the room: what is dead first, then what has most to do. */
export function pageOf(rows: readonly Row[], { at, services }: Sample, { columns, lines }: Room): string {
  const sorted = rows.toSorted((a, b) => urgency(b) - urgency(a) || a.subject.localeCompare(b.subject))
  const shown = sorted.slice(0, Math.max(lines - 3, 1))
  const cells = shown.map(cellsOf)
  const widths = titles.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const taken = widths.reduce((sum, width) => sum + width + 1, 0)
  const longest = Math.max(7, ...shown.map(({ subject }) => subject.length))
  const width = Math.min(Math.max(columns - taken, 8), longest)
  const table = shown.map((row, index) => painted(lineOf(row, cells[index] ?? [], { width, widths }), row))
  const left = rows.length - shown.length
  return [
    summary(rows, at, services.length),
    styleText('bold', ['SUBJECT'.padEnd(width), ...aligned(titles, widths)].join(' ')),
    ...table,
    ...(left > 0 ? [styleText('dim', `and ${left} more with less to do`)] : []),
  ].join('\n')
}

const urgency = ({ dead, pending, perSecond }: Row) => (dead ? 1e12 : 0) + pending * 1_000 + perSecond

function cellsOf({ group, instances, perSecond, p50Ms, p99Ms, errors, pending, oldestMs }: Row): string[] {
  return [group, `${instances}`, rate(perSecond), time(p50Ms), time(p99Ms), `${errors}`, `${pending}`, time(oldestMs)]
}

/** What is dead has no rate and no times to show, and says there why. */
function lineOf(
  { subject, dead }: Row,
  cells: readonly string[],
  { width, widths }: { width: number; widths: readonly number[] },
): string {
  const name = subject.length > width ? `${subject.slice(0, width - 1)}…` : subject.padEnd(width)
  const [group = '', instances = '', perSecond = '', p50 = '', p99 = '', ...others] = aligned(cells, widths)
  const numbers = [instances, perSecond, p50, p99].join(' ')
  return [name, group, dead ? dead.padEnd(numbers.length) : numbers, ...others].join(' ')
}

/** Names to the left, numbers to the right. */
const aligned = (cells: readonly string[], widths: readonly number[]) =>
  cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))

function painted(text: string, { dead, pending, perSecond }: Row): string {
  if (dead) return styleText('red', text)
  return pending === 0 && perSecond === 0 ? styleText('dim', text) : text
}

function summary(rows: readonly Row[], at: Date, instances: number): string {
  const isRequest = ({ subject }: Row) => subject.startsWith('req.')
  const perSecond = (some: readonly Row[]) => rate(some.reduce((sum, row) => sum + row.perSecond, 0))
  const dead = rows.filter((row) => row.dead).length
  const parts = [
    at.toISOString().slice(11, 19),
    `${instances} instances`,
    `${perSecond(rows.filter(isRequest))} requests/s`,
    `${perSecond(rows.filter((row) => !isRequest(row)))} reactions/s`,
    dead > 0 ? styleText('red', `${dead} dead`) : 'all alive',
  ]
  return parts.join(' · ')
}

function rate(perSecond: number): string {
  if (perSecond >= 9_999.5) return `${(perSecond / 1_000).toFixed(1)}k`
  return perSecond === 0 || perSecond >= 9.95 ? perSecond.toFixed(0) : perSecond.toFixed(1)
}

/** In at most five characters. */
function time(ms: number | null): string {
  if (ms === null) return '-'
  if (ms < 9.95) return `${ms.toFixed(1)}ms`
  const steps = [
    [999.5, 1, 'ms'],
    [60_000, 1_000, 's'],
    [3_600_000, 60_000, 'm'],
    [172_800_000, 3_600_000, 'h'],
  ] as const
  const [, size, unit] = steps.find(([limit]) => ms < limit) ?? [0, 86_400_000, 'd']
  return `${Math.round(ms / size)}${unit}`
}

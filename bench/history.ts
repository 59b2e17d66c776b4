import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { drawPage } from './drawing/page.ts'
import { describeCommit, describeMachine } from './machine.ts'
import type { Result } from './result.ts'

/** One run as it is remembered: what it came to, when, where and of what. */
export type Remembered = Result & {
  readonly at: string
  readonly machine: string
  readonly commit: string
  /** Operations that were to begin each second; null if each connection began one when its last had ended. */
  readonly offered: number | null
  /** Of one operation, by process; null where it is not known. */
  readonly cpuMs: Readonly<Record<string, number>> | null
  /** How long the parts of an operation take, half of the time. */
  readonly partsMs?: Readonly<Record<string, number>>
  /** What else a scenario found out. */
  readonly figures?: Readonly<Record<string, number | null>>
}

const folder = resolve(process.env['BENCH_RESULTS'] ?? join(import.meta.dirname, 'results'))
const page = resolve(folder, '../report.html')

/** Appends a run to the history of its scenario on this machine, and draws all of it anew. Answers where it is drawn. */
export function remember(result: Omit<Remembered, 'at' | 'machine' | 'commit'>): string {
  mkdirSync(folder, { recursive: true })
  const run: Remembered = {
    ...result,
    at: new Date().toISOString(),
    machine: describeMachine(),
    commit: describeCommit(),
  }
  appendFileSync(join(folder, `${result.scenario}.ndjson`), `${JSON.stringify(run)}\n`)
  writeFileSync(page, drawPage(history()))
  return page
}

/** Every run on this machine, oldest first for each scenario. */
export function history(): readonly Remembered[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.ndjson'))
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
  return lines.map((line) => JSON.parse(line) as Remembered)
}

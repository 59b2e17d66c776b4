import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { drawPage } from './drawing/page.ts'
import { describeCommit, describeMachine } from './machine.ts'
import type { Result } from './result.ts'

/** One run as it is remembered: what it came to, when, where and of what. */
export type Remembered = Result & {
  readonly at: string
  readonly machine: string
  readonly commit: string
  /** Of one operation, by process; null where it is not known. */
  readonly cpuMs: Readonly<Record<string, number>> | null
}

const folder = resolve(import.meta.dirname, 'results')
const page = resolve(import.meta.dirname, 'report.html')

/** Appends a run to the history of its scenario on this machine, and draws all of it anew. Answers where it is drawn. */
export function remember(result: Result, cpuMs: Remembered['cpuMs']): string {
  mkdirSync(folder, { recursive: true })
  const run: Remembered = {
    ...result,
    at: new Date().toISOString(),
    machine: describeMachine(),
    commit: describeCommit(),
    cpuMs,
  }
  appendFileSync(join(folder, `${result.scenario}.ndjson`), `${JSON.stringify(run)}\n`)
  writeFileSync(page, drawPage(history()))
  return page
}

function history(): readonly Remembered[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ndjson'))
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
  return lines.map((line) => JSON.parse(line) as Remembered)
}

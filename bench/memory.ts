import { readFileSync } from 'node:fs'
import { readProcesses, sumByRoot } from './processes.ts'

/** Mebibytes by name. */
export type Memory = Readonly<Record<string, number>>

/**
 * What each process and its descendants have in memory for themselves (proc(5), `RssAnon`): pages that many share, as those
 * of Postgres' buffers, would be counted for each of them. Only Linux tells.
 */
export function readMemory(pids: Readonly<Record<string, number>>): Memory | undefined {
  return process.platform === 'linux' ? sumByRoot(pids, readProcesses(privateMiB)) : undefined
}

function privateMiB(pid: string): number {
  const [, kibibytes = 0] = /^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1_024
}

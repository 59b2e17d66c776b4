import { mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { System } from './system.ts'

const hook = pathToFileURL(resolve(import.meta.dirname, 'profiled.ts')).href
/** Longer than it takes to write a profile of a minute. */
const writtenWithinMs = 5_000

/** All others run Node; these have no profile to give. */
const servers = ['postgres', 'nats', 'redis']

/** A folder of its own for the profiles of one run. */
export function newProfiles(): string {
  const name = `profiles-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  const folder = resolve(import.meta.dirname, 'results', name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** What a process of the stack needs in its environment to be profiled when it is told to. */
export const profilingVariables = (folder: string): NodeJS.ProcessEnv => ({
  BENCH_PROFILES: folder,
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${hook}`.trim(),
})

/** Profiles the processes while `work` is done; answers the files, for Chrome's DevTools or any other reader of .cpuprofile. */
export async function profiling<T>(
  { pids = {}, profiles }: Pick<System, 'pids' | 'profiles'>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly files: readonly string[] }> {
  if (profiles === undefined) return { result: await work(), files: [] }
  const profiled = Object.entries(pids).flatMap(([name, pid]) => (servers.includes(name) ? [] : [pid]))
  const tell = () => profiled.forEach((pid) => process.kill(pid, 'SIGUSR2'))
  tell()
  const result = await work().finally(tell)
  for (let waitedMs = 0; readdirSync(profiles).length < profiled.length && waitedMs < writtenWithinMs; waitedMs += 100)
    await sleep(100)
  return { result, files: readdirSync(profiles).map((file) => join(profiles, file)) }
}

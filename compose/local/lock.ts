import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotStart } from '../run.ts'
import { isAlive } from './child.ts'

/** Where this checkout keeps what its stack leaves behind: data, logs, secrets, downloaded servers. */
export const stackDir = resolve(import.meta.dirname, '../../.tradewind')

/** Where a running stack is reached. A server that is not local has no page of ours. */
export type StackUrls = {
  readonly api: string
  readonly docs: string
  readonly metrics: string
  /** Health and metrics of each process that hosts actors. */
  readonly actors: Readonly<Record<string, string>>
  readonly mailbox?: string
  readonly stripe?: string
  readonly nats: string
  readonly redis: string
  /** The superuser's. */
  readonly postgres: string
  /** The login the seed made for a member of the staff. */
  readonly staff: { readonly email: string; readonly password: string }
}

type Holder = { readonly pid: number; readonly born: string; readonly urls?: StackUrls }

/** Makes this process the only one that runs a stack on `dir`, until disposed; what it announces others can read. */
export function lockDirectory(dir: string): Disposable & { announce(urls: StackUrls): void } {
  const file = fileOf(dir)
  const self: Holder = { pid: process.pid, born: birthOf(process.pid) }
  try {
    writeFileSync(file, JSON.stringify(self), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = readHolder(dir)
    if (holder) throw new CannotStart(`Tradewind already runs in ${dir} (process ${holder.pid}); stop that one first`)
    // Left by a process that was killed.
    writeFileSync(file, JSON.stringify(self), { mode: 0o600 })
  }
  return {
    announce(urls) {
      writeFileSync(`${file}.new`, JSON.stringify({ ...self, urls }), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    [Symbol.dispose]: () => rmSync(file, { force: true }),
  }
}

/** Where the stack that runs on `dir` is reached; nothing if none runs or it is not ready yet. */
export function findRunningStack(dir: string = stackDir): StackUrls | undefined {
  return readHolder(dir)?.urls
}

const fileOf = (dir: string) => join(dir, 'running.json')

function readHolder(dir: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Holder
    return isAlive(holder.pid) && holder.born === birthOf(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

/** When a process began, where the system tells: after a reboot another process may have the number. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''
  } catch {
    return ''
  }
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CannotStart } from '../run.ts'
import { isAlive } from './child.ts'

/** Where this checkout keeps what its stack leaves behind: data, logs, secrets, downloaded servers. */
export const stackDir = resolve(import.meta.dirname, '../../.tradewind')

/** Where a running stack is reached. A server that is not local has no page of ours. */
export type StackUrls = {
  readonly api: string
  readonly docs: string
  /** The gateway's. */
  readonly metrics: string
  /** Health and metrics of each process that hosts actors. */
  readonly actors: Readonly<Record<string, string>>
  readonly mailbox?: string
  readonly stripe?: string
  readonly nats: string
  readonly redis: string
  /** The superuser's. */
  readonly postgres: string
  /** The environment of its processes, for one more of them. It has their secrets, as the file has that this is kept in. */
  readonly variables: Readonly<Record<string, string>>
  /** The login the seed made for a member of the staff. */
  readonly staff: { readonly email: string; readonly password: string }
}

type Holder = { readonly pid: number; readonly born: string; readonly urls?: StackUrls }

/** Makes this process the only one that runs a stack on `dir`, until disposed; what it announces others can read. */
export function lockDirectory(dir: string): Disposable & { announce(urls: StackUrls): void } {
  const file = fileOf(dir)
  const self: Holder = { pid: process.pid, born: birthOf(process.pid) }
  claim(file, self)
  return {
    announce(urls) {
      writeFileSync(`${file}.new`, JSON.stringify({ ...self, urls }), { mode: 0o600 })
      renameSync(`${file}.new`, file)
    },
    [Symbol.dispose]() {
      const holder = livingHolder(textOf(file))
      if (holder?.pid === self.pid) rmSync(file)
    },
  }
}

/** Where the stack that runs on `dir` is reached; nothing if none runs or it is not ready yet. */
export function findRunningStack(dir: string = stackDir): StackUrls | undefined {
  try {
    return livingHolder(textOf(fileOf(dir)))?.urls
  } catch {
    // Another user's, which is not for us to read.
    return undefined
  }
}

const fileOf = (dir: string) => join(dir, 'running.json')

/** Puts `file` there, written whole before it has its name, or throws who has it. */
function claim(file: string, self: Holder): void {
  const own = `${file}.${self.pid}`
  writeFileSync(own, JSON.stringify(self), { mode: 0o600 })
  try {
    while (!isLinked(own, file)) {
      const found = textOf(file)
      const holder = livingHolder(found)
      if (holder) {
        throw new CannotStart(`Tradewind already runs in ${dirname(file)} (process ${holder.pid}); stop that one first`)
      }
      if (found !== undefined) removeLeftover(file, found, self)
    }
  } finally {
    rmSync(own)
  }
}

/** Removes what a killed process left: one remover at a time, or a late one would remove the next holder's file. */
function removeLeftover(file: string, leftover: string, self: Holder): void {
  const turn = `${file}.removal`
  claim(turn, self)
  try {
    if (textOf(file) === leftover) rmSync(file)
  } finally {
    rmSync(turn)
  }
}

function isLinked(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

function livingHolder(text = ''): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
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

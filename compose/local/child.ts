import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { CannotStart } from '../run.ts'

/** What to run as a child, and how to end it. */
export type Program = {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly env?: NodeJS.ProcessEnv
  readonly uid?: number | undefined
  readonly stopSignal?: 'SIGTERM' | 'SIGINT'
  /** Gives up waiting for the program to get ready. */
  readonly signal?: AbortSignal | undefined
}

/** A program that runs and has answered; disposing it ends it and waits for its end. */
export type Child = AsyncDisposable & {
  readonly name: string
  readonly pid: number
  readonly logFile: string
  readonly exited: Promise<Exit>
  kill(signal: NodeJS.Signals): void
}

export type Exit = { readonly code: number | null; readonly how: string }

const startTimeoutMs = 30_000
const stopTimeoutMs = 10_000

/** Starts `program` and waits until `isReady`, given its process id, stops rejecting; a CannotStart rejection is final. A failure shows the end of the log. */
export async function startChild(program: Program, isReady: (pid: number) => Promise<unknown>): Promise<Child> {
  const child = await spawnChild(program)
  const ended = new AbortController()
  void child.exited.then(() => ended.abort())
  const giveUp = AbortSignal.any([
    ended.signal,
    AbortSignal.timeout(startTimeoutMs),
    ...(program.signal ? [program.signal] : []),
  ])
  let reason = 'no answer'
  while (!giveUp.aborted) {
    try {
      await isReady(child.pid)
      if (!ended.signal.aborted) return child
    } catch (error) {
      reason = error instanceof Error ? error.message || error.name : String(error)
      if (error instanceof CannotStart) break
    }
    await setTimeout(10)
  }
  const why = ended.signal.aborted ? (await child.exited).how : `is not ready: ${reason}`
  await child[Symbol.asyncDispose]()
  program.signal?.throwIfAborted()
  throw new CannotStart(failure(program, why))
}

/** Runs `program` to its end, which must be a good one. */
export async function runChild(program: Program): Promise<void> {
  await using child = await spawnChild(program)
  const stop = () => child.kill('SIGTERM')
  program.signal?.addEventListener('abort', stop)
  const { code, how } = await child.exited
  program.signal?.removeEventListener('abort', stop)
  program.signal?.throwIfAborted()
  if (code !== 0) throw new CannotStart(failure(child, how))
}

/** What happened to a child, in a sentence and the last lines of its log. */
export function failure({ name, logFile }: Pick<Child, 'name' | 'logFile'>, how: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20)
  return [`${name} ${how}`, `  ${logFile} ends with`, ...lines.map((line) => `  | ${line}`)].join('\n')
}

/** True while a process has this number. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Another user's process is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Starts a program that ends when this process ends, even by SIGKILL: a subshell beside it holds a pipe to us and sends
 * the stop signal when that breaks, unless it has heard that the program is gone. Works wherever there is a `sh`.
 * The program leads its own process group, so that Ctrl-C reaches only us and everything stops in order.
 */
const withLifeline = '( (read -r gone <&3 || kill -"$0" $$) & ) ; exec "$@" 3<&-'

async function spawnChild({ name, command, args, logFile, ...program }: Program): Promise<Child> {
  const stopSignal = program.stopSignal ?? 'SIGTERM'
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a')
  const child = spawn('/bin/sh', ['-c', withLifeline, stopSignal.slice('SIG'.length), command, ...args], {
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
    env: { ...process.env, ...program.env },
    ...(program.uid !== undefined && { uid: program.uid, gid: program.uid }),
  })
  closeSync(log)
  const lifeline = child.stdio[3] as Writable
  lifeline.on('error', () => {})
  await once(child, 'spawn')
  const pid = child.pid as number
  const exited = endOf(child)
  void exited.then(() => lifeline.end('gone\n'))
  return {
    name,
    pid,
    logFile,
    exited,
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill(stopSignal)
      const ended = await Promise.race([exited, setTimeout(stopTimeoutMs, false, { ref: false })])
      if (ended === false) process.kill(-pid, 'SIGKILL')
      await exited
    },
  }
}

async function endOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { code, how: signal ? `was ended by ${signal}` : `ended with exit code ${code}` }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Kills } from './watch.ts'
import { aboutOf, actorOf, type Point } from './points.ts'

/** How one actor lives. */
export type Life = {
  readonly actor: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Between the death of a process and the work of its heir. */
  readonly between: () => Promise<void>
  /** Where it writes what it has to say; nowhere, unless it is said. */
  readonly logFile?: string
}

/** Kills the process of an actor at each point to which it comes for the first time, and lets an heir take its place. */
export type Reaper = AsyncDisposable & {
  /** Whether the process dies at this point: it is killed before this returns. */
  readonly meet: Kills
  /** Resolves when the first process of this actor serves. */
  readonly begin: (life: Life) => Promise<void>
  /** Lets an heir take the place of a process that nothing is wrong with: it begins with all that is done now and then. */
  readonly replace: (actor: string) => Promise<void>
  /** From now on nobody dies. */
  readonly spare: () => void
  readonly missed: () => readonly Point[]
  /** Those that ended although nobody killed them. */
  readonly crashes: readonly string[]
}

type Telling = {
  readonly tell: (what: string) => void
  /** Hears each time that an heir serves. */
  readonly onHeir?: () => void
}

export function openReaper(points: readonly Point[], { tell, onHeir = () => {} }: Telling): Reaper {
  const left = new Set(points)
  const struck = new Set<string>()
  const crashes: string[] = []
  const lines = new Map<string, Line>()
  let isSparing = false
  return {
    meet: (point, messages = []) => {
      const line = lines.get(actorOf(point))
      const names = messages.map((message) => `${aboutOf(point)} ${message}`)
      // What is the death of a process again and again is given up one day, and nobody has that much patience.
      if (isSparing || !line || !left.has(point) || names.some((name) => struck.has(name)) || !line.kill()) return false
      left.delete(point)
      for (const name of names) struck.add(name)
      tell(`${points.length - left.size} of ${points.length}  ${point}`)
      return true
    },
    begin: (life) => {
      const line = openLine(life, { onHeir, onCrash: (how) => crashes.push(`${life.actor} ended by itself: ${how}`) })
      lines.set(life.actor, line)
      return line.served()
    },
    replace: async (actor) => {
      const line = lines.get(actor)
      if (line?.kill()) await line.served()
    },
    spare: () => (isSparing = true),
    missed: () => [...left],
    crashes,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...lines.values()].map((line) => line[Symbol.asyncDispose]()))
    },
  }
}

/** The processes of one actor, one after the other. */
type Line = AsyncDisposable & {
  /** Whether there was anybody to kill. */
  readonly kill: () => boolean
  /** Resolves when whoever lives now serves, or whoever comes next. */
  readonly served: () => Promise<void>
}

/** It takes a process longer to load all that it runs than to begin with it. */
const heirsReady = 2

type Listening = { readonly onHeir: () => void; readonly onCrash: (how: string) => void }

function openLine(life: Life, { onHeir, onCrash }: Listening): Line {
  const heirs = Array.from({ length: heirsReady }, () => raise(life))
  const next = () => {
    heirs.push(raise(life))
    return heirs.shift() as ChildProcess
  }
  let living = next()
  let serving = Promise.withResolvers<void>()
  let isOver = false
  const succeed = async (): Promise<void> => {
    const ended = once(living, 'exit')
    living.send('your turn', () => {})
    await Promise.race([once(living, 'message'), ended])
    if (!living.killed) {
      serving.resolve()
      onHeir()
    }
    const [code] = (await ended) as [number | null]
    if (isOver) return
    if (!living.killed) onCrash(`exit code ${code}`)
    await life.between()
    living = next()
    await succeed()
  }
  const running = succeed().catch((error: unknown) => onCrash(String(error)))
  return {
    kill: () => {
      if (living.killed || isOver) return false
      serving = Promise.withResolvers()
      return living.kill('SIGKILL')
    },
    served: () => serving.promise,
    [Symbol.asyncDispose]: async () => {
      isOver = true
      for (const child of [living, ...heirs]) child.kill('SIGKILL')
      await running
    },
  }
}

/** Brings up a process that waits for its turn. */
function raise({ actor, environment, logFile }: Life): ChildProcess {
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a')
  const env = { ...process.env, ...environment, METRICS_PORT: '0', HOST: '127.0.0.1' }
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'heir.ts'), actor], {
    env,
    stdio: ['ignore', log, log, 'ipc'],
  })
  if (log !== 'ignore') closeSync(log)
  return child
}

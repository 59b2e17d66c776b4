import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Point } from './points.ts'

type Life = {
  /** The actors it hosts; all of them, unless it is said. */
  readonly actors?: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Between the death of a process and the birth of its heir. */
  readonly between: () => Promise<void>
}

/** Kills a process at each point where it comes by for the first time, and starts another one in its place. */
export type Reaper = AsyncDisposable & {
  /** Whether the process dies at this point: it is killed before this returns. */
  readonly meet: (point: Point) => boolean
  readonly begin: (life: Life) => void
  /** From now on nobody dies. */
  readonly spare: () => void
  readonly missed: () => readonly Point[]
}

export function openReaper(points: readonly Point[], tell: (what: string) => void): Reaper {
  const left = new Set(points)
  let living: ChildProcess | undefined
  let death: Promise<unknown> = Promise.resolve()
  let [isOver, isSparing] = [false, false]
  const bear = (life: Life) => {
    if (isOver) return
    const main = resolve(import.meta.dirname, '../../../actors/main.ts')
    const env = { ...process.env, ...life.environment, METRICS_PORT: '0', HOST: '127.0.0.1' }
    const child = spawn(process.execPath, [main, ...(life.actors ?? [])], { env, stdio: 'ignore' })
    living = child
    death = once(child, 'exit')
      .then(life.between)
      .then(() => bear(life))
  }
  return {
    meet: (point) => {
      if (!living || living.killed || isSparing || !left.delete(point)) return false
      tell(`${points.length - left.size} of ${points.length}  ${point}`)
      return living.kill('SIGKILL')
    },
    begin: bear,
    spare: () => (isSparing = true),
    missed: () => [...left],
    [Symbol.asyncDispose]: async () => {
      isOver = true
      living?.kill('SIGKILL')
      await death
    },
  }
}

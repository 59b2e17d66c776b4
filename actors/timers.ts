import { jittered } from '#subjects/jitter.ts'
import type { Context, Timer } from './actor.ts'

export type Timers = AsyncDisposable & { wake(name: string): void }

type TimersOptions = { readonly contextOf: () => Context; readonly onBug: (error: unknown, subject: string) => void }

/** Runs each timer at its pace, or sooner when woken; disposing waits for the ones that are running. */
export function startTimers(timers: readonly Timer<unknown>[], options: TimersOptions): Timers {
  const stop = new AbortController()
  const loops = timers.map((timer) => startLoop(timer, stop.signal, options))
  return {
    wake: (name) => loops.find((loop) => loop.name === name)?.wake(),
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      for (const { wake } of loops) wake()
      await Promise.all(loops.map(({ running }) => running))
    },
  }
}

function startLoop({ name, everyMs, work }: Timer<unknown>, stopped: AbortSignal, { contextOf, onBug }: TimersOptions) {
  let wakeUp = () => {}
  const running = (async () => {
    while (!stopped.aborted) {
      // Made before the work, so that a wake during it leads to another round and is not lost.
      const woken = new Promise<void>((resolve) => (wakeUp = resolve))
      await work(contextOf()).catch((error: unknown) => onBug(error, name))
      if (!stopped.aborted) await Promise.race([woken, pause(everyMs)])
    }
  })()
  return { name, running, wake: () => wakeUp() }
}

/** Instances that started together do not stay in step. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, jittered(ms, 0.1)).unref())

import { CannotStart } from '../run.ts'
import { type Child, type Exit, failure } from './child.ts'

/** A process of the stack that may be killed and started again under the same name, port and data. */
export type ManagedProcess = {
  readonly name: string
  readonly pid: number
  /** Sends the signal, SIGKILL unless told otherwise, and waits until the process is gone; answers how it went. */
  kill(signal?: NodeJS.Signals): Promise<Exit>
  /** Starts it again and waits until it is ready. */
  start(): Promise<void>
}

/** Looks after a child that is starting, and calls `onCrash` if it ends without having been told to. */
export function manage<C extends Child>(
  name: string,
  start: () => Promise<C>,
  onCrash: (error: Error) => void,
): { readonly started: Promise<C>; readonly managed: ManagedProcess & AsyncDisposable } {
  let child: C | undefined
  let told = false
  const launch = async () => {
    const launched = await start()
    child = launched
    told = false
    void launched.exited.then(({ how }) => {
      if (!told) onCrash(new CannotStart(failure(launched, how)))
    })
    return launched
  }
  const started = launch()
  let latest = started
  const current = () => {
    if (!child) throw new Error(`${name} has not started`)
    return child
  }
  const managed = {
    name,
    get pid() {
      return current().pid
    },
    async kill(signal: NodeJS.Signals = 'SIGKILL') {
      told = true
      current().kill(signal)
      return current().exited
    },
    async start() {
      latest = launch()
      await latest
    },
    async [Symbol.asyncDispose]() {
      await latest.catch(() => {})
      told = true
      await child?.[Symbol.asyncDispose]()
    },
  }
  return { started, managed }
}

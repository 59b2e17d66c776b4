import { once } from 'node:events'

/** A reason not to start, told in full by its message: a stack would only hide it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

/** Longer than any drain should take, shorter than the 30 s after which orchestrators kill. */
const stopTimeoutMs = 25_000

/**
 * Runs a process until SIGINT or SIGTERM, then disposes everything `start` put on the stack, last opened first.
 * A start that takes long, or lasts as long as the process, watches `signal` itself and may leave by its AbortError.
 * One that had only so much to do says that it is `finished`, and nothing is waited for.
 */
export async function run(
  start: (stack: AsyncDisposableStack, signal: AbortSignal) => Promise<void | 'finished'>,
): Promise<void> {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.once(event, die)
  const { signal } = stopOnSignal()
  const stack = new AsyncDisposableStack()
  const failed = (error: unknown) => {
    if (signal.aborted && error instanceof Error && error.name === 'AbortError') return
    report(error)
    process.exitCode = 1
  }
  try {
    if ((await start(stack, signal)) !== 'finished') await untilAborted(signal)
  } catch (error) {
    failed(error)
  }
  // The reason is told and the clock runs before anything is closed: that may hang, or fail as well.
  exitAfterTimeout()
  await stack.disposeAsync().catch(failed)
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  // The pending promise alone would not keep a process alive that has nothing open.
  const alive = setInterval(() => {}, 2 ** 30)
  if (!signal.aborted) await once(signal, 'abort')
  clearInterval(alive)
}

/** The first signal asks for an orderly end; a second one, or a stop that hangs, ends the process at once. */
function stopOnSignal(): AbortController {
  const stop = new AbortController()
  let askedAt = 0
  const onSignal = () => {
    // npm passes on a Ctrl-C that the terminal has sent to us as well: that is one wish, not two.
    if (stop.signal.aborted && performance.now() - askedAt > 300) process.exit(1)
    if (stop.signal.aborted) return
    askedAt = performance.now()
    exitAfterTimeout()
    stop.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, onSignal)
  return stop
}

/** What somebody forgot to close may keep the process alive, but not for ever. */
function exitAfterTimeout(): void {
  const giveUp = () => {
    console.error(`still running ${stopTimeoutMs / 1000} s after it should have stopped; exiting`)
    process.exit(1)
  }
  setTimeout(giveUp, stopTimeoutMs).unref()
}

/** Nothing is known about the state after a bug nobody caught: the process says so once and ends. */
function die(error: unknown): void {
  report(error)
  process.exit(1)
}

/** What failed while something else had failed already comes second. */
function report(error: unknown): void {
  if (error instanceof SuppressedError) {
    report(error.suppressed)
    report(error.error)
  } else console.error(error instanceof CannotStart ? error.message : error)
}

/** Aborted by Ctrl-C, or by whoever ends the process in order. A second one ends it at once. */
export function untilInterrupted(): AbortSignal {
  const stop = new AbortController()
  let askedAt = 0
  const onSignal = () => {
    // npx passes on a Ctrl-C that the terminal has sent to us as well: that is one wish, not two.
    if (stop.signal.aborted && performance.now() - askedAt > 300) process.exit(130)
    if (stop.signal.aborted) return
    askedAt = performance.now()
    stop.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, onSignal)
  return stop.signal
}

/** Aborted by Ctrl-C, or by whoever ends the process in order. A second one ends it at once. */
export function untilInterrupted(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  return stop.signal
}

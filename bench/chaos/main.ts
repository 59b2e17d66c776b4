import { run } from '#compose/run.ts'
import '#compose/light-imports.ts'
import { type Arguments, help, readArguments } from './arguments.ts'

/** For how long crash points are looked for in a run that is not asked for all of them. */
const partMs = 30_000
const given = readArguments(process.argv.slice(2))

if (typeof given === 'string') {
  console.error(`${given}\n\n${help}`)
  process.exitCode = 2
} else if (given.what === 'help') console.log(help)
else if (given.what === 'list') console.log((await import('./matrix.ts')).listMatrix())
else await run((_, signal) => chaos(given, signal))

async function chaos({ seed, minutes, json, url, nats, again, hasPoints, at, ...how }: Arguments, signal: AbortSignal) {
  signal.addEventListener('abort', () => (process.exitCode = 130))
  if (url === undefined) (await import('./own-servers.ts')).requireOwnServers(process.env)
  const [{ nothingDone, perform }, { performOnRunning }, { killAtEveryPoint }, { openReport }] = await Promise.all([
    import('./perform.ts'),
    import('./running.ts'),
    import('./points/kill-at-every-point.ts'),
    import('./report.ts'),
  ])
  const report = openReport({ seed, minutes, again, json })
  const telling = { signal, tell: report.tell }
  const shopping = () =>
    url === undefined
      ? perform({ seed, minutes, ...how }, telling)
      : performOnRunning({ seed, minutes, url, ...(nats !== undefined && { nats }) }, telling)
  const outcome = minutes > 0 ? await shopping() : nothingDone
  // Some of them in any run that breaks what it likes, and all in one that is asked to.
  const which = hasPoints ? { at } : { part: { seed, withinMs: Math.min(1, minutes) * partMs } }
  const isFree = url === undefined && how.only === undefined
  const points = hasPoints || isFree ? await killAtEveryPoint({ ...telling, ...which }) : undefined
  if (report.finished(outcome, points).length > 0) process.exitCode = 1
  return 'finished' as const
}

import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import { basename, dirname, join } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/** Loaded into every process of a stack that is to be profiled (`--import`): SIGUSR2 begins a CPU profile, and the next one ends it. */
const folder = process.env['BENCH_PROFILES']
if (folder && isMainThread) {
  let session: Session | undefined
  process.on('SIGUSR2', () => {
    if (session) finish(session, folder)
    session = session ? undefined : begun()
  })
}

function begun(): Session {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.start')
  return session
}

function finish(session: Session, into: string): void {
  session.post('Profiler.stop', (_error, { profile }) => {
    const script = process.argv[1] ?? ''
    // `gateway/main.ts` runs as `gateway`, and `actors/main.ts orders` as `actors-orders`.
    const [actor, ...more] = process.argv.slice(2)
    const host = basename(dirname(script)) + (actor && more.length === 0 ? `-${actor}` : '')
    const name = basename(script) === 'main.ts' ? host : basename(script, '.ts')
    writeFileSync(join(into, `${name}-${process.pid}.cpuprofile`), JSON.stringify(profile))
  })
  session.disconnect()
}

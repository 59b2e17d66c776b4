import type { Bus } from '#subjects/bus.ts'
import { findRunningStack } from '../local/lock.ts'
import { CannotStart } from '../run.ts'

/**
 * The variables a command works with: this process's own, or those of the stack that runs on this machine. Never some of
 * each, so that a command meant for one system does not reach into another.
 */
export function environment(): NodeJS.ProcessEnv {
  const running = findRunningStack()
  if (!running) return process.env
  const local = running.variables
  return Object.keys(local).some((name) => process.env[name]) ? process.env : { ...process.env, ...local }
}

const patienceMs = 3_000

/** Connects to NATS, which has three seconds to be there: whoever sits at a terminal wants to know. */
export async function openBus(): Promise<Bus> {
  const [{ Type }, { readEnv }, { connectBus }] = await Promise.all([
    import('typebox'),
    import('../env.ts'),
    import('#subjects/bus.ts'),
  ])
  const Env = Type.Object({
    NATS_URL: Type.String({ pattern: '^(nats|tls)://', default: 'nats://127.0.0.1:4222' }),
  })
  const { NATS_URL: url } = readEnv(Env, environment())
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () =>
      reject(
        new CannotStart(
          `NATS does not answer at ${hostsOf(url)}; set NATS_URL, or start everything here with npm start`,
        ),
      ),
    patienceMs,
  )
  try {
    return await Promise.race([connectBus({ url, name: 'tools' }), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Without the passwords. */
const hostsOf = (urls: string) =>
  urls
    .split(',')
    .map((url) => new URL(url).host)
    .join(', ')

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
  const [{ Type }, { readEnv }, { connectBus }, { NatsEnv, natsConnection }, { isRefusal, refusal }] =
    await Promise.all([
      import('typebox'),
      import('../env.ts'),
      import('#subjects/bus.ts'),
      import('../nats/environment.ts'),
      import('../nats/connect.ts'),
    ])
  const connection = natsConnection(readEnv(Type.Object(NatsEnv), environment()), 'tools')
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () =>
      reject(
        new CannotStart(
          `NATS does not answer at ${hostsOf(connection.url)}; set NATS_URL, or start everything here with npm start`,
        ),
      ),
    patienceMs,
  )
  try {
    const onDenied = ({ message }: Error) => console.error(message)
    return await Promise.race([connectBus({ ...connection, onDenied }), late])
  } catch (error) {
    throw isRefusal(error) ? new CannotStart(refusal(connection)) : error
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

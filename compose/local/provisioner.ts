import { pino } from 'pino'
import { Type } from 'typebox'
import { startProvisioner } from '#subjects/start-provisioner.ts'
import { readEnv } from '../env.ts'
import { connectProcess } from '../nats/connect.ts'
import { NatsEnv, natsConnection, StreamEnv } from '../nats/environment.ts'
import { contracted } from '../nats/identities.ts'
import type { Ground } from './servers.ts'

const Env = Type.Object({ ...NatsEnv, ...StreamEnv })

/** Looks after the streams from within the process that starts the stack: it has next to nothing to do. */
export async function startLocalProvisioner(
  { signal, logFile }: Ground,
  variables: Readonly<Record<string, string>>,
  stack: AsyncDisposableStack,
): Promise<void> {
  const env = readEnv(Env, { ...process.env, ...variables })
  const log = pino({ name: 'provisioner' }, pino.destination({ dest: logFile('provisioner'), mkdir: true, sync: true }))
  const streams = { maxBytes: env.STREAM_MAX_BYTES, replicas: env.STREAM_REPLICAS }
  const bus = stack.use(await connectProcess({ ...natsConnection(env, 'provisioner'), streams, signal }, log))
  const onBug = (error: unknown, subject: string) => log.error({ err: error, subject }, 'a bug, or a fault outside')
  stack.use(await startProvisioner({ bus, ...contracted, onBug, signal }))
}

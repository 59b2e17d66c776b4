import { Type } from 'typebox'
import { release } from '#subjects/release.ts'
import { provision, startProvisioner } from '#subjects/start-provisioner.ts'
import { readEnv } from './env.ts'
import { connectProcess } from './nats/connect.ts'
import { NatsEnv, natsConnection, StreamEnv } from './nats/environment.ts'
import { contracted } from './nats/identities.ts'
import { run } from './run.ts'
import { logger, serveHealth, startTelemetry } from './telemetry.ts'

const Env = Type.Object({
  ...NatsEnv,
  ...StreamEnv,
  METRICS_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8007 }),
  HOST: Type.String({ default: '0.0.0.0' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Type.String({ pattern: '^https?://' })),
})

/** `node compose/provisioner.ts` looks after the streams; with `--once` it makes what is missing, for a deploy, and ends. */
async function main(stack: AsyncDisposableStack, signal: AbortSignal): Promise<void | 'finished'> {
  const env = readEnv(Env)
  const name = 'provisioner'
  stack.use(await startTelemetry({ name, version: release, otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }))
  const log = logger(name)
  const streams = { maxBytes: env.STREAM_MAX_BYTES, replicas: env.STREAM_REPLICAS }
  const bus = stack.use(await connectProcess({ ...natsConnection(env, name), streams, signal }, log))
  if (process.argv.includes('--once')) {
    await provision(bus, contracted)
    return 'finished'
  }
  const onBug = (error: unknown, subject: string) => log.error({ err: error, subject }, 'a bug, or a fault outside')
  stack.use(await startProvisioner({ bus, ...contracted, onBug, signal }))
  const ready = async () => ({ provisioner: bus.connected() })
  stack.use(await serveHealth({ port: env.METRICS_PORT, host: env.HOST, ready }))
  log.info({ port: env.METRICS_PORT }, 'started')
}

if (import.meta.main) await run(main)

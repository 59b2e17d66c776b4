import { type AddressInfo, isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Static, Type } from 'typebox'
import { readEnv } from '#compose/env.ts'
import { connectProcess } from '#compose/nats/connect.ts'
import { NatsEnv, natsConnection } from '#compose/nats/environment.ts'
import { CannotStart } from '#compose/run.ts'
import { logger, serveHealth, startTelemetry } from '#compose/telemetry.ts'
import { release } from '#subjects/release.ts'
import { buildApp } from './app.ts'
import { rateLimitsForm, rateLimitsPattern, readTiers } from './limits/tiers.ts'
import { connectRedis } from './redis.ts'
import { readCertificate, renewCertificate } from './tls.ts'

const Origins = Type.String({
  pattern: '^https?://[^/,*]+(,https?://[^/,*]+)*$',
  description: 'web origins with commas between them, such as https://shop.example,https://www.shop.example',
})

const Env = Type.Object({
  ...NatsEnv,
  REDIS_URL: Type.String({ pattern: '^rediss?://', default: 'redis://127.0.0.1:6379' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8000 }),
  HOST: Type.String({ default: '0.0.0.0' }),
  /** For Prometheus, and not for whoever can reach the API. */
  METRICS_PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8008 }),
  METRICS_HOST: Type.String({ default: '127.0.0.1' }),
  CORS_ORIGINS: Type.Optional(Origins),
  /** These may call what is for staff, too. */
  STAFF_CORS_ORIGINS: Type.Optional(Origins),
  TLS_CERT_FILE: Type.Optional(Type.String()),
  TLS_KEY_FILE: Type.Optional(Type.String()),
  MEDIA_DIR: Type.Optional(Type.String()),
  TRUST_PROXY: Type.Optional(
    Type.String({
      pattern: '^[0-9a-fA-F.:]+(/[0-9]+)?(,[0-9a-fA-F.:]+(/[0-9]+)?)*$',
      description: 'the proxies that speak TLS for this gateway, with commas between them, such as 10.0.0.0/8,fd00::/8',
    }),
  ),
  RATE_LIMITS: Type.Optional(Type.String({ pattern: rateLimitsPattern, description: rateLimitsForm })),
  EDGE_SECRETS: Type.String({
    pattern: '^[^,]{32,}(,[^,]{32,})*$',
    description: 'secrets of 32 characters or more, with commas between them: the first signs, and all are believed',
  }),
  /** How many streams of events one caller may have open, and this process in all. */
  STREAMS_PER_CALLER: Type.Integer({ minimum: 1, default: 10 }),
  STREAMS: Type.Integer({ minimum: 0, default: 12_000 }),
  /**
   * How long it still answers once it was told to stop, while `/readyz` and every answer over HTTP/1.1 say that it goes: longer
   * than a load balancer takes to notice, or it sends a request into a connection that is just being closed. HTTP/2 says it as it closes.
   */
  LEAVE_MS: Type.Integer({ minimum: 0, maximum: 15_000, default: 500 }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^?#]*[^/?#]$',
      description:
        'where this API is reached from outside, without a slash at its end, such as https://api.shop.example',
    }),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Type.String({ pattern: '^https?://' })),
})

/** `node gateway/main.ts` serves the public API on PORT, and metrics on METRICS_PORT. */
export async function main(stack: AsyncDisposableStack, signal: AbortSignal): Promise<void> {
  const env = readEnv(Env)
  const trustProxy = networksOf(env.TRUST_PROXY)
  const name = 'gateway'
  stack.use(await startTelemetry({ name, version: release, otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }))
  const log = logger(name)
  const redis = stack.use(connectRedis(env.REDIS_URL, { use: 'cache', log }))
  const denylist = stack.use(connectRedis(env.REDIS_URL, { use: 'denylist', log }))
  const counts = stack.use(connectRedis(env.REDIS_URL, { use: 'limits', log }))
  const bus = stack.use(await connectProcess({ ...natsConnection(env, 'edge'), signal }, log))
  const files = certificateFilesOf(env)
  const leaving = new AbortController()
  const app = await buildApp({
    bus,
    redis,
    denylist,
    counts,
    tiers: readTiers(env.RATE_LIMITS),
    log,
    spans: env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    secrets: listOf(env.EDGE_SECRETS),
    origins: { shop: listOf(env.CORS_ORIGINS), staff: listOf(env.STAFF_CORS_ORIGINS) },
    streams: { perCaller: env.STREAMS_PER_CALLER, atMost: env.STREAMS },
    leaving: leaving.signal,
    ...(trustProxy && { trustProxy }),
    ...(env.PUBLIC_URL && { publicUrl: env.PUBLIC_URL }),
    ...(env.MEDIA_DIR && { mediaDir: env.MEDIA_DIR }),
    ...(files && { certificate: await readCertificate(files) }),
  })
  if (files) stack.use(renewCertificate(app.server, files, { log }))
  const ready = () => ({ bus: bus.connected(), open: app.server.listening && !leaving.signal.aborted })
  const health = stack.use(await serveHealth({ port: env.METRICS_PORT, host: env.METRICS_HOST, ready }))
  stack.defer(() => app.close())
  await app.listen({ port: env.PORT, host: env.HOST })
  stack.defer(async () => {
    leaving.abort()
    await sleep(env.LEAVE_MS)
  })
  const { port } = app.server.address() as AddressInfo
  log.info({ port, metricsPort: health.port, startedInMs: Math.round(performance.now()) }, 'started')
}

const listOf = (texts: string | undefined): readonly string[] => texts?.split(',').map((text) => text.trim()) ?? []

/** Whoever is believed about addresses may not be left to a slip of the pen. */
function networksOf(proxies: string | undefined): string | undefined {
  const wrong = listOf(proxies).filter((one) => {
    const [address = '', bits = '1'] = one.split('/')
    // A network of everybody would believe everybody.
    return isIP(address) === 0 || Number(bits) < 1 || Number(bits) > (isIP(address) === 4 ? 32 : 128)
  })
  if (wrong.length > 0) throw new CannotStart(`TRUST_PROXY takes addresses and networks, and not ${wrong.join(', ')}`)
  return proxies
}

function certificateFilesOf({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }: Static<typeof Env>) {
  if (!certFile && !keyFile) return undefined
  if (certFile && keyFile) return { certFile, keyFile }
  throw new CannotStart('TLS takes both TLS_CERT_FILE and TLS_KEY_FILE')
}

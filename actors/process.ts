import { type Static, type TObject, Type } from 'typebox'
import { readEnv } from '#compose/env.ts'
import { connectProcess } from '#compose/nats/connect.ts'
import { NatsEnv, natsConnection } from '#compose/nats/environment.ts'
import { CannotStart } from '#compose/run.ts'
import { logger, serveHealth, startTelemetry } from '#compose/telemetry.ts'
import { type DatabaseName, urlVariable } from '#db/databases.ts'
import { release } from '#subjects/release.ts'
import type { Actor } from './actor.ts'
import { startActor } from './host.ts'
import { actorNames, loadActors } from './registry.ts'
import { openWorkload } from './workload.ts'

const ProcessEnv = Type.Object({
  ...NatsEnv,
  METRICS_PORT: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
  HOST: Type.String({ default: '0.0.0.0' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Type.String({ pattern: '^https?://' })),
})

/** Hosts the actors named on the command line in one process; no name hosts all of them. `load` is where they come from. */
export async function main(stack: AsyncDisposableStack, signal: AbortSignal, load = loadActors): Promise<void> {
  const chosen = await load(chooseActors(process.argv.slice(2)))
  const env = readEnv(environmentOf(chosen)) as Record<string, unknown> & Static<typeof ProcessEnv>
  const name = chosen.length === 1 ? (chosen[0]?.name ?? 'actors') : 'actors'
  stack.use(await startTelemetry({ name, version: release, otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT }))
  const log = logger(name)
  const bus = stack.use(await connectProcess({ ...natsConnection(env, name), signal }, log))

  const shared = { bus, env, log, workload: stack.use(openWorkload()) }
  const running = await Promise.all(
    chosen.map((actor) => startActor(actor, { ...shared, databaseUrl: String(env[urlVariable(actor.name)]) })),
  )
  for (const one of running) stack.use(one)
  const ready = async () =>
    Object.fromEntries(await Promise.all(running.map(async (one) => [one.name, await one.ready()])))
  const port = env.METRICS_PORT ?? portOf(chosen)
  stack.use(await serveHealth({ port, host: env.HOST, ready }))
  log.info({ actors: chosen.map((actor) => actor.name), port }, 'started')
}

function chooseActors(names: readonly string[]): readonly DatabaseName[] {
  const unknown = names.filter((name) => !actorNames.some((known) => known === name))
  if (unknown.length > 0)
    throw new CannotStart(`There is no actor ${unknown.join(', ')}; there are ${actorNames.join(', ')}`)
  return names.length === 0 ? actorNames : actorNames.filter((name) => names.includes(name))
}

/** What the chosen actors need, so that everything that is wrong is told at once. */
function environmentOf(chosen: readonly Actor[]): TObject {
  const urls = chosen.map(({ name }) => [urlVariable(name), Type.String({ pattern: '^postgres(ql)?://' })])
  return Type.Object({
    ...ProcessEnv.properties,
    ...Object.fromEntries(urls),
    ...Object.assign({}, ...chosen.map(({ env }) => env?.properties)),
  })
}

const portOf = ([first]: readonly Actor[]) => 8001 + (first ? actorNames.indexOf(first.name) : 0)

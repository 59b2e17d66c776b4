import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Bus } from '#subjects/bus.ts'
import { guardAddresses } from './addresses.ts'
import { mount } from './answer.ts'
import { openDoor } from './auth.ts'
import { startCache } from './cache.ts'
import { admitOrigins, type Origins } from './cors.ts'
import { compressAnswers } from './compression.ts'
import { cursorSeal } from './cursor.ts'
import { serveDocs } from './docs.ts'
import { guestsBy } from './guests.ts'
import { guardHeaders } from './headers.ts'
import { checkInput, readJsonBodies } from './input.ts'
import { limitRates } from './limits.ts'
import type { Tiers } from './limits/tiers.ts'
import { serveMedia } from './media.ts'
import { mountLists } from './lists.ts'
import { cartBearer } from './merge.ts'
import { serveOperations } from './operations.ts'
import { openGate } from './overload.ts'
import { answerProblems } from './problem.ts'
import type { RedisLink } from './redis.ts'
import type { Route } from './route.ts'
import { routes as wholeApi } from './routes.ts'
import { newServer, type ServerOptions } from './server.ts'
import { mountStreams } from './streams.ts'
import type { CrowdOptions } from './streams/crowd.ts'
import { mountOneClicks } from './unsubscribe.ts'
import { speakVersions, type Versions, versions as wholeVersions } from './version.ts'
import { observe } from './visit.ts'
import { mountWebhooks } from './webhooks.ts'

export type AppOptions = ServerOptions & {
  readonly bus: Bus
  /** For what may be lost. */
  readonly redis: RedisLink
  /** For the logins that have ended. */
  readonly denylist: RedisLink
  /** For counting requests. */
  readonly counts: RedisLink
  /** How many requests there may be; undefined for as many as come. */
  readonly tiers: Tiers | undefined
  readonly log: Logger
  /** Whether somebody collects the span of every request. */
  readonly spans?: boolean
  /** The web origins whose scripts may call this API. */
  readonly origins?: Origins
  /** A directory of files for `/media/`. */
  readonly mediaDir?: string
  /** What is signed or hidden here is so with the first; what any of them has signed is believed. */
  readonly secrets: readonly string[]
  readonly routes?: readonly Route[]
  /** How many streams of events there may be, and how they are kept alive. */
  readonly streams?: CrowdOptions
  readonly versions?: Versions
  /** Aborts when this process is about to close: it answers as before, and says to connections and load balancers that it goes. */
  readonly leaving?: AbortSignal
}

/** The edge, ready to listen. Closing it refuses new work, answers what is in hand, and lets connections go. */
export async function buildApp({
  bus,
  redis,
  denylist,
  counts,
  tiers,
  log,
  spans = true,
  origins = { shop: [], staff: [] },
  mediaDir,
  secrets,
  routes = wholeApi,
  streams = {},
  versions = wholeVersions,
  leaving,
  ...server
}: AppOptions): Promise<FastifyInstance> {
  const app = newServer(server)
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  const isLeaving = () => closing || leaving?.aborted === true
  const conclude = observe(app, { log, spans })
  answerProblems(app, log, server.publicUrl)
  guardHeaders(app, isLeaving)
  compressAnswers(app)
  readJsonBodies(app)
  app.setValidatorCompiler(checkInput)
  await admitOrigins(app, routes, origins)
  const limits = limitRates(app, { redis: counts, tiers, routes, secrets })
  const interpreterFor = speakVersions(app, versions)
  const refuseOtherMethods = guardAddresses(app)
  const cache = await startCache(bus, redis)
  app.addHook('onClose', () => cache[Symbol.asyncDispose]())
  const guests = guestsBy(secrets)
  const gate = openGate(app, log)
  const signed = { cursors: cursorSeal(secrets), carts: cartBearer(bus, guests) }
  const door = openDoor(app, { bus, denylist, guests })
  const edge = { bus, cache, interpreterFor, limits, gate, ...signed, ...door }
  for (const route of routes)
    if (!route.signature && !route.feed && !route.oneClick && !route.list) mount(app, route, edge)
  mountWebhooks(
    app,
    routes.filter(({ signature }) => signature),
    edge,
  )
  mountOneClicks(app, routes, edge)
  mountLists(app, routes, edge)
  mountStreams(app, routes, { ...edge, conclude, seats: streams, log })
  // Redis is not among what must be ready: the edge works without it.
  serveOperations(app, () => ({ bus: bus.connected(), open: !isLeaving() }))
  serveDocs(app, routes, server.publicUrl)
  if (mediaDir !== undefined) await serveMedia(app, mediaDir)
  await app.after()
  refuseOtherMethods()
  await app.ready()
  return app
}

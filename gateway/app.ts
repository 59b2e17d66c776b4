import type { Socket } from 'node:net'
import cors from '@fastify/cors'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Bus } from '#subjects/bus.ts'
import { guardAddresses } from './addresses.ts'
import { mount } from './answer.ts'
import { openDoor } from './auth.ts'
import { startCache } from './cache.ts'
import { serveDocs } from './docs.ts'
import { guardHeaders } from './headers.ts'
import { checkInput, readJsonBodies } from './input.ts'
import { serveOperations } from './operations.ts'
import { answerBrokenRequest, answerFrameworkErrors, answerProblems } from './problem.ts'
import type { RedisLink } from './redis.ts'
import type { Route } from './route.ts'
import { routes as wholeApi } from './routes.ts'
import { newRequestId, observe } from './visit.ts'
import { mountWebhooks } from './webhooks.ts'

export type AppOptions = {
  readonly bus: Bus
  /** For what may be lost. */
  readonly redis: RedisLink
  /** For the logins that have ended. */
  readonly denylist: RedisLink
  readonly log: Logger
  /** The web origins whose scripts may call this API. */
  readonly corsOrigins?: readonly string[]
  /** The addresses of proxies whose word counts on how a request came in, as CIDR with commas between them. */
  readonly trustProxy?: string
  readonly routes?: readonly Route[]
}

const bodyLimit = 64 * 1024

/** The edge, ready to listen. Closing it refuses new work, answers what is in hand, and lets connections go. */
export async function buildApp({
  bus,
  redis,
  denylist,
  log,
  corsOrigins = [],
  trustProxy,
  routes = wholeApi,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit,
    genReqId: newRequestId,
    requestIdHeader: false,
    trustProxy: trustProxy ?? false,
    return503OnClosing: false,
    requestTimeout: 30_000,
    // Longer than a load balancer keeps its own, or it would send a request into a connection that is just being closed.
    keepAliveTimeout: 72_000,
    http: { headersTimeout: 15_000 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerFrameworkErrors,
  })
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  dropUnused(app)
  observe(app, log)
  answerProblems(app, log)
  guardHeaders(app, () => closing)
  readJsonBodies(app)
  app.setValidatorCompiler(checkInput)
  // Without origins every answer is the same for all, and no shared cache needs to tell them apart.
  if (corsOrigins.length > 0) await app.register(cors, corsOptions(corsOrigins))

  const refuseOtherMethods = guardAddresses(app)
  const cache = await startCache(bus, redis)
  app.addHook('onClose', () => cache[Symbol.asyncDispose]())
  const edge = { bus, cache, ...openDoor(app, { bus, denylist }) }
  for (const route of routes) if (!route.signature) mount(app, route, edge)
  mountWebhooks(
    app,
    routes.filter(({ signature }) => signature),
    edge,
  )
  // Redis is not among what must be ready: the edge works without it.
  serveOperations(app, () => ({ bus: bus.connected(), open: !closing }))
  serveDocs(app, routes)
  await app.after()
  refuseOtherMethods()
  await app.ready()
  return app
}

const corsOptions = (origins: readonly string[]) => ({
  origin: [...origins],
  strictPreflight: false,
  maxAge: 600,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-None-Match', 'Traceparent'],
  exposedHeaders: ['ETag', 'Location', 'Retry-After', 'Request-Id', 'Idempotency-Replayed', 'WWW-Authenticate'],
})

/** A connection that has not asked anything yet is not idle to Node: it would hold up the end for as long as headers may take. */
function dropUnused(app: FastifyInstance): void {
  const unused = new Set<Socket>()
  app.server.on('connection', (socket) => unused.add(socket.once('close', () => unused.delete(socket))))
  app.server.on('request', ({ socket }) => unused.delete(socket))
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
  })
}

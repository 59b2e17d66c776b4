import Fastify, { type FastifyInstance } from 'fastify'
import { describeMessages } from '#subjects/asyncapi.ts'
import { entryOf } from './cache/entry.ts'
import { sendEntry } from './conditional.ts'
import { describeApi } from './openapi.ts'
import { problemPage } from './problem-page.ts'
import type { Route } from './route.ts'

/** Serves what there is to read: the descriptions of API and subjects, a page for each problem, and a reference for people. */
export function serveDocs(app: FastifyInstance, routes: readonly Route[]): void {
  serveJson(app, '/openapi.json', () => describeApi(routes))
  serveJson(app, '/asyncapi.json', describeMessages)
  app.get<{ Params: { code: string } }>('/problems/:code', (request, reply) =>
    reply.header('cache-control', cacheControl).send(problemPage(request.params.code, routes)),
  )
  app.get('/docs', (_request, reply) => reply.redirect('/docs/', 308))
  const reference = later(openReference)
  app.get('/docs/*', async (request, reply) => {
    const page = await (await reference()).inject(request.url)
    const described = reply.code(page.statusCode).headers({
      'content-type': page.headers['content-type'],
      'cache-control': cacheControl,
      'content-security-policy': pagePolicy,
    })
    return sendEntry(request, described, entryOf({ body: page.rawPayload, tags: [] }))
  })
}

const cacheControl = 'public, max-age=60, stale-while-revalidate=300'

/** Nothing comes from elsewhere: the reference works without a network. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

function serveJson(app: FastifyInstance, url: string, describe: () => object): void {
  const document = later(() => entryOf({ body: Buffer.from(JSON.stringify(describe())), tags: [] }))
  app.get(url, (request, reply) => {
    const described = reply.headers({ 'content-type': 'application/json', 'cache-control': cacheControl })
    return sendEntry(request, described, document())
  })
}

/** The reference brings five megabytes of script in a module: only a process somebody reads at pays for that. */
async function openReference(): Promise<FastifyInstance> {
  const { default: reference } = await import('@scalar/fastify-api-reference')
  const site = Fastify()
  await site.register(reference, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Tradewind API',
      operationTitleSource: 'path',
      showDeveloperTools: 'never',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  })
  return site
}

function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

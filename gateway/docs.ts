import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { describeMessages } from '#subjects/asyncapi.ts'
import { notFound } from '#subjects/problem.ts'
import { type Entry, entryOf } from './cache/entry.ts'
import { keepPacked } from './compression.ts'
import { sendEntry } from './conditional.ts'
import type { WrittenPage } from './docs/html.ts'
import { noteOn, problemCodes, problemPage, problemsPage } from './docs/problem-page.ts'
import { subjectsPage } from './docs/subjects-page.ts'
import { varyBy } from './headers.ts'
import { describeApi } from './openapi.ts'
import type { Route } from './route.ts'

/** Serves what there is to read: the descriptions of API and subjects, a page for each problem, and a reference for people. */
export function serveDocs(app: FastifyInstance, routes: readonly Route[], publicUrl?: string): void {
  serveJson(app, '/openapi.json', () => describeApi(routes))
  serveJson(app, '/asyncapi.json', describeMessages)
  serveProblems(app, routes, publicUrl)
  const subjects = later(() => lasting(subjectsPage()))
  app.get('/docs/subjects', (request, reply) => {
    const { entry, policy } = subjects()
    return sendEntry(request, asPage(reply, policy), entry)
  })
  app.get('/docs', (_request, reply) => reply.redirect('/docs/', 308))
  const reference = later(openReference)
  app.get<{ Params: { '*': string } }>('/docs/*', async (request, reply) => {
    const page = (await reference()).get(request.params['*'])
    if (!page) throw notFound('There is nothing at this address')
    const described = reply.headers({
      'content-type': page.type,
      'cache-control': cacheControl,
      'content-security-policy': pagePolicy,
    })
    return sendEntry(request, described, page.entry)
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
  const document = later(() => lastingEntry(Buffer.from(JSON.stringify(describe()))))
  app.get(url, (request, reply) => {
    const described = reply.headers({ 'content-type': 'application/json', 'cache-control': cacheControl })
    return sendEntry(request, described, document())
  })
}

function serveProblems(app: FastifyInstance, routes: readonly Route[], publicUrl?: string): void {
  const all = later(() => {
    const items = problemCodes.map((code) => noteOn(code, routes, publicUrl))
    return { data: { items }, page: lasting(problemsPage(items)) }
  })
  app.get('/problems', (request, reply) => {
    return sendEither(request, reply, all())
  })
  app.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const data = noteOn(request.params.code, routes, publicUrl)
    return sendEither(request, reply, { data, page: problemPage(data) })
  })
}

type Either = { readonly data: object; readonly page: WrittenPage }

/** A page for people, unless only JSON is asked for. */
function sendEither(request: FastifyRequest, reply: FastifyReply, { data, page }: Either): FastifyReply {
  const { accept = '*/*' } = request.headers
  varyBy(reply, 'Accept')
  const onlyJson = /\bjson\b/i.test(accept) && !/\btext\/html\b/i.test(accept)
  return onlyJson
    ? reply.header('cache-control', cacheControl).send(data)
    : sendEntry(request, asPage(reply, page.policy), page.entry)
}

const asPage = (reply: FastifyReply, policy: string) =>
  reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': cacheControl,
    'content-security-policy': policy,
  })

/** Packed once, however often it is asked for. */
function lasting(page: WrittenPage): WrittenPage {
  keepPacked(page.entry.body)
  return page
}

function lastingEntry(body: Buffer): Entry {
  const entry = entryOf({ body, tags: [] })
  keepPacked(entry.body)
  return entry
}

type Page = { readonly type: string; readonly entry: Entry }

const pages = ['', 'js/scalar.js']

/**
 * The reference brings five megabytes of script in a module: only a process somebody reads at pays for that, and only once
 * for hashing and packing them, since whoever could make us do it again could keep everybody else waiting.
 */
async function openReference(): Promise<ReadonlyMap<string, Page>> {
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
  return new Map(await Promise.all(pages.map(async (path) => [path, await takePage(site, path)] as const)))
}

async function takePage(site: FastifyInstance, path: string): Promise<Page> {
  const { statusCode, headers, rawPayload } = await site.inject(`/docs/${path}`)
  if (statusCode !== 200) throw new Error(`The reference has no page at /docs/${path}`)
  return { type: String(headers['content-type']), entry: lastingEntry(rawPayload) }
}

/** Makes a thing when it is first asked for. What could not be made is tried again. */
function later<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    if (made) return made.value
    const value = make()
    made = { value }
    if (value instanceof Promise) value.catch(() => (made = undefined))
    return value
  }
}

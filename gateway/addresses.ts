import type { FastifyInstance, HTTPMethods } from 'fastify'
import { notFound } from '#subjects/problem.ts'
import { methodNotAllowed } from './problem.ts'

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Refuses addresses that lead nowhere, before anything else of the request is looked at, and watches which routes are added:
 * the function it returns makes each of their paths refuse every other method, and tell which it knows.
 */
export function guardAddresses(app: FastifyInstance): () => void {
  const nothing = () => notFound('There is nothing at this address')
  app.addHook('onRequest', (request, _reply, done) => done(request.is404 ? nothing() : undefined))
  app.setNotFoundHandler(() => {
    throw nothing()
  })

  const paths = new Map<string, { url: string; allowed: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    // To a router `/products/:slug` and `/products/:id` are one path.
    const shape = url.replaceAll(/:\w+/g, ':')
    const path = paths.get(shape) ?? { url, allowed: new Set() }
    paths.set(shape, path)
    for (const one of [method].flat()) path.allowed.add(one)
  })
  return () => {
    for (const { url, allowed } of Array.from(paths.values())) {
      if (url === '*') continue
      const others = methods.filter((method) => !allowed.has(method))
      const allow = [...allowed, 'OPTIONS'].sort().join(', ')
      if (others.length > 0) refuse(app, url, { others, allow })
      tellMethods(app, url, allow)
    }
  }
}

/** What a browser wants to know before it sends a script's request is added on the way here. */
function tellMethods(app: FastifyInstance, url: string, allow: string): void {
  app.route({
    method: 'OPTIONS',
    url,
    config: { cors: { preflightContinue: true } },
    handler: (_request, reply) => reply.code(204).headers({ allow, 'cache-control': 'no-store' }).send(),
  })
}

function refuse(app: FastifyInstance, url: string, { others, allow }: { others: HTTPMethods[]; allow: string }): void {
  app.route({
    method: others,
    url,
    exposeHeadRoute: false,
    onRequest: (request, reply, done) => {
      void reply.header('allow', allow)
      done(methodNotAllowed(`${request.method} is not one of ${allow}`))
    },
    handler: () => undefined,
  })
}

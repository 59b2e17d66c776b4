import type { FastifyInstance, HTTPMethods } from 'fastify'
import { notFound } from '#subjects/problem.ts'
import { methodNotAllowed } from './problem.ts'

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Refuses addresses that lead nowhere, before anything else of the request is looked at, and watches which routes are added:
 * the function it returns makes each of their paths refuse every other method.
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
    // Where scripts of other origins are let in, OPTIONS is theirs.
    const known: HTTPMethods[] = app.hasRoute({ method: 'OPTIONS', url: '*' }) ? [...methods] : [...methods, 'OPTIONS']
    for (const { url, allowed } of Array.from(paths.values())) {
      const others = known.filter((method) => !allowed.has(method))
      const allow = [...allowed].sort().join(', ')
      if (others.length > 0) refuse(app, url, { others, allow })
    }
  }
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

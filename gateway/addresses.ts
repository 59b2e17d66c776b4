import type { FastifyInstance, FastifyRequest } from 'fastify'
import findMyWay from 'find-my-way'
import { notFound } from '#subjects/problem.ts'
import { malformedRequest, methodNotAllowed } from './problem.ts'

/**
 * Refuses requests that lead nowhere, before anything else of them is looked at, and watches which routes are added: the
 * function it returns makes each of their paths tell which methods it knows, and refuse all others.
 */
export function guardAddresses(app: FastifyInstance): () => void {
  const paths = findMyWay()
  const allowedAt = (url: string) => (paths.find('GET', url)?.store as Allowed | null | undefined)?.allow
  /** `PATCH /inventory/low-stock` is no way to change a SKU of that name: a path that is spelled out has its own methods alone. */
  const spelledOut = new Map<string, string>()
  const allowedInstead = ({ routeOptions, url }: FastifyRequest) =>
    routeOptions.url?.includes(':') ? spelledOut.get(url.split('?', 1)[0] ?? '') : undefined
  const nothing = () => notFound('There is nothing at this address')
  app.addHook('onRequest', (request, reply, done) => {
    const fault = ambiguityIn(request.raw.rawHeaders)
    if (fault !== undefined) return done(malformedRequest(fault))
    const allow = request.is404 ? allowedAt(request.url) : allowedInstead(request)
    if (!request.is404 && allow === undefined) return done()
    if (allow === undefined) return done(nothing())
    void reply.header('allow', allow)
    done(methodNotAllowed(`${request.method} is not one of ${allow}`))
  })
  app.setNotFoundHandler(() => {
    throw nothing()
  })

  const methods = new Map<string, { url: string; allowed: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    // To a router `/products/:slug` and `/products/:id` are one path.
    const shape = url.replaceAll(/:\w+/g, ':')
    const path = methods.get(shape) ?? { url, allowed: new Set() }
    methods.set(shape, path)
    for (const one of [method].flat()) path.allowed.add(one)
  })
  return () => {
    for (const { url, allowed } of Array.from(methods.values())) {
      if (url === '*') continue
      const allow = [...allowed, 'OPTIONS'].sort().join(', ')
      paths.on('GET', url, () => {}, { allow } satisfies Allowed)
      if (!url.includes(':')) spelledOut.set(url, allow)
      tellMethods(app, url, allow)
    }
  }
}

type Allowed = { readonly allow: string }

const host = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\da-f:.]+\])(?::\d*)?$/i

/**
 * Of two hosts a proxy may have gone by the one and we by the other (RFC 9112, 3.2), and of two logins it may have let in the one,
 * and we the other. Over HTTP/2 there may be no host.
 */
function ambiguityIn(rawHeaders: readonly string[]): string | undefined {
  let [hosts, logins] = [0, 0]
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') {
      if (++hosts > 1 || !host.test(rawHeaders[at + 1] ?? '')) return 'A request names one host'
    } else if (name.length === 13 && name.toLowerCase() === 'authorization' && ++logins > 1)
      return 'A request comes with one Authorization'
  }
  return undefined
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

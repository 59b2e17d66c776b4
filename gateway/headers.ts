import type { FastifyInstance, FastifyReply } from 'fastify'

/** What every answer says to browsers, whatever it carries. A page that shows something says its own policy. */
export const guards = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Sets the security headers, and tells connections to end while the server is about to go. */
export function guardHeaders(app: FastifyInstance, isLeaving: () => boolean): void {
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(guards)
    if (request.protocol === 'https')
      void reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains')
    done()
  })
  // Also on what was in hand before: a connection that stays open would keep the server from closing. HTTP/2 says it its own way.
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    if (isLeaving() && raw.httpVersionMajor < 2) void reply.header('connection', 'close')
    done(null, payload)
  })
}

/** Adds to what caches have to tell apart. */
export function varyBy(reply: FastifyReply, name: string): void {
  const others = reply.getHeader('vary')
  void reply.header('vary', others === undefined ? name : `${String(others)}, ${name}`)
}

/** Adds a link (RFC 8288) to those there are. */
export function addLink(reply: FastifyReply, link: string): void {
  const others = reply.getHeader('link')
  void reply.header('link', others === undefined ? link : `${[others].flat().join(', ')}, ${link}`)
}

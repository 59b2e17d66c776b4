import type { FastifyInstance, FastifyRequest } from 'fastify'
import cors, { type FastifyCorsOptions } from '@fastify/cors'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import { fastifyPath, type Route } from './route.ts'

/** The web origins whose scripts may call this API: `shop` all but what is for staff, `staff` everything. */
export type Origins = { readonly shop: readonly string[]; readonly staff: readonly string[] }

/** Lets scripts of these origins in, each to its surface. Without any, every answer is the same for all origins. */
export async function admitOrigins(app: FastifyInstance, routes: readonly Route[], origins: Origins): Promise<void> {
  if (origins.shop.length + origins.staff.length === 0) return
  const isForStaff = staffSurface(routes)
  const [shop, staff] = [optionsFor([...origins.shop, ...origins.staff]), optionsFor(origins.staff)]
  await app.register(cors, {
    delegator: (request: FastifyRequest, callback) => callback(null, isForStaff(request) ? staff : shop),
  })
}

const optionsFor = (origins: readonly string[]): FastifyCorsOptions => ({
  origin: [...origins],
  strictPreflight: false,
  maxAge: 600,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'Api-Version',
    'Authorization',
    'Cart-Token',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'Last-Event-ID',
    'Prefer',
    'Traceparent',
  ],
  exposedHeaders: [
    'Api-Version',
    'Deprecation',
    'Sunset',
    'Allow',
    'Cart-Token',
    'ETag',
    'Idempotency-Replayed',
    'Link',
    'Location',
    'Preference-Applied',
    'RateLimit',
    'RateLimit-Policy',
    'Request-Id',
    'Retry-After',
    'Server-Timing',
    'WWW-Authenticate',
  ],
})

/** Tells whether a request, or the one that a preflight asks about, leads to an operation for staff. */
function staffSurface(routes: readonly Route[]): (request: FastifyRequest) => boolean {
  const addresses = findMyWay()
  for (const { method, path, subject } of routes) {
    const forStaff = subject.access === 'staff' || subject.access === 'admin'
    addresses.on(method, fastifyPath(path), () => {}, { forStaff })
  }
  return ({ method, headers, url }) => {
    const asked = method === 'OPTIONS' ? headers['access-control-request-method'] : method
    const found = addresses.find((asked === 'HEAD' ? 'GET' : asked) as HTTPMethod, url)
    return (found?.store as { forStaff: boolean } | undefined)?.forStaff ?? false
  }
}

import type { FastifyRequest } from 'fastify'
import type { Entry } from './cache/entry.ts'
import type { Route } from './route.ts'

/** Makes the form of an answer that a request asks for. Without a wish it is the entry itself, in the same turn. */
export type Represent = (request: FastifyRequest, entry: Entry) => Entry | Promise<Entry>

/** What a route can make of its answers. */
export function representation(_route: Route): Represent {
  return (_request, entry) => entry
}

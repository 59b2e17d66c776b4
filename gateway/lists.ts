import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { invalidRequest } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { type Edge, mount } from './answer.ts'
import { faultIn } from './input.ts'
import { unsupportedMediaType } from './problem.ts'
import { type Line, type Route, type RouteOptions, route } from './route.ts'

/** A list as a contract takes it: what it is written in, and all of it as one text. */
type List = { readonly format: 'csv' | 'ndjson'; readonly content: string }

/** Media types that may be sent as they are, by the name that a contract has for them. */
export const listTypes: Readonly<Record<string, List['format']>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
}

/** Offers an operation that takes a list to the world, which may send it as it is or within JSON. */
export function list<Output>(line: Line, subject: RequestSubject<List, Output>, options: RouteOptions<Output>): Route {
  return { ...route(line, subject, options), list: true }
}

/** Puts them on the server, in a scope of their own: nowhere else is a body anything but JSON. */
export function mountLists(app: FastifyInstance, routes: readonly Route[], edge: Edge): void {
  void app.register(async (scope) => {
    for (const [type, format] of Object.entries(listTypes)) {
      scope.addContentTypeParser(type, { parseAs: 'buffer' }, ({ headers }, bytes: Buffer, done) => {
        if ((headers['content-encoding'] ?? 'identity') !== 'identity')
          return done(unsupportedMediaType('Bodies are accepted only without content encoding'))
        if (!isUtf8(bytes)) return done(invalidRequest('The body is not UTF-8'))
        const list: List = { format, content: bytes.toString() }
        const fault = faultIn(list, 1)
        if (fault) return done(invalidRequest(undefined, { errors: [fault] }))
        done(null, list)
      })
    }
    for (const one of routes.filter((route) => route.list)) mount(scope, one, edge)
  })
}

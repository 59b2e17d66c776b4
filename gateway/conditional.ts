import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Entry } from './cache/entry.ts'
import { namesAnyForm } from './compression.ts'

/** Sends an entry, or only that it is still the same to a client that names it (RFC 9110, 13.1.2). */
export function sendEntry(request: FastifyRequest, reply: FastifyReply, { body, etag }: Entry): FastifyReply {
  const tagged = reply.header('etag', etag)
  return isNamed(request.headers['if-none-match'], etag) ? tagged.code(304).send() : tagged.send(body)
}

/** Compares weakly, as the standard says for reading. */
function isNamed(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined || ifNoneMatch === etag) return ifNoneMatch !== undefined
  const names = ifNoneMatch.split(',').map((name) => name.trim().replace(/^W\//, ''))
  return names.some((name) => name === '*' || namesAnyForm(name, etag))
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { IfVersion } from '#subjects/envelope.ts'
import { invalidRequest, preconditionFailed, preconditionRequired } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import type { Entry } from './cache/entry.ts'
import { namesAnyForm } from './compression.ts'

/** Sends what was read, or only that it is still the same to a client that names it (RFC 9110, 13). */
export function sendEntry(request: FastifyRequest, reply: FastifyReply, { body, etag }: Entry): FastifyReply {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers
  const tagged = reply.header('etag', etag)
  if (ifMatch !== undefined && !isMeant(ifMatch, etag)) throw preconditionFailed()
  if (!isKnown(ifNoneMatch, etag)) return tagged.send(body)
  // A HEAD is given the bytes to count; without them it would be told that there are none.
  return tagged.code(304).send(request.method === 'HEAD' ? body : undefined)
}

/** Compares strongly: a weak tag names no bytes. */
function isMeant(ifMatch: string, etag: string): boolean {
  const tags = tagsIn(ifMatch)
  return tags === '*' || tags.some((tag) => namesAnyForm(tag, etag))
}

/** Compares weakly, as the standard says for reading. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined || ifNoneMatch === etag) return ifNoneMatch !== undefined
  const names = ifNoneMatch.split(',').map((name) => name.trim().replace(/^W\//, ''))
  return names.some((name) => name === '*' || namesAnyForm(name, etag))
}

/**
 * The versions that a command is meant for. A condition where none is checked is refused: ignored, it would promise a
 * protection that is not there.
 */
export function ifVersionOf({ headers }: FastifyRequest, { conditional }: RequestSubject): IfVersion | undefined {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers
  if (ifNoneMatch !== undefined) throw preconditionFailed('If-None-Match has no meaning for this operation')
  if (ifMatch === undefined && conditional) throw preconditionRequired()
  if (ifMatch === undefined) return undefined
  if (!conditional) throw preconditionFailed('If-Match has no meaning for this operation')
  const tags = tagsIn(ifMatch)
  return tags === '*' ? '*' : tags.flatMap((tag) => versionNamedBy(tag) ?? [])
}

/** `"7"` and `"7.abc"` both name version 7. What names none fits nothing, and no more does a weak tag (RFC 9110, 13.1.1). */
function versionNamedBy(tag: string): number | undefined {
  const [, version] = /^"(\d{1,15})[."]/.exec(tag) ?? []
  return version === undefined ? undefined : Number(version)
}

function tagsIn(ifMatch: string): '*' | readonly string[] {
  if (ifMatch.trim() === '*') return '*'
  const tag = /(W\/)?"[!#-~\x80-\xff]*"/g
  const tags = ifMatch.match(tag)
  if (tags && /^[\s,]*$/.test(ifMatch.replaceAll(tag, ''))) return tags
  throw invalidRequest('An If-Match takes `*`, or entity tags in their quotes with commas between them')
}

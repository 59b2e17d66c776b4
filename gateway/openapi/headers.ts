import { exampleOf } from '#subjects/examples.ts'
import { idempotencyKeyPattern } from '../idempotency.ts'
import type { Route } from '../route.ts'

type Json = Record<string, unknown>

/** What a client may or must say of a request beside its input. */
export function headerParameters({ subject, cached, signature }: Route): Json[] {
  if (signature) return [signedWith(signature, exampleOf(subject).input as { signature: string })]
  if (cached) {
    const description = 'The ETag of what you have: if that is still right, the answer is 304 and has no body'
    return [{ name: 'If-None-Match', in: 'header', description, schema: { type: 'string' } }]
  }
  if (!subject.idempotencyKey) return []
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'Your own name for this command. Sending it again with the same key acts once and answers the same',
      schema: { type: 'string', pattern: idempotencyKeyPattern },
      example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
    },
  ]
}

const signedWith = (name: string, { signature }: { signature: string }) => ({
  name,
  in: 'header',
  required: true,
  description: 'What the provider signed its body with',
  schema: { type: 'string' },
  example: signature,
})

const header = (description: string, type = 'string') => ({ description, schema: { type } })

/** What an answer may say beside its body. */
export const headerComponents = {
  'Request-Id': header('Names this request to the people who run the system'),
  Link: header('`rel="next"`: the address of the next page, if there is one (RFC 8288)'),
  Location: header('Where to find what was made'),
  ETag: header('Names exactly these bytes; send it back as If-None-Match'),
  'Cache-Control': header('How long caches may keep the answer'),
  'Idempotency-Replayed': header('`true` if this repeats the answer to an earlier request with the same key'),
  'Retry-After': header('Seconds to wait before the next try', 'integer'),
  'WWW-Authenticate': header('How to authenticate (RFC 6750)'),
}

/** Refers to headers by name. */
export const headersOf = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

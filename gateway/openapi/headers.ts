import { exampleOf } from '#subjects/examples.ts'
import { idempotencyKeyPattern } from '../idempotency.ts'
import { canPrefer, canWait, isMinimalPossible } from '../prefer.ts'
import type { Route } from '../route.ts'
import { versions, versionsSpoken } from '../version.ts'

type Json = Record<string, unknown>

/** What a client may or must say of a request beside its input. */
export function headerParameters(route: Route): Json[] {
  const { subject, method, signature, feed } = route
  if (signature) return [signedWith(signature, exampleOf(subject).input as { signature: string })]
  if (feed) return [lastEventId]
  return [
    apiVersion,
    ...(method === 'GET' ? [ifNoneMatch] : []),
    ...(subject.conditional ? [ifMatch] : []),
    ...(subject.idempotencyKey ? [{ ...idempotencyKey, required: subject.idempotencyKey === true }] : []),
    ...(canPrefer(route) ? [preferIn(route)] : []),
  ]
}

const apiVersion = {
  name: 'Api-Version',
  in: 'header',
  description: 'The version to be answered in. Without it, that of the API key, or the current one',
  schema: { type: 'string', enum: versionsSpoken(versions) },
  example: versions.current,
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The ETag of what you have: if that is still right, the answer is 304 and has no body',
  schema: { type: 'string' },
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description:
    'The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any',
  schema: { type: 'string', pattern: '^(\\*|[ ,]*(W/)?"[!#-~]*"([ ,]*(W/)?"[!#-~]*")*[ ,]*)$' },
  example: '"7.1cWbDQ6BaHH-2VQrPzr0Lw"',
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Your own name for this command. Sending it again with the same key acts once and answers the same',
  schema: { type: 'string', pattern: idempotencyKeyPattern },
  example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
}

function preferIn(route: Route): Json {
  const [wait, form] = [canWait(route), isMinimalPossible(route)]
  const seconds = route.subject.waitMs / 1_000
  const meanings = [
    ...(wait ? [`\`wait=n\`: wait up to n seconds for the end (at most 30, else ${seconds})`] : []),
    ...(wait ? ['`respond-async`: do not wait for it'] : []),
    ...(form ? ['`return=minimal`: no body'] : []),
  ]
  return {
    name: 'Prefer',
    in: 'header',
    description: `What you would like (RFC 7240). ${meanings.join('; ')}. Anything else is passed over`,
    schema: { type: 'string' },
    example: wait ? 'wait=5' : 'return=minimal',
  }
}

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'The id of the last event that was received: the stream goes on after it. It wins over `lastEventId`',
  schema: { type: 'integer', minimum: 0, maximum: 2_147_483_647 },
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
  'RateLimit-Policy': header(
    'The limits that hold for you: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-11)',
  ),
  RateLimit: header('What is left of each: `r` requests; after `t` seconds there will be more'),
  'Api-Version': header('The version this is answered in'),
  Deprecation: header('Since when this is on its way out, as `@` and seconds (RFC 9745)'),
  Sunset: header('When it will be gone (RFC 8594)'),
  Link: header('`rel="next"`: the address of the next page; `rel="deprecation"`: what to do instead (RFC 8288)'),
  Location: header('Where to find what was made'),
  ETag: header('Names exactly these bytes, behind the version of what they show: for If-None-Match and If-Match'),
  'Cart-Token': header('What the guest that you are now is known by: send it with every request'),
  'Cache-Control': header('How long caches may keep the answer'),
  'Idempotency-Replayed': header('`true` if this repeats the answer to an earlier request with the same key'),
  'Preference-Applied': header('The preferences that this answer follows'),
  'Retry-After': header('Seconds to wait before the next try', 'integer'),
  'Server-Timing': header('Where the time went, in milliseconds'),
  'WWW-Authenticate': header('How to authenticate (RFC 6750)'),
}

/** Refers to headers by name. */
export const headersOf = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

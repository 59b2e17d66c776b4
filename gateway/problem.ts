import type { Http2ServerResponse } from 'node:http2'
import type { Socket } from 'node:net'
import { context, isSpanContextValid, type SpanContext } from '@opentelemetry/api'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Type } from 'typebox'
import { apiKeyInvalid } from '#subjects/users.ts'
import {
  internal,
  notFound,
  overloaded,
  payloadTooLarge,
  preconditionFailed,
  Problem,
  type ProblemBody,
  problem,
} from '#subjects/problem.ts'
import { guards } from './headers.ts'
import { traceOf, visitOf } from './visit.ts'

export const malformedRequest = problem('malformed-request', 400, 'This is not a well-formed HTTP request')
/** `supported` lists the versions that are spoken. */
export const apiVersionUnknown = problem('api-version-unknown', 400, 'This version of the API is not spoken here')
export const fieldsUnknown = problem('fields-unknown', 400, 'The answer has no such member to show')
export const invalidJson = problem('invalid-json', 400, 'The body is not JSON that is accepted here')
/** The client's cue to refresh its session and to try once more. */
export const tokenInvalid = problem('token-invalid', 401, 'The access token is not valid')
/** The client's cue to forget it: what it can no longer prove to be its own it cannot have. */
export const cartTokenInvalid = problem('cart-token-invalid', 401, 'The Cart-Token is not one of ours')
export const methodNotAllowed = problem('method-not-allowed', 405, 'This resource does not know this method')
export const requestTimeout = problem('request-timeout', 408, 'The request took too long to arrive', {
  retryable: true,
})
export const uriTooLong = problem('uri-too-long', 414, 'The address is longer than is accepted here')
export const unsupportedMediaType = problem('unsupported-media-type', 415, 'The body is of a kind not accepted here')
export const rangeNotSatisfiable = problem('range-not-satisfiable', 416, 'The file has no such range')
/** Each is a connection that is kept open. */
export const tooManyStreams = problem('too-many-streams', 429, 'There are as many streams open as one may have', {
  retryable: true,
})
export const headersTooLarge = problem('headers-too-large', 431, 'The headers are larger than is accepted here')
export const methodUnknown = problem('method-unknown', 501, 'No resource of this server knows this method', {
  retryable: false,
})

const ianaProblem = (name: string) => ({
  type: `https://iana.org/assignments/http-problem-types#${name}`,
  retryable: true,
  members: {
    'violated-policies': Type.Array(Type.String(), { description: 'As RateLimit-Policy names them' }),
    retryAfter: Type.Integer({ minimum: 1, description: 'Seconds to wait, as in the header' }),
  },
})

export const quotaExceeded = problem('quota-exceeded', 429, 'Too many requests', ianaProblem('quota-exceeded'))
/** For an address that was refused again and again, and goes on trying to get in. */
export const abnormalUsageDetected = problem(
  'abnormal-usage-detected',
  429,
  'This is no ordinary use',
  ianaProblem('abnormal-usage-detected'),
)

/** What the edge itself may refuse, before or instead of asking anybody. */
export const edgeProblems = [
  malformedRequest,
  apiVersionUnknown,
  fieldsUnknown,
  invalidJson,
  tokenInvalid,
  cartTokenInvalid,
  notFound,
  methodNotAllowed,
  requestTimeout,
  uriTooLong,
  unsupportedMediaType,
  rangeNotSatisfiable,
  tooManyStreams,
  headersTooLarge,
  methodUnknown,
  quotaExceeded,
  abnormalUsageDetected,
] as const

/** Answers whatever goes wrong as a problem (RFC 9457); what nobody expected is logged whole and told as nothing. */
export function answerProblems(app: FastifyInstance, log: Pick<Logger, 'error'>, publicUrl?: string): void {
  app.setErrorHandler((error, request, reply) => {
    const expected = problemOf(error)
    if (!expected) {
      context.with(traceOf(request).context, () => log.error({ err: error, request: request.id }, 'bug'))
    }
    if (overloaded.matches(expected)) visitOf(request).shed = true
    if (expected?.replayed) void reply.header('idempotency-replayed', 'true')
    const trace = traceOf(request).span.spanContext()
    return refuse((expected ?? internal()).body, reply, { id: request.id, trace, publicUrl })
  })
}

const fastifyProblems: Readonly<Record<string, (detail?: string) => Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: payloadTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: unsupportedMediaType,
  FST_ERR_CTP_INVALID_JSON_BODY: invalidJson,
  FST_ERR_MAX_PARAM_LENGTH: uriTooLong,
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const { code = '', statusCode = 500, message } = error as Partial<FastifyError>
  const known = fastifyProblems[code]
  if (known) return known()
  // A body that its client broke off: nobody is left to be answered, and nothing of ours is wrong.
  if (code === 'ECONNRESET' && statusCode === 400) return malformedRequest()
  return code.startsWith('FST_') && statusCode < 500 ? malformedRequest(message) : undefined
}

/**
 * Where a problem's type leads, with the address this API is called at from outside in front of it. Without one it stays
 * relative: what a request says of its host is the sender's word, and would end up in caches and logs as ours.
 */
export const problemUrl = (type: string, publicUrl = ''): string => (type.startsWith('/') ? publicUrl + type : type)

type Seen = { readonly id: string; readonly trace?: SpanContext; readonly publicUrl: string | undefined }

function refuse(body: ProblemBody, reply: FastifyReply, { id, trace, publicUrl }: Seen): FastifyReply {
  const told = {
    ...body,
    type: problemUrl(body.type, publicUrl),
    instance: `/requests/${id}`,
    ...(trace && isSpanContextValid(trace) && { traceId: trace.traceId }),
  }
  return reply
    .code(body.status)
    .headers({ ...adviceFor(body), 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
    .send(Buffer.from(JSON.stringify(told)))
}

/** What a client's HTTP library looks at before anybody reads the body. */
function adviceFor(body: ProblemBody): Record<string, string> {
  const { status, code, title, detail = title, scope, retryAfter, version } = body
  if (code === preconditionFailed.code && typeof version === 'number') return { etag: `"${version}"` }
  if (code === tokenInvalid.code || code === apiKeyInvalid.code)
    return { 'www-authenticate': `Bearer error="invalid_token", error_description="${detail}"` }
  if (status === 401) return { 'www-authenticate': 'Bearer' }
  const needed = typeof scope === 'string' ? `, scope="${scope}"` : ''
  if (status === 403) return { 'www-authenticate': `Bearer error="insufficient_scope"${needed}` }
  if (typeof retryAfter === 'number') return { 'retry-after': String(retryAfter) }
  if (status === 503 || code === 'request-in-progress') return { 'retry-after': '1' }
  return {}
}

/** Answers an address that the router cannot read, and for which no hook is called. */
export const frameworkErrorAnswer =
  (publicUrl?: string) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const { body } = problemOf(error) ?? malformedRequest()
    void refuse(body, reply.headers(guards).header('request-id', request.id), { id: request.id, publicUrl })
  }

/** Answers a method that nobody has heard of: HTTP/2 lets it in, and the router would fall over it. */
export const unknownMethodAnswer =
  (publicUrl?: string) =>
  (response: Http2ServerResponse): void => {
    const { body } = methodUnknown()
    const headers = { ...guards, 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
    response.writeHead(body.status, headers).end(JSON.stringify({ ...body, type: problemUrl(body.type, publicUrl) }))
  }

/** What the parser could not read, and why. */
type Unread = Error & { readonly code?: string; readonly rawPacket?: unknown }

const hangUpAfterMs = 1_000

/** Answers what is too broken to become a request at all, straight on its connection. */
export const brokenRequestAnswer =
  (publicUrl?: string) =>
  (error: Unread, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy() && undefined
    const { body } = brokenRequest(error)
    const text = JSON.stringify({ ...body, type: problemUrl(body.type, publicUrl) })
    const head = [
      `HTTP/1.1 ${body.status} ${body.title}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(text)}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
    // Whoever keeps their side open would keep the connection. Closed at once, it would be reset before they have read this.
    setTimeout(() => socket.destroy(), hangUpAfterMs).unref()
  }

const requestLine = /^[\w!#$%&'*+.^`|~-]+ [!-~]+ HTTP\/1\.[01]\r?\n/

function brokenRequest({ code, rawPacket }: Unread): Problem {
  // The parser says the same of bytes that are no HTTP at all.
  if (code === 'HPE_INVALID_METHOD' && requestLine.test(String(rawPacket))) return methodUnknown()
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge()
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return requestTimeout()
  return malformedRequest()
}

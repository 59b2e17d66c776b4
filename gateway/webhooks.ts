import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { invalidRequest } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { ask, type Edge } from './answer.ts'
import { fastifyPath, type Line, type Route, route } from './route.ts'

/** What a provider signs and sends: the contract that takes it checks the signature over these very bytes. */
type Signed = { payload: string; signature: string }

/** Offers an operation to a provider that signs what it sends in the header `signature`. */
export function webhook(line: Line, subject: RequestSubject<Signed, null>, signature: string): Route {
  return { ...route(line, subject), signature }
}

export const webhookBodyLimit: number = 256 * 1024

/** Puts webhooks on the server, in a scope of their own: here a body is never parsed, and the signature tells if it is good. */
export function mountWebhooks(app: FastifyInstance, webhooks: readonly Route[], { admit, gate }: Edge): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: webhookBodyLimit }, (_request, body, done) =>
      done(null, body),
    )
    for (const webhook of webhooks) {
      const { method, path, subject, signature = '' } = webhook
      scope.route({
        method,
        url: fastifyPath(path),
        bodyLimit: webhookBodyLimit,
        onRequest: [gate.guard(subject), admit(webhook)],
        handler: async (request, reply) => {
          const input = signedInput(request.body, request.headers[signature])
          if (!subject.input.matches(input)) throw invalidRequest(undefined, { errors: subject.input.errors(input) })
          await ask(request, subject, input)
          return reply.code(204).header('cache-control', 'private, no-store').send()
        },
      })
    }
  })
}

function signedInput(body: unknown, header: string | string[] | undefined): Signed {
  if (!Buffer.isBuffer(body) || !isUtf8(body)) throw invalidRequest('The body is empty or not UTF-8')
  return { payload: body.toString(), signature: String(header ?? '') }
}

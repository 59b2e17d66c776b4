import type { FastifyRequest } from 'fastify'
import { idempotencyKeyMissing, invalidRequest } from '#subjects/problem.ts'

/** What an Idempotency-Key may look like, for those who read the API's description. */
export const idempotencyKeyPattern = '^("([ !#-\\[\\]-~]|\\\\["\\\\]){1,255}"|[!#-+\\--\\[\\]-~]{1,255})$'

const acceptable = new RegExp(idempotencyKeyPattern)

/**
 * The name a client gave its command: a quoted string as the IETF draft has it, or the bare token that clients of other
 * APIs send. A bare one holds no comma, which is how a header that was sent twice arrives.
 */
export function idempotencyKeyOf({ headers }: FastifyRequest, required: boolean): string | undefined {
  const header = headers['idempotency-key']
  if (header === undefined && required) throw idempotencyKeyMissing()
  if (header === undefined) return undefined
  const text = String(header)
  if (!acceptable.test(text)) {
    throw invalidRequest(
      'An Idempotency-Key takes 1 to 255 printable characters, in quotes or without blanks and commas',
    )
  }
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : text
}

import type { FastifyReply } from 'fastify'
import { addLink } from './headers.ts'

/** That something will go, as days of the calendar. */
export type Deprecation = {
  readonly deprecated: string
  readonly sunset: string
  /** Where it says what to do instead. */
  readonly advice: string
}

/** Whoever builds on this API may take a year to follow it. */
const noticeMonths = 12

/** Tells clients that what they use will go, when, and what to do (RFC 9745, RFC 8594). Without a year's notice it is a mistake. */
export function tellDeprecation({ deprecated, sunset, advice }: Deprecation): (reply: FastifyReply) => void {
  const [since, until] = [new Date(`${deprecated}T00:00:00Z`), new Date(`${sunset}T00:00:00Z`)]
  const earliest = new Date(since)
  earliest.setUTCMonth(earliest.getUTCMonth() + noticeMonths)
  if (!(until >= earliest)) throw new Error(`What is deprecated on ${deprecated} may not go on ${sunset} already`)
  const headers = { deprecation: `@${since.getTime() / 1_000}`, sunset: until.toUTCString() }
  return (reply) => addLink(reply.headers(headers), `<${advice}>; rel="deprecation"`)
}

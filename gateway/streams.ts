import type { OutgoingHttpHeaders } from 'node:http'
import type { Http2Stream } from 'node:http2'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { invalidRequest } from '#subjects/problem.ts'
import { type RequestSubject, shape } from '#subjects/subject.ts'
import { ask, type Edge } from './answer.ts'
import { visitorOf } from './auth.ts'
import { fastifyPath, type Line, type ObjectSchema, type Route, route, splitInput } from './route.ts'
import { type CrowdOptions, openCrowd } from './streams/crowd.ts'
import type { Feed, Followed } from './streams/feed.ts'
import { eventFrame, eventStream } from './streams/frames.ts'
import { Reader } from './streams/reader.ts'
import { openTopics, type Topics } from './streams/topics.ts'
import { type Conclude, timingOf, visitOf } from './visit.ts'

/** Offers what can be followed as server-sent events: what was missed, then what happens, as it happens. */
export function stream<S extends RequestSubject>(line: Line, subject: S, feed: Feed<S>): Route {
  return { ...route(line, subject), feed }
}

const streamHeaders = {
  'content-type': eventStream,
  'cache-control': 'private, no-store, no-transform',
  // Or nginx would keep the events until there are enough of them.
  'x-accel-buffering': 'no',
} as const

/**
 * Puts streams on the server. Each entry reaches its reader at least once, in order and without a gap; whoever comes back with
 * the last id they saw goes on from there, at any gateway.
 */
export function mountStreams(
  app: FastifyInstance,
  routes: readonly Route[],
  edge: Edge & { readonly conclude: Conclude; readonly seats: CrowdOptions; readonly log: Log },
): void {
  const crowd = openCrowd(edge.seats)
  app.addHook('preClose', () => crowd.disperse())
  const topics = openTopics(edge.bus)
  for (const route of routes)
    if (route.feed) mountStream(app, { ...route, feed: route.feed }, { ...edge, crowd, topics })
}

type Log = Pick<Logger, 'error'>
type Streamed = Route & { readonly feed: Feed }
type Venue = Edge & {
  readonly conclude: Conclude
  readonly crowd: ReturnType<typeof openCrowd>
  readonly topics: Topics
  readonly log: Log
}

function mountStream(
  app: FastifyInstance,
  route: Streamed,
  { admit, readmit, conclude, limits, gate, crowd, topics, log }: Venue,
): void {
  const { subject, feed, path } = route
  const { params, query } = splitInput(route)
  const placeOf = placeReader(subject)
  const framesOf = (items: Followed['items']) =>
    items.map((entry) => ({ seq: entry.seq, bytes: eventFrame(feed.nameOf(entry as never), entry, entry.seq) }))
  const onBug = (error: unknown) => log.error({ err: error, subject: subject.name }, 'bug')
  topics.listen(feed)

  app.get(
    fastifyPath(path),
    { schema: { params, querystring: query }, onRequest: [gate.guard(subject), admit(route), ...limits.behindDoor] },
    async (request, reply) => {
      if (hasLeft(reply)) return reply.hijack()
      const after = placeOf(request)
      const input = request.params as Record<string, unknown>
      const readFirst = async () => {
        const { body } = await ask(request, subject, { ...input, ...(after !== undefined && { after }) })
        return JSON.parse(Buffer.from(body).toString()) as Followed
      }
      if (request.method === 'HEAD') {
        if (isOver(await readFirst())) return sendNothing(reply)
        return reply.headers(streamHeaders).send(Readable.from([]))
      }
      const { caller, asker } = visitorOf(request)
      const reader = new Reader(reply.raw, () => group.wake())
      const seat = crowd.admit({ who: caller.id, reader, stands: () => readmit(request) })
      const place = { feed, topic: feed.topicOf(input, caller), who: `${caller.role} ${caller.id}` }
      const read = (from: number) => asker.request(subject, { ...input, after: from }) as Promise<Followed>
      const group = topics.join(place, reader, { read, framesOf, onBug })
      reply.raw.on('close', () => {
        reader.leave()
        group[Symbol.dispose]()
        seat[Symbol.dispose]()
      })
      const wakes = group.wakes()
      const first = await readFirst()
      if (isOver(first)) return sendNothing(reply)
      const { items, state } = first
      begin(request, reply)
      conclude(request, reply)
      reader.start(after ?? 0)
      reader.take(framesOf(items))
      if (state === 'final') reader.end('final')
      else if (state === 'more' || group.wakes() !== wakes) group.wake()
    },
  )
}

/**
 * Answers with the head of a stream. The framework would watch it to its end, with kilobytes for each reader who only waits:
 * so what follows is between the reader and the response.
 */
function begin(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = reply.headers({ ...streamHeaders, 'server-timing': timingOf(visitOf(request)) })
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders)
  // Headers that leave by themselves are kept as one text, and not as the pieces they were made of.
  raw.flushHeaders()
  void reply.hijack()
}

const isOver = ({ items, state }: Followed): boolean => state === 'final' && items.length === 0

/** Tells browsers not to come back. */
const sendNothing = (reply: FastifyReply) => reply.code(204).header('cache-control', 'private, no-store').send()

/** Whoever left while it was found out who they are is never heard to leave again. Over HTTP/2 only the stream knows. */
const hasLeft = ({ raw }: FastifyReply): boolean =>
  raw.destroyed || ('stream' in raw && (raw.stream as Http2Stream).destroyed)

/** Where a reader left off: the header that browsers send by themselves, or the query of those who cannot set headers. */
function placeReader({ input }: RequestSubject): (request: FastifyRequest) => number | undefined {
  const { after } = (input.schema as ObjectSchema).properties
  if (!after) throw new Error('What is followed takes `after`')
  const place = shape(after)
  return ({ headers, query }) => {
    const header = headers['last-event-id']
    if (header === undefined || header === '') return (query as { lastEventId?: number }).lastEventId
    const given: unknown = /^\d{1,16}$/.test(String(header)) ? Number(header) : header
    if (place.matches(given)) return given as number
    throw invalidRequest('The header Last-Event-ID takes the id of an event of this stream', {
      errors: [{ pointer: '/lastEventId', code: 'last-event-id', detail: 'is not the id of an event of this stream' }],
    })
  }
}

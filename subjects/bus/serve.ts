import type { NatsConnection, Service, ServiceMsg } from 'nats'
import type { Envelope } from '../envelope.ts'
import { internal, invalidRequest, overloaded } from '../problem.ts'
import { hasRoom, type Priority } from '../priority.ts'
import type { RequestSubject } from '../subject.ts'
import { mayBeUnstorable } from '../storable.ts'
import { batchHeader, mostParts, readParts, writePart, writeParts } from './batches.ts'
import { trackEndpoint } from './endpoint-stats.ts'
import { fromHeaders, headersIn, headersOf } from './headers.ts'
import { withinInboxes } from './inboxes.ts'
import { type Asked, type Endpoint, refusal, respond, type Told } from './respond.ts'

export type ServeOptions = {
  /** The queue group: processes with the same name share the work. */
  readonly name: string
  readonly version: string
  readonly endpoints: readonly Endpoint[]
  /**
   * How many requests may be in hand at once; the next one is told `overloaded` instead of queueing. Each priority fills its
   * share, so that what another actor is in the middle of finds a place while the edge is being refused.
   */
  readonly maxInFlight: number
  /** Lets in what comes from outside: answers what to call when it is done, or undefined if there is no time for it now. */
  readonly enter?: (priority: Priority) => (() => void) | undefined
  readonly onBug: (error: unknown, subject: string) => void
  /** Called when the broker has taken a subject away: nothing is answered any more. */
  readonly onLost?: (error: Error) => void
}

/** A service that is being served; disposing it takes no new work, and waits for what is in hand. */
export type Serving = AsyncDisposable & { readonly inFlight: () => number }

/** What the endpoints of a service share. */
type Hands = { inFlight: number; readonly options: ServeOptions; readonly mostBytes: () => number }

type Track = ReturnType<typeof trackEndpoint>

/** Serves requests in a queue group and announces them through the NATS services protocol. */
export async function serve(nc: NatsConnection, options: ServeOptions): Promise<Serving> {
  const messages = new Set<Promise<void>>()
  const tracks = new Map<string, Track>()
  const hands: Hands = { inFlight: 0, options, mostBytes: () => nc.info?.max_payload ?? 1_048_576 }
  const service = await withinInboxes(nc).services.add({
    name: options.name,
    version: options.version,
    queue: options.name,
    statsHandler: async ({ subject }) => tracks.get(subject)?.stats() ?? null,
  })
  for (const endpoint of options.endpoints) {
    const name = endpoint.subject.name.replaceAll('.', '-')
    const track = trackEndpoint()
    tracks.set(endpoint.subject.name, track)
    const take = taking(endpoint, hands, track)
    service.addEndpoint(name, {
      subject: endpoint.subject.name,
      handler: (error, msg) => {
        if (error) return options.onBug(error, endpoint.subject.name)
        const isBatch = endpoint.subject.shared && msg.headers?.has(batchHeader)
        const work = (isBatch ? answerTogether(msg, take, hands) : answerAlone(msg, take))
          .catch((failure: unknown) => apologize(msg, failure, options))
          .finally(() => messages.delete(work))
        messages.add(work)
      },
    })
  }
  // The broker refuses a subscription before it answers the flush.
  await nc.flush()
  if (service.isStopped)
    throw new Error(`The broker does not let ${options.name} serve`, { cause: await service.stopped })
  superviseService(nc, service, options)
  return {
    inFlight: () => hands.inFlight,
    [Symbol.asyncDispose]: async () => {
      await service.stop()
      await Promise.allSettled(messages)
    },
  }
}

type Take = (asked: Asked) => Promise<Told | undefined>

/** Takes a request in hand if there is room for it. */
function taking(endpoint: Endpoint, hands: Hands, track: Track): Take {
  const { options } = hands
  const service = { name: options.name, onBug: options.onBug, track }
  return async (asked) => {
    const leave = enter(endpoint.subject, asked.envelope, hands)
    if (!leave) {
      track.turnedAway()
      return refusal(overloaded())
    }
    hands.inFlight += 1
    return respond(endpoint, asked, service).finally(() => {
      hands.inFlight -= 1
      leave()
    })
  }
}

/** An actor that asks is in the middle of something; what comes from outside is worth what its contract says. */
function enter({ priority }: RequestSubject, envelope: Envelope | undefined, { inFlight, options }: Hands) {
  const isOutside = !envelope || envelope.caller.via === 'edge' || envelope.caller.via === 'tools'
  if (!hasRoom(isOutside ? priority : 'vital', inFlight, options.maxInFlight)) return undefined
  return isOutside && options.enter ? options.enter(priority) : () => {}
}

async function answerAlone(msg: ServiceMsg, take: Take): Promise<void> {
  const told = await take({ headers: msg.headers, envelope: fromHeaders(msg.headers), read: () => readAlone(msg) })
  if (told) tell(msg, told)
}

function readAlone(msg: ServiceMsg) {
  const json = msg.string()
  try {
    return { json, input: JSON.parse(json) as unknown }
  } catch {
    throw invalidRequest('The body is not JSON')
  }
}

/** Takes each part as if it had come alone. What has no room in the reply is left out, and asked again. */
async function answerTogether(msg: ServiceMsg, take: Take, { mostBytes }: Hands): Promise<void> {
  const whole = msg.string()
  const parts = readParts(whole)
  if (!parts) return tell(msg, refusal(invalidRequest(`The body is not a list of up to ${mostParts} requests`)))
  // Looked at once for all, and then for each only if there is a reason.
  const json = mayBeUnstorable(whole) ? whole : ''
  const answers = await Promise.all(
    parts.map(async (part) => {
      if (!part) return refusal(invalidRequest('A part has no headers or no body'))
      const headers = headersIn(part.headers)
      return take({ headers, envelope: fromHeaders(headers), read: () => ({ json, input: part.body }) })
    }),
  )
  // Every place takes a few bytes, even an empty one.
  let room = mostBytes() - 1_024 - 6 * parts.length
  const written = answers.map((told) => {
    const part = told && writePart(told.headers, told.body)
    const bytes = Buffer.byteLength(part ?? '')
    if (bytes > room) return undefined
    room -= bytes
    return part
  })
  tell(msg, { body: writeParts(written), headers: { [batchHeader]: String(parts.length) } })
}

function tell(msg: ServiceMsg, { body, headers }: Told) {
  msg.respond(body, Object.keys(headers).length > 0 ? { headers: headersOf(headers) } : undefined)
}

/** An answer that cannot be sent, because it is larger than any message, leaves its caller with a word at least. */
function apologize(msg: ServiceMsg, failure: unknown, { onBug }: ServeOptions) {
  onBug(failure, msg.subject)
  try {
    tell(msg, refusal(internal()))
  } catch {
    // The connection is gone, and with it whoever asked.
  }
}

/** A service whose subscription is refused closes as a whole; that is a fault to report, never a silence. */
function superviseService(nc: NatsConnection, service: Service, { name, endpoints, onBug, onLost }: ServeOptions) {
  void closeWhenDenied(nc, service, new Set(endpoints.map(({ subject }) => subject.name)))
  void service.stopped.then((error) => {
    if (!error) return
    onBug(error, name)
    onLost?.(error)
  })
}

/** A server that took up another configuration names no queue, without which the client does not know which subscription it lost. */
async function closeWhenDenied(nc: NatsConnection, service: Service, subjects: ReadonlySet<string>): Promise<void> {
  for await (const { permissionContext: denied } of nc.status()) {
    if (service.isStopped) return
    if (denied?.operation === 'subscription' && subjects.has(denied.subject))
      void service.stop(new Error(`The broker refuses the subscription of ${denied.subject}`))
  }
}

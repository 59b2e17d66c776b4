import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { headers, type MsgHdrs, type NatsConnection, type Service, type ServiceMsg } from 'nats'
import { type Envelope, type Role, withinEnvelope } from '../envelope.ts'
import { gauge, histogram } from '../instruments.ts'
import {
  commonProblems,
  conditionProblems,
  forbidden,
  idempotencyKeyMissing,
  idempotencyProblems,
  internal,
  invalidRequest,
  overloaded,
  preconditionRequired,
  Problem,
  timedOut,
  unauthorized,
} from '../problem.ts'
import { hasRoom, type Priority } from '../priority.ts'
import type { Access, RequestSubject } from '../subject.ts'
import { unstorable } from '../storable.ts'
import { trackEndpoint } from './endpoint-stats.ts'
import { fromHeaders, traceOf } from './headers.ts'
import { withinInboxes } from './inboxes.ts'
import { type Asked, isShared, takeApart, takeWhole } from './share.ts'

/** Answers one request. A thrown problem is the answer too; anything else thrown is a bug. */
export type Answer<Input = unknown, Output = unknown> = (input: Input, envelope: Envelope) => Promise<Output>

export type Endpoint = { readonly subject: RequestSubject; readonly answer: Answer }

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

/** Marks a reply that repeats the answer to an earlier request with the same Idempotency-Key. */
export class Replayed {
  readonly output: unknown
  constructor(output: unknown) {
    this.output = output
  }
}

const tracer = trace.getTracer('tradewind')
const duration = histogram('messaging.process.duration', 'Time to answer a request')
const inFlight = gauge('messaging.in_flight', 'Requests in hand')

/** Serves requests in a queue group and announces them through the NATS services protocol. */
export async function serve(nc: NatsConnection, options: ServeOptions): Promise<Serving> {
  const inHand = new Set<Promise<void>>()
  const tracks = new Map<string, Track>()
  // An actor that asks is in the middle of something; what comes from outside is worth what its contract says.
  const enter = ({ priority }: RequestSubject, envelope: Envelope | undefined) => {
    const isOutside = !envelope || envelope.caller.via === 'edge' || envelope.caller.via === 'tools'
    if (!hasRoom(isOutside ? priority : 'vital', inHand.size, options.maxInFlight)) return undefined
    return isOutside && options.enter ? options.enter(priority) : () => {}
  }
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
    const take = (asked: Asked, reply: Reply): Promise<void> => {
      const envelope = fromHeaders(asked.headers)
      const leave = enter(endpoint.subject, envelope)
      if (!leave) {
        track.turnedAway()
        reply.refuse(overloaded())
        return Promise.resolve()
      }
      const work = respond(endpoint, { asked, envelope, reply }, options, track).finally(() => {
        inHand.delete(work)
        leave()
      })
      inHand.add(work)
      return work
    }
    service.addEndpoint(name, {
      subject: endpoint.subject.name,
      handler: (error, msg) => {
        if (error) return options.onBug(error, endpoint.subject.name)
        if (!isShared(msg)) return void take(takeWhole(msg), replyTo(msg))
        const answered = answerAll(msg, take).finally(() => inHand.delete(answered))
        inHand.add(answered)
      },
    })
  }
  // The broker refuses a subscription before it answers the flush.
  await nc.flush()
  if (service.isStopped)
    throw new Error(`The broker does not let ${options.name} serve`, { cause: await service.stopped })
  superviseService(nc, service, options)
  return {
    inFlight: () => inHand.size,
    [Symbol.asyncDispose]: async () => {
      await service.stop()
      await Promise.allSettled(inHand)
    },
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

/** How an answer gets back to whoever asked. */
type Reply = {
  readonly answer: (data: string, headers?: MsgHdrs) => void
  readonly refuse: (problem: Problem) => void
}

const replyTo = (msg: ServiceMsg): Reply => ({
  answer: (data, headers) => void msg.respond(data, headers && { headers }),
  refuse: (problem) => refuse(msg, problem),
})

/** Answers the requests that share a message, each by itself, and sends the answers back together. */
async function answerAll(msg: ServiceMsg, take: (asked: Asked, reply: Reply) => Promise<void>): Promise<void> {
  let all: Asked[]
  try {
    all = takeApart(msg)
  } catch (error) {
    return refuse(msg, error instanceof Problem ? error : internal())
  }
  const answers = all.map(async (asked) => {
    // Whoever has stopped waiting is told nothing, which here is a place that says so.
    let answer = `{"problem":${JSON.stringify(timedOut().body)}}`
    await take(asked, {
      answer: (data) => void (answer = `{"output":${data}}`),
      refuse: ({ body }) => void (answer = `{"problem":${JSON.stringify(body)}}`),
    })
    return answer
  })
  msg.respond(`[${(await Promise.all(answers)).join()}]`)
}

type Request = { readonly asked: Asked; readonly envelope: Envelope | undefined; readonly reply: Reply }

type Track = ReturnType<typeof trackEndpoint>

async function respond(
  { subject, answer }: Endpoint,
  { asked, envelope, reply }: Request,
  options: ServeOptions,
  track: Track,
): Promise<void> {
  const start = performance.now()
  let [outcome, status] = ['ok', 200]
  track.begin()
  inFlight.add(1, { actor: options.name })
  await context.with(traceOf(asked.headers), () =>
    tracer.startActiveSpan(subject.name, { kind: SpanKind.SERVER }, async (span) => {
      try {
        const admitted = admit(subject, envelope)
        if (!admitted) {
          outcome = 'caller-gone'
          return
        }
        const input = parse(subject, asked)
        confirm(reply, await withinEnvelope(admitted, () => answer(input, admitted)), subject, options)
      } catch (error) {
        const known = error instanceof Problem
        ;[outcome, status] = known ? [error.body.code, error.body.status] : ['bug', 500]
        span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
        if (!known) options.onBug(error, subject.name)
        else if (!isDeclared(subject, error))
          options.onBug(new Error(`${subject.name} does not declare ${outcome}`), subject.name)
        reply.refuse(known ? error : internal())
      } finally {
        inFlight.add(-1, { actor: options.name })
        const ms = performance.now() - start
        track.end(ms, status)
        duration.record(ms / 1_000, { subject: subject.name, outcome })
        span.end()
      }
    }),
  )
}

/** The envelope of a request that may be asked; undefined when its caller has stopped waiting. */
function admit(subject: RequestSubject, envelope: Envelope | undefined): Envelope | undefined {
  if (!envelope) throw unauthorized('The message names no caller')
  if (!subject.callers.includes(envelope.caller.via))
    throw forbidden(`${envelope.caller.via} may not ask ${subject.name}`)
  if (!mayAsk(subject.access, envelope.caller.role)) throw forbidden(`${subject.name} is for ${subject.access}`)
  if (subject.idempotencyKey && !envelope.idempotencyKey) throw idempotencyKeyMissing()
  if (subject.conditional && envelope.ifVersion === undefined) throw preconditionRequired()
  return envelope.deadline && envelope.deadline < Date.now() ? undefined : envelope
}

/** The edge has checked this already; a process that got in beside it finds the same door here. Tools speak as the system. */
function mayAsk(access: Access, role: Role): boolean {
  switch (access) {
    case 'public':
    case 'internal':
      return true
    case 'shopper':
      return role !== 'anonymous'
    case 'customer':
      return role !== 'anonymous' && role !== 'guest'
    case 'staff':
      return role === 'staff' || role === 'admin' || role === 'system'
    case 'admin':
      return role === 'admin' || role === 'system'
  }
}

const isDeclared = ({ problems, idempotencyKey, conditional }: RequestSubject, { body }: Problem) =>
  [
    ...commonProblems,
    ...problems,
    ...(idempotencyKey ? idempotencyProblems : []),
    ...(conditional ? conditionProblems : []),
  ].some(({ code }) => code === body.code)

function parse(subject: RequestSubject, { read }: Asked): unknown {
  const { json, input } = read()
  if (!subject.input.matches(input)) throw invalidRequest(undefined, { errors: subject.input.errors(input) })
  const errors = unstorable(json, input)
  if (errors.length > 0) throw invalidRequest(undefined, { errors })
  return input
}

/** Nothing leaves that the contract does not name: a handler that hands out a whole row has a bug, and tells nobody. */
function confirm(reply: Reply, answered: unknown, subject: RequestSubject, { onBug }: ServeOptions) {
  const replayed = answered instanceof Replayed
  const output = replayed ? answered.output : (answered ?? null)
  if (!subject.output.matches(output)) {
    const bug = new Error(
      `${subject.name} answers beside its contract: ${JSON.stringify(subject.output.errors(output))}`,
    )
    if (!replayed) throw bug
    // What was answered weeks ago may not fit the contract of today, but it is still what happened.
    onBug(bug, subject.name)
  }
  const version = versionOf(output)
  const data = JSON.stringify(output)
  if (!replayed && version === undefined) return reply.answer(data)
  const beside = headers()
  if (replayed) beside.set('Idempotency-Replayed', 'true')
  if (version !== undefined) beside.set('Version', String(version))
  return reply.answer(data, beside)
}

/** Told beside the body, so that whoever passes that on need not read it. */
function versionOf(output: unknown): number | undefined {
  const version = typeof output === 'object' && output !== null && 'version' in output ? output.version : undefined
  return Number.isInteger(version) ? (version as number) : undefined
}

function refuse(msg: ServiceMsg, { body, replayed }: Problem) {
  const reply = headers()
  if (replayed) reply.set('Idempotency-Replayed', 'true')
  reply.set('Nats-Service-Error-Code', String(body.status))
  reply.set('Nats-Service-Error', body.title)
  msg.respond(JSON.stringify(body), { headers: reply })
}

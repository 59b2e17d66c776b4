import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
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
  preconditionRequired,
  Problem,
  unauthorized,
} from '../problem.ts'
import type { Access, RequestSubject } from '../subject.ts'
import { unstorable } from '../storable.ts'
import type { trackEndpoint } from './endpoint-stats.ts'
import { type Headers, traceOf } from './headers.ts'

/** Answers one request. A thrown problem is the answer too; anything else thrown is a bug. */
export type Answer<Input = unknown, Output = unknown> = (input: Input, envelope: Envelope) => Promise<Output>

export type Endpoint = { readonly subject: RequestSubject; readonly answer: Answer }

/** A request as it arrived: a message, or a part of one. */
export type Asked = {
  readonly headers: Headers | undefined
  readonly envelope: Envelope | undefined
  /** What it says, and the JSON that says it; throws if it is none. */
  readonly read: () => { readonly json: string; readonly input: unknown }
}

/** An answer as it leaves; `body` is JSON. */
export type Told = { readonly body: string; readonly headers: Readonly<Record<string, string>> }

/** Marks a reply that repeats the answer to an earlier request with the same Idempotency-Key. */
export class Replayed {
  readonly output: unknown
  constructor(output: unknown) {
    this.output = output
  }
}

type Service = {
  readonly name: string
  readonly onBug: (error: unknown, subject: string) => void
  readonly track: ReturnType<typeof trackEndpoint>
}

const tracer = trace.getTracer('tradewind')
const duration = histogram('messaging.process.duration', 'Time to answer a request')
const inFlight = gauge('messaging.in_flight', 'Requests in hand')

/** What to tell whoever asked; undefined if nobody waits for it any more. */
export async function respond(
  { subject, answer }: Endpoint,
  { headers, envelope, read }: Asked,
  { name, onBug, track }: Service,
): Promise<Told | undefined> {
  const start = performance.now()
  let [outcome, status] = ['ok', 200]
  track.begin()
  inFlight.add(1, { actor: name })
  return context.with(traceOf(headers), () =>
    tracer.startActiveSpan(subject.name, { kind: SpanKind.SERVER }, async (span) => {
      try {
        const admitted = admit(subject, envelope)
        if (!admitted) {
          outcome = 'caller-gone'
          return undefined
        }
        const input = parse(subject, read())
        return confirmation(await withinEnvelope(admitted, () => answer(input, admitted)), subject, onBug)
      } catch (error) {
        const known = error instanceof Problem
        ;[outcome, status] = known ? [error.body.code, error.body.status] : ['bug', 500]
        span.setStatus({ code: SpanStatusCode.ERROR, message: outcome })
        if (!known) onBug(error, subject.name)
        else if (!isDeclared(subject, error))
          onBug(new Error(`${subject.name} does not declare ${outcome}`), subject.name)
        return refusal(known ? error : internal())
      } finally {
        inFlight.add(-1, { actor: name })
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
  if (subject.idempotencyKey === true && !envelope.idempotencyKey) throw idempotencyKeyMissing()
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

function parse(subject: RequestSubject, { json, input }: ReturnType<Asked['read']>): unknown {
  if (!subject.input.matches(input)) throw invalidRequest(undefined, { errors: subject.input.errors(input) })
  const errors = unstorable(json, input)
  if (errors.length > 0) throw invalidRequest(undefined, { errors })
  return input
}

/** Nothing leaves that the contract does not name: a handler that hands out a whole row has a bug, and tells nobody. */
function confirmation(answered: unknown, subject: RequestSubject, onBug: Service['onBug']): Told {
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
  return {
    body: JSON.stringify(output),
    headers: {
      ...(replayed && { 'Idempotency-Replayed': 'true' }),
      ...(version !== undefined && { Version: String(version) }),
    },
  }
}

/** Told beside the body, so that whoever passes that on need not read it. */
function versionOf(output: unknown): number | undefined {
  const version = typeof output === 'object' && output !== null && 'version' in output ? output.version : undefined
  return Number.isInteger(version) ? (version as number) : undefined
}

/** A problem as an answer. */
export const refusal = ({ body, replayed }: Problem): Told => ({
  body: JSON.stringify(body),
  headers: {
    ...(replayed && { 'Idempotency-Replayed': 'true' }),
    'Nats-Service-Error-Code': String(body.status),
    'Nats-Service-Error': body.title,
  },
})

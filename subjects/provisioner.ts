import { Type } from 'typebox'
import { scopedActors } from './api-key.ts'
import { Exact, Timestamp } from './common.ts'
import { notFound, problem } from './problem.ts'
import { request } from './subject.ts'

const Owner = Type.String({ pattern: '^[a-z][a-z0-9-]{0,30}$', description: 'The actor whose stream it is' })
const Epoch = Type.String({ minLength: 1, maxLength: 64, description: 'Another one after the stream was made anew' })

export const StreamState = Exact({ epoch: Epoch, lastSeq: Type.Integer({ minimum: 0 }) })

/** Actors have an outbox each, and may lose their stream; tools look after all of them. */
const callers = [...scopedActors, 'tools']

/** The stream took this event less than two minutes ago. */
export const replayTooSoon = problem('replay-too-soon', 409, 'The stream takes no copy of this event yet', {
  retryable: true,
})

/** What was parked may be malformed, which is why it was parked. */
const Bounded = (maxLength: number) => Type.String({ maxLength })

export const ensureStream = request('provisioner.ensure-stream', {
  summary: 'Makes the stream of an actor, and its consumers, if the broker has lost any of them',
  input: Exact({ owner: Owner }),
  output: StreamState,
  access: 'internal',
  callers,
  problems: [notFound],
  timeoutMs: 10_000,
})

/** The epoch makes it harmless to ask twice, or late: the stream that was made since is another one. */
export const dropStream = request('provisioner.drop-stream', {
  summary: 'Forgets a stream, with its consumers, unless it was made anew meanwhile; the outboxes fill the next one',
  input: Exact({ owner: Owner, epoch: Epoch }),
  output: Type.Null(),
  access: 'internal',
  callers,
  problems: [notFound],
  timeoutMs: 10_000,
})

export const lookAtService = request('provisioner.look', {
  summary: 'How many instances answer a request of a service now, and how far the service is behind with events',
  input: Exact({ service: Owner, request: Bounded(100) }),
  output: Exact({
    instances: Type.Integer({ minimum: 0 }),
    inHand: Type.Integer({ minimum: 0, description: 'Requests of that name that are being answered' }),
    pending: Type.Integer({ minimum: 0, description: 'Events that the service has not handled yet' }),
    oldestAt: Type.Optional({ ...Timestamp, description: 'When the oldest of them came in' }),
  }),
  access: 'internal',
  callers: ['orders', 'tools'],
  timeoutMs: 5_000,
})

export const replayEvent = request('provisioner.replay', {
  summary: 'Publishes an event again for the consumer that parked it, which handles what it kept; all others drop it',
  input: Exact({
    durable: Bounded(100),
    subject: Bounded(100),
    id: Bounded(200),
    source: Bounded(100),
    time: Bounded(40),
    aggregateId: Bounded(200),
    aggregateVersion: Type.Integer({ minimum: 0 }),
    headers: Type.Record(Bounded(100), Bounded(2_000)),
    body: Bounded(256 * 1024),
  }),
  output: Type.Null(),
  access: 'internal',
  problems: [notFound, replayTooSoon],
  timeoutMs: 5_000,
})

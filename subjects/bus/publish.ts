import { type JetStreamClient, NatsError } from 'nats'
import { headersOf } from './headers.ts'

/** One event on its way from an outbox to its stream. */
export type Publication = {
  /** Never changes, however often it is published: the stream and every inbox know the event by it. */
  readonly id: string
  readonly subject: string
  readonly source: string
  readonly time: string
  readonly aggregateId: string
  readonly aggregateVersion: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Where an event stands in its stream. `duplicate` tells that the stream had it already. */
export type Position = { readonly stream: string; readonly seq: number; readonly duplicate: boolean }

/** Publishes to JetStream and waits until the stream has stored it. Throws when that is not known; publish again then, with the same id. */
export async function publish(js: JetStreamClient, event: Publication, timeoutMs = 2_000): Promise<Position> {
  const target = headersOf(event.headers)
  target.set('ce-specversion', '1.0')
  target.set('ce-id', event.id)
  target.set('ce-type', event.subject)
  target.set('ce-source', event.source)
  target.set('ce-time', event.time)
  target.set('ce-subject', event.aggregateId)
  target.set('ce-sequence', String(event.aggregateVersion))
  target.set('content-type', 'application/json')
  return js.publish(event.subject, event.body, { msgID: event.id, headers: target, timeout: timeoutMs })
}

/** Whether the failure says that no stream takes the subject: it was never made, or was lost with the broker's disk. */
export const isStreamMissing = (error: unknown): boolean => error instanceof NatsError && error.code === '503'

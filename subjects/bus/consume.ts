import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsumerMessages, JsMsg, NatsConnection } from 'nats'
import type { Envelope } from '../envelope.ts'
import { counter } from '../instruments.ts'
import { invalidRequest } from '../problem.ts'
import type { EventSubject } from '../subject.ts'
import { unstorable } from '../storable.ts'
import { ensureStream } from '../provisioner.ts'
import { askerFor } from './ask.ts'
import { fromHeaders } from './headers.ts'
import { durableName, type Subscription, streamName } from './names.ts'
import { maxDeliveries } from './provision.ts'

/** An event as a consumer meets it: at least once, in any order. `id` never changes; `version` counts up by one per aggregate. */
export type Received<Data = unknown> = {
  readonly id: string
  readonly subject: string
  readonly time: string
  readonly aggregateId: string
  readonly version: number
  readonly data: Data
  readonly envelope: Envelope
}

export type ConsumeOptions = Subscription & {
  /** Handles everything that has arrived, all of it or nothing. What it throws is tried again, message by message. */
  handle(events: readonly Received[]): Promise<void>
  /** Keeps an event that cannot be handled, where an operator finds it. */
  park(event: Parked, error: unknown): Promise<void>
  readonly onBug: (error: unknown, subject: string) => void
  /** Notes that an event is about to be tried which was delivered suspiciously often; `parked` if it was noted too often. */
  suspect(event: Parked): Promise<'try' | 'parked'>
  /** Takes the note back: the process has outlived the event. */
  clear(event: Parked): Promise<void>
  /** Whether a failure says nothing about the event: its database is away. Such an event waits as long as it takes. */
  readonly isOutage: (error: unknown) => boolean
  /** How long to wait before each further delivery; the last one holds for all that follow. */
  readonly retryDelaysMs?: readonly number[]
}

/** An event that was given up on, as it came. */
export type Parked = {
  readonly id: string
  readonly subject: string
  readonly durable: string
  readonly stream: string
  readonly streamSeq: number
  readonly deliveries: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const maxBatch = 100
const patientDelaysMs = [1_000, 5_000, 15_000, 60_000, 300_000]
const handled = counter('messaging.events.handled', 'Events by consumer and outcome')

/** Consumes one kind of event until disposed. Disposing finishes what is in hand and gives the rest back at once. */
export function consume(nc: NatsConnection, options: ConsumeOptions): AsyncDisposable {
  const stop = new AbortController()
  const running = supervise(nc, options, stop.signal)
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await running
    },
  }
}

/** A consumption may end by itself: the connection broke, the broker lost its disk. It begins again until told to stop. */
async function supervise(nc: NatsConnection, options: ConsumeOptions, signal: AbortSignal): Promise<void> {
  const [stream, durable] = [streamName(options.subject.stream), durableName(options)]
  for (let failures = 0; !signal.aborted && !nc.isClosed(); ) {
    try {
      const consumer = await nc.jetstream({ timeout: 3_000 }).consumers.get(stream, durable)
      const messages = await consumer.consume({
        max_messages: 2 * maxBatch,
        expires: 5_000,
        idle_heartbeat: 1_000,
        abort_on_missing_resource: true,
      })
      failures = 0
      await drain(messages, options, signal)
    } catch (error) {
      if (signal.aborted) return
      failures++
      if (failures === 5) options.onBug(error, durable)
    }
    if (signal.aborted) return
    await sleep(Math.min(250 * 2 ** failures, 5_000), undefined, { signal }).catch(() => {})
    await reprovision(nc, options)
  }
}

/** The broker lets no actor make a consumer, so the provisioner is asked to. */
async function reprovision(nc: NatsConnection, { actor, subject }: ConsumeOptions): Promise<void> {
  try {
    const asker = askerFor(nc, { id: actor, role: 'system', via: actor })
    await asker.request(ensureStream, { owner: subject.stream })
  } catch {
    // Nobody provisions right now. Whoever does begins with all of it, and the next attempt finds the consumer.
  }
}

/** Hands over batches as they form by themselves: the next one gathers while the last one is being committed. */
async function drain(messages: ConsumerMessages, options: ConsumeOptions, signal: AbortSignal): Promise<void> {
  signal.addEventListener('abort', () => messages.stop(), { once: true })
  if (signal.aborted) messages.stop()
  const arrived: JsMsg[] = []
  let working: Promise<void> | undefined
  const work = async () => {
    while (arrived.length > 0 && !signal.aborted) {
      // What is left unacknowledged by a fault in here comes again; only standing still would lose it.
      await settle(arrived.splice(0, maxBatch), options).catch((error: unknown) =>
        options.onBug(error, durableName(options)),
      )
    }
    working = undefined
  }
  try {
    for await (const message of messages) {
      arrived.push(message)
      working ??= Promise.resolve().then(work)
      if (arrived.length >= maxBatch) await working
    }
  } finally {
    await working
    // Handing back with a delay: without one, an old server may deliver to an inbox that is already gone.
    for (const message of arrived) message.nak(1)
  }
}

async function settle(messages: readonly JsMsg[], options: ConsumeOptions): Promise<void> {
  const keepAlive = setInterval(() => messages.forEach((message) => message.working()), 10_000)
  try {
    const [suspects, others] = [messages.filter(isSuspect), messages.filter((message) => !isSuspect(message))]
    const good: [JsMsg, Received][] = []
    for (const message of others) {
      const event = await admit(message, options)
      if (event) good.push([message, event])
    }
    await handleAll(good, options)
    await tryAlone(suspects, options)
  } finally {
    clearInterval(keepAlive)
  }
}

const isSuspect = ({ info }: JsMsg) => info.deliveryCount > maxDeliveries

/**
 * Takes what was delivered too often one by one, after everything else. Each is noted before it is tried: one that finds
 * itself noted again and again has been killing the process that tried it.
 */
async function tryAlone(suspects: readonly JsMsg[], options: ConsumeOptions): Promise<void> {
  for (const message of suspects) {
    const suspect = parkedOf(message, options)
    try {
      if ((await options.suspect(suspect)) === 'parked') {
        message.term()
        continue
      }
      const event = await admit(message, options)
      if (event) await handleAll([[message, event]], options)
      await options.clear(suspect)
    } catch (error) {
      options.onBug(error, options.subject.name)
      message.nak(delayMs(message.info.deliveryCount, options))
    }
  }
}

async function handleAll(batch: readonly [JsMsg, Received][], options: ConsumeOptions): Promise<void> {
  if (batch.length === 0) return
  const durable = durableName(options)
  try {
    await options.handle(batch.map(([, event]) => event))
    for (const [message] of batch) message.ack()
    handled.add(batch.length, { consumer: durable, outcome: 'ok' })
  } catch (error) {
    if (batch.length > 1) {
      for (const one of batch) await handleAll([one], options)
      return
    }
    for (const [message] of batch) await retryOrPark(message, error, options)
  }
}

async function retryOrPark(message: JsMsg, error: unknown, options: ConsumeOptions): Promise<void> {
  const deliveries = message.info.deliveryCount
  const outage = options.isOutage(error)
  if (deliveries === 1) options.onBug(error, options.subject.name)
  if (deliveries >= maxDeliveries && !outage) return give(message, error, options)
  handled.add(1, { consumer: durableName(options), outcome: outage ? 'postponed' : 'retried' })
  message.nak(delayMs(deliveries, options))
}

function delayMs(deliveries: number, { retryDelaysMs = patientDelaysMs }: ConsumeOptions): number {
  return retryDelaysMs[Math.min(deliveries, retryDelaysMs.length) - 1] ?? 1_000
}

/** Parks an event. If even that fails, it comes again: nothing is given up that is not kept somewhere. */
async function give(message: JsMsg, error: unknown, options: ConsumeOptions): Promise<void> {
  try {
    await options.park(parkedOf(message, options), error)
  } catch (failure) {
    options.onBug(failure, options.subject.name)
    return message.nak(delayMs(message.info.deliveryCount, options))
  }
  handled.add(1, { consumer: durableName(options), outcome: 'parked' })
  // Without a reason: servers before 2.10.4 ignore a termination that carries one.
  message.term()
}

/** The event a message carries; undefined if it is malformed and was parked, or is a replay meant for another consumer. */
async function admit(message: JsMsg, options: ConsumeOptions): Promise<Received | undefined> {
  const replayFor = message.headers?.get('Replay-For')
  if (replayFor && replayFor !== durableName(options)) {
    message.ack()
    return undefined
  }
  try {
    return parse(message, options.subject)
  } catch (error) {
    await give(message, error, options)
    return undefined
  }
}

function parse(message: JsMsg, subject: EventSubject): Received {
  const envelope = fromHeaders(message.headers)
  const id = message.headers?.get('ce-id')
  if (!envelope || !id) throw invalidRequest('The event carries no id or no caller')
  const json = message.string()
  // A newer version of ours may say more than this one knows.
  const data = subject.data.known(JSON.parse(json))
  if (!subject.data.matches(data)) throw invalidRequest(undefined, { errors: subject.data.errors(data) })
  const errors = unstorable(json, data)
  if (errors.length > 0) throw invalidRequest(undefined, { errors })
  return {
    id,
    subject: message.subject,
    time: message.headers?.get('ce-time') ?? '',
    aggregateId: message.headers?.get('ce-subject') ?? '',
    version: Number(message.headers?.get('ce-sequence')),
    data,
    envelope: { ...envelope, causationId: id },
  }
}

function parkedOf(message: JsMsg, options: ConsumeOptions): Parked {
  const headers: Record<string, string> = {}
  for (const name of message.headers?.keys() ?? []) headers[name] = message.headers?.get(name) ?? ''
  const { stream, streamSequence: streamSeq, deliveryCount: deliveries } = message.info
  return {
    id: headers['ce-id'] ?? `${stream}:${streamSeq}`,
    subject: message.subject,
    durable: durableName(options),
    stream,
    streamSeq,
    deliveries,
    headers,
    body: message.string(),
  }
}

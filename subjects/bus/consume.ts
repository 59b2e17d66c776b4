import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsumerMessages, JsMsg, MsgHdrs, NatsConnection } from 'nats'
import { type Envelope, systemCaller } from '../envelope.ts'
import { counter } from '../instruments.ts'
import { invalidRequest } from '../problem.ts'
import type { EventSubject } from '../subject.ts'
import { unstorable } from '../storable.ts'
import { ensureStream } from '../provisioner.ts'
import { askerFor } from './ask.ts'
import { exchangeOver } from './exchange.ts'
import { fromHeaders, headersOf } from './headers.ts'
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
  /** What was kept of the event of this id, if anything was and nobody has discarded it since. */
  recall(id: string): Promise<Pick<Parked, 'headers' | 'body'> | undefined>
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
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
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
    // Of a broker that is away the answer takes longer than anybody waits for a process to stop.
    if (!signal.aborted) await Promise.race([reprovision(nc, options), stopped])
  }
}

/** The broker lets no actor make a consumer, so the provisioner is asked to. */
async function reprovision(nc: NatsConnection, { actor, subject }: ConsumeOptions): Promise<void> {
  try {
    const asker = askerFor(exchangeOver(nc), systemCaller(actor))
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

/** A message, and what it says: a replay what was kept, whatever else somebody may have it say. */
type Delivered = { readonly message: JsMsg; readonly headers: MsgHdrs | undefined; readonly body: string }

async function settle(messages: readonly JsMsg[], options: ConsumeOptions): Promise<void> {
  const keepAlive = setInterval(() => messages.forEach((message) => message.working()), 10_000)
  try {
    const opened = await Promise.all(messages.map((message) => open(message, options)))
    const delivered = opened.filter((one) => one !== undefined)
    const [suspects, others] = [delivered.filter(isSuspect), delivered.filter((one) => !isSuspect(one))]
    const good: [Delivered, Received][] = []
    for (const one of others) {
      const event = await admit(one, options)
      if (event) good.push([one, event])
    }
    await handleAll(good, options)
    await tryAlone(suspects, options)
  } finally {
    clearInterval(keepAlive)
  }
}

/** What a message says; undefined if it is a replay that is meant for another consumer, or of what was never kept here. */
async function open(message: JsMsg, options: ConsumeOptions): Promise<Delivered | undefined> {
  const { headers } = message
  const [replayFor, id = ''] = [headers?.get('Replay-For'), headers?.get('ce-id')]
  if (!replayFor) return { message, headers, body: message.string() }
  try {
    const kept = replayFor === durableName(options) ? await options.recall(id) : undefined
    if (kept) return { message, headers: headersOf({ ...kept.headers, 'ce-id': id }), body: kept.body }
    message.ack()
  } catch (error) {
    options.onBug(error, options.subject.name)
    message.nak(delayMs(message.info.deliveryCount, options))
  }
  return undefined
}

const isSuspect = ({ message }: Delivered) => message.info.deliveryCount > maxDeliveries

/**
 * Takes what was delivered too often one by one, after everything else. Each is noted before it is tried: one that finds
 * itself noted again and again has been killing the process that tried it.
 */
async function tryAlone(suspects: readonly Delivered[], options: ConsumeOptions): Promise<void> {
  for (const one of suspects) {
    const suspect = parkedOf(one, options)
    try {
      if ((await options.suspect(suspect)) === 'parked') {
        one.message.term()
        continue
      }
      const event = await admit(one, options)
      if (event) await handleAll([[one, event]], options)
      await options.clear(suspect)
    } catch (error) {
      options.onBug(error, options.subject.name)
      one.message.nak(delayMs(one.message.info.deliveryCount, options))
    }
  }
}

async function handleAll(batch: readonly [Delivered, Received][], options: ConsumeOptions): Promise<void> {
  if (batch.length === 0) return
  const durable = durableName(options)
  try {
    await options.handle(batch.map(([, event]) => event))
    for (const [{ message }] of batch) message.ack()
    handled.add(batch.length, { consumer: durable, outcome: 'ok' })
  } catch (error) {
    if (batch.length > 1) {
      for (const one of batch) await handleAll([one], options)
      return
    }
    for (const [one] of batch) await retryOrPark(one, error, options)
  }
}

async function retryOrPark(one: Delivered, error: unknown, options: ConsumeOptions): Promise<void> {
  const { message } = one
  const deliveries = message.info.deliveryCount
  const outage = options.isOutage(error)
  if (deliveries === 1) options.onBug(error, options.subject.name)
  if (deliveries >= maxDeliveries && !outage) return giveUp(one, error, options)
  handled.add(1, { consumer: durableName(options), outcome: outage ? 'postponed' : 'retried' })
  message.nak(delayMs(deliveries, options))
}

function delayMs(deliveries: number, { retryDelaysMs = patientDelaysMs }: ConsumeOptions): number {
  return retryDelaysMs[Math.min(deliveries, retryDelaysMs.length) - 1] ?? 1_000
}

/** Gives an event up, once it is parked. If that fails, it comes again: nothing is given up that is not kept somewhere. */
async function giveUp(one: Delivered, error: unknown, options: ConsumeOptions): Promise<void> {
  const { message } = one
  try {
    await options.park(parkedOf(one, options), error)
  } catch (failure) {
    options.onBug(failure, options.subject.name)
    return message.nak(delayMs(message.info.deliveryCount, options))
  }
  handled.add(1, { consumer: durableName(options), outcome: 'parked' })
  // Without a reason: servers before 2.10.4 ignore a termination that carries one.
  message.term()
}

/**
 * The event a message carries; undefined if it is malformed. What came garbled comes whole the next time, as it is stored, so it
 * is parked only if it is no better then.
 */
async function admit(one: Delivered, options: ConsumeOptions): Promise<Received | undefined> {
  try {
    return parse(one, options.subject)
  } catch (error) {
    if (one.message.info.deliveryCount > 1) await giveUp(one, error, options)
    else {
      handled.add(1, { consumer: durableName(options), outcome: 'retried' })
      one.message.nak(delayMs(1, options))
    }
    return undefined
  }
}

function parse({ headers, body: json }: Delivered, subject: EventSubject): Received {
  const envelope = fromHeaders(headers)
  const id = headers?.get('ce-id')
  if (!envelope || !id) throw invalidRequest('The event carries no id or no caller')
  // A newer version of ours may say more than this one knows.
  const data = subject.data.known(JSON.parse(json))
  if (!subject.data.matches(data)) throw invalidRequest(undefined, { errors: subject.data.errors(data) })
  const errors = unstorable(json, data)
  if (errors.length > 0) throw invalidRequest(undefined, { errors })
  return {
    id,
    subject: subject.name,
    time: headers?.get('ce-time') ?? '',
    aggregateId: headers?.get('ce-subject') ?? '',
    version: Number(headers?.get('ce-sequence')),
    data,
    envelope: { ...envelope, causationId: id },
  }
}

function parkedOf({ message, headers, body }: Delivered, options: ConsumeOptions): Parked {
  const written: Record<string, string> = {}
  for (const name of headers?.keys() ?? []) written[name] = headers?.get(name) ?? ''
  const { stream, streamSequence: streamSeq, deliveryCount: deliveries } = message.info
  return {
    id: written['ce-id'] ?? `${stream}:${streamSeq}`,
    subject: message.subject,
    durable: durableName(options),
    stream,
    streamSeq,
    deliveries,
    headers: written,
    body,
  }
}

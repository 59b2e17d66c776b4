import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type ConnectionOptions, NatsError, type NatsConnection, nkeyAuthenticator, type Status } from 'nats'
import { type AskOptions, type Asker, askerFor, type Forwarded } from './bus/ask.ts'
import { type ConsumeOptions, consume, type Parked, type Received } from './bus/consume.ts'
import { tellingDenials } from './bus/denials.ts'
import { discover, type ServiceInstance } from './bus/discover.ts'
import { exchangeOver } from './bus/exchange.ts'
import { type FollowOptions, follow } from './bus/follow.ts'
import { hideInboxes } from './bus/inboxes.ts'
import { openLine, whileUp } from './bus/line.ts'
import { type ConsumerReport, reportStreams, type Stored, type StreamReport } from './bus/observe.ts'
import { nudgeSubject, type Subscription } from './bus/names.ts'
import { keepToOneConnection } from './bus/one-connection.ts'
import {
  type ConsumerLag,
  consumerLag,
  dropStream,
  ensureConsumer,
  ensureStreams,
  smallStreams,
  type StreamSize,
  type StreamState,
  streamState,
} from './bus/provision.ts'
import { reconnectDelay } from './bus/reconnect.ts'
import { isStreamMissing, type Position, type Publication, publish } from './bus/publish.ts'
import { type Answer, type Endpoint, Replayed } from './bus/respond.ts'
import { type ServeOptions, type Serving, serve } from './bus/serve.ts'
import type { Caller } from './envelope.ts'
import type { EventSubject } from './subject.ts'

export {
  type Answer,
  type Asker,
  type AskOptions,
  type ConsumerReport,
  type Endpoint,
  type Forwarded,
  isStreamMissing,
  type Parked,
  type Publication,
  type Received,
  Replayed,
  type ServiceInstance,
  smallStreams,
  type Stored,
  type StreamReport,
}

export type BusOptions = {
  readonly url: string
  /** The identity: what operators see in the broker's connection list, and the prefix of its inboxes. */
  readonly name: string
  /** The seed of the identity's nkey; a broker without users asks for none. */
  readonly nkey?: string
  /** The files of an encrypted connection: the authority to trust, and our own certificate with its key. */
  readonly tls?: TlsFiles
  /** Called when the connection is gone for good, or something that is served over it; the process should end. */
  readonly onClosed?: (error: Error | undefined) => void
  /** Gives up the first connection, which otherwise waits for a broker as long as it takes. */
  readonly signal?: AbortSignal
  /** Hears why the broker cannot be reached, now and then while that lasts. */
  readonly onWaiting?: (error: unknown) => void
  readonly streams?: StreamSize
  /** Hears what the broker forbids this identity to say or hear, or that it no longer lets it in; each once a minute. */
  readonly onDenied?: (error: Error) => void
}

export type TlsFiles = { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string }

/** A connection to the subjects everything is said on. */
export type Bus = AsyncDisposable & {
  as(caller: Caller): Asker
  serve(options: ServeOptions): Promise<Serving>
  consume(options: ConsumeOptions): AsyncDisposable
  publish(event: Publication): Promise<Position>
  /** Hears events as they pass, at most once: good for dropping caches, never for effects. */
  hear(subjects: readonly EventSubject[], heard: (event: { subject: string; id: string; data: unknown }) => void): void
  /** Wakes whoever waits for `topic` in any process; lost if nobody listens right now. */
  nudge(topic: string): void
  onNudge(topic: string, callback: () => void): void
  /** Called after every reconnect: whatever was only heard may have been missed. */
  onReconnect(callback: () => void): void
  connected(): boolean
  /** Who answers requests right now, on any process. */
  services(): Promise<readonly ServiceInstance[]>
  readonly observer: Observer
  readonly provisioner: Provisioner
}

/** Looks at streams without changing anything. */
export type Observer = {
  /** What the broker has of these owners' streams, and who reads from them; a missing one is left out. */
  streams(owners: readonly string[]): Promise<readonly StreamReport[]>
  /** Events as they are stored, oldest first, until the signal. */
  follow(options: FollowOptions): AsyncGenerator<Stored, void>
}

/** Looks at streams and consumers, and makes them: the broker lets nobody but the provisioner do so. */
export type Provisioner = {
  ensureStreams(events: readonly EventSubject[]): Promise<void>
  ensureConsumers(subscriptions: readonly Subscription[]): Promise<void>
  streamState(owner: string): Promise<StreamState | undefined>
  dropStream(owner: string): Promise<void>
  consumerLag(subscription: Subscription): Promise<ConsumerLag | undefined>
}

/** Connects, and stays connected: an outage of any length is waited out, and a frozen broker is noticed within seconds. */
export async function connectBus(options: BusOptions): Promise<Bus> {
  const { url, name, nkey, tls, onClosed, onDenied, streams = smallStreams } = options
  hideInboxes()
  const nc = await connectPatiently(
    {
      servers: url.split(','),
      name,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: reconnectDelay(),
      ignoreAuthErrorAbort: true,
      pingInterval: 2_000,
      maxPingOut: 2,
      timeout: 3_000,
      noAsyncTraces: true,
      inboxPrefix: `_INBOX_${name}`,
      ...(nkey && { authenticator: nkeyAuthenticator(new TextEncoder().encode(nkey)) }),
      // The client takes `tls://` for a name, and would speak openly to a server that does not ask for more.
      ...((tls || url.includes('tls://')) && { tls: { ...tls } }),
    },
    options,
  )
  keepToOneConnection(nc)
  const line = openLine()
  let stopping = false
  const tellDenied = tellingDenials(name, (error) => onDenied?.(error))
  void watch(nc, (status) => {
    tellDenied(status)
    line.note(status)
  })
  const lost = (error: Error | undefined) => !stopping && onClosed?.(error)
  void nc.closed().then((error) => lost(error ?? undefined))
  const js = nc.jetstream({ timeout: 2_000 })
  const exchange = whileUp(line, exchangeOver(nc))

  return {
    as: (caller) => askerFor(exchange, caller),
    serve: (options) => serve(nc, { onLost: lost, ...options }),
    consume: (options) => consume(nc, options),
    publish: (event) => publish(js, event),
    hear: (subjects, heard) => subjects.forEach((subject) => hear(nc, subject, heard)),
    nudge: (topic) => line.isUp() && nc.publish(nudgeSubject(topic)),
    onNudge: (topic, callback) => void nc.subscribe(nudgeSubject(topic), { callback }),
    onReconnect: (callback) => line.onReturn(callback),
    connected: () => line.isUp() && !nc.isClosed(),
    services: () => discover(nc),
    observer: observerOf(nc),
    provisioner: provisionerOf(nc, streams),
    [Symbol.asyncDispose]: async () => {
      stopping = true
      // Not drain(): it would drop the replies of handlers that are still running. Whoever serves has already waited for them.
      if (line.isUp()) await Promise.race([nc.flush(), once(AbortSignal.timeout(1_000), 'abort')]).catch(() => {})
      await nc.close()
    },
  }
}

/** The client's own way of waiting cannot be stopped, and would keep a process alive that was told to end. */
async function connectPatiently(
  options: ConnectionOptions,
  { signal, onWaiting }: BusOptions,
): Promise<NatsConnection> {
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted()
    try {
      return await connect(options)
    } catch (error) {
      // Waiting mends an outage, not a wrong password.
      if (error instanceof NatsError && error.isAuthError()) throw error
      if (tries % 100 === 0) onWaiting?.(error)
      await sleep(300, undefined, signal && { signal })
    }
  }
}

async function watch(nc: NatsConnection, report: (status: Status) => void): Promise<void> {
  for await (const status of nc.status()) report(status)
}

function hear(
  nc: NatsConnection,
  subject: EventSubject,
  heard: (event: { subject: string; id: string; data: unknown }) => void,
) {
  nc.subscribe(subject.name, {
    callback: (error, msg) => {
      if (error) return
      try {
        heard({ subject: msg.subject, id: msg.headers?.get('ce-id') ?? '', data: msg.json() })
      } catch {
        // Not JSON, so not one of ours.
      }
    },
  })
}

function observerOf(nc: NatsConnection): Observer {
  const manager = () => nc.jetstreamManager({ checkAPI: false, timeout: 5_000 })
  return {
    streams: async (owners) => reportStreams(await manager(), owners),
    follow: (options) => follow(manager, options),
  }
}

function provisionerOf(nc: NatsConnection, size: StreamSize): Provisioner {
  const manager = () => nc.jetstreamManager({ checkAPI: false, timeout: 5_000 })
  return {
    ensureStreams: async (events) => ensureStreams(await manager(), events, size),
    ensureConsumers: async (subscriptions) => {
      const jsm = await manager()
      for (const subscription of subscriptions) await ensureConsumer(jsm, subscription)
    },
    streamState: async (owner) => streamState(await manager(), owner),
    dropStream: async (owner) => dropStream(await manager(), owner),
    consumerLag: async (subscription) => consumerLag(await manager(), subscription),
  }
}

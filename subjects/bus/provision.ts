import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  type JetStreamManager,
  NatsError,
  nanos,
  RetentionPolicy,
  StorageType,
} from 'nats'
import type { EventSubject } from '../subject.ts'
import { unlessMissing } from './missing.ts'
import { durableName, type Subscription, streamName } from './names.ts'

/** A stream as the broker has it now. `epoch` changes when the stream is made anew. */
export type StreamState = { readonly epoch: string; readonly lastSeq: number }

/** Events a consumer has not been handed yet, and events it was handed but has not acknowledged. */
export type ConsumerLag = { readonly pending: number; readonly inHand: number; readonly redelivered: number }

/** Deliveries after which an actor parks an event itself. */
export const maxDeliveries = 8

const days = (count: number) => nanos(count * 24 * 3_600_000)

/** How large a stream may grow before it refuses, and how many servers keep it. The broker sets the bytes aside at once. */
export type StreamSize = { readonly maxBytes: number; readonly replicas: number }

export const smallStreams: StreamSize = { maxBytes: 512 * 1024 ** 2, replicas: 1 }

/** Nobody may take events out of a stream: it would still count up, so that no relay would notice and publish them again. */
const onlyGrows = { deny_delete: true, deny_purge: true }

/** Makes, or brings up to date, one stream for each owner among `events`. Safe to run from several processes at once. */
export async function ensureStreams(
  jsm: JetStreamManager,
  events: readonly EventSubject[],
  size: StreamSize,
): Promise<void> {
  const owners = Map.groupBy(events, ({ stream }) => stream)
  for (const [owner, owned] of owners)
    await ensureStream(jsm, streamName(owner), owned.map(({ name }) => name).sort(), size)
}

async function ensureStream(
  jsm: JetStreamManager,
  name: string,
  subjects: string[],
  { maxBytes, replicas }: StreamSize,
): Promise<void> {
  const state = await jsm.streams.info(name).catch(unlessMissing)
  if (!state) {
    await jsm.streams
      .add({
        name,
        subjects,
        num_replicas: replicas,
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        // A full stream must refuse, so that the outbox keeps what it cannot take; the other policy drops silently.
        discard: DiscardPolicy.New,
        max_bytes: maxBytes,
        max_age: days(7),
        max_msg_size: 256 * 1024,
        duplicate_window: nanos(120_000),
        ...onlyGrows,
      })
      .catch(unlessTaken)
    return
  }
  const { config } = state
  // An older provisioner beside this one, or one that was told less, takes nothing away.
  const wanted = {
    subjects: [...new Set([...config.subjects, ...subjects])],
    num_replicas: Math.max(replicas, config.num_replicas),
    max_bytes: Math.max(maxBytes, config.max_bytes),
    ...onlyGrows,
  }
  const isThere =
    wanted.subjects.length === config.subjects.length &&
    wanted.num_replicas === config.num_replicas &&
    wanted.max_bytes === config.max_bytes &&
    config.deny_delete &&
    config.deny_purge
  if (!isThere) await jsm.streams.update(name, wanted)
}

/** Makes the durable consumer of a subscription unless it is there. It starts at the beginning: the inbox drops what was seen. */
export async function ensureConsumer(jsm: JetStreamManager, subscription: Subscription): Promise<void> {
  const [stream, durable] = [streamName(subscription.subject.stream), durableName(subscription)]
  if (await jsm.consumers.info(stream, durable).catch(unlessMissing)) return
  await jsm.consumers
    .add(stream, {
      durable_name: durable,
      filter_subject: subscription.subject.name,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(30_000),
      // The actor alone decides when to give up. The broker would give up on what nobody could park, and tell nobody.
      max_deliver: -1,
      max_ack_pending: 2_000,
    })
    .catch(unlessTaken)
}

/** What the broker has of an owner's stream; undefined when it has nothing. */
export async function streamState(jsm: JetStreamManager, owner: string): Promise<StreamState | undefined> {
  const info = await jsm.streams.info(streamName(owner)).catch(unlessMissing)
  return info && { epoch: info.created, lastSeq: info.state.last_seq }
}

/** Forgets a stream whose tail was lost, with its consumers: one that remembers a later place would skip what is published again. */
export async function dropStream(jsm: JetStreamManager, owner: string): Promise<void> {
  await jsm.streams.delete(streamName(owner)).catch(unlessMissing)
}

/** Another process made it a moment ago. */
function unlessTaken(error: unknown): void {
  const code = error instanceof NatsError ? error.api_error?.err_code : undefined
  if (code === undefined || !nameTaken.has(code)) throw error
}

/** The server's names for these: JSStreamNameExistErr, JSConsumerNameExistErr, JSConsumerAlreadyExists. */
const nameTaken = new Set([10_058, 10_013, 10_148])

/** How far a durable consumer is behind; undefined while it does not exist. */
export async function consumerLag(jsm: JetStreamManager, subscription: Subscription): Promise<ConsumerLag | undefined> {
  const info = await jsm.consumers
    .info(streamName(subscription.subject.stream), durableName(subscription))
    .catch(unlessMissing)
  return info && { pending: info.num_pending, inHand: info.num_ack_pending, redelivered: info.num_redelivered }
}

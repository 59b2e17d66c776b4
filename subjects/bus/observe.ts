import type { ConsumerInfo, JetStreamManager, StreamInfo } from 'nats'
import { unlessMissing } from './missing.ts'
import { streamName } from './names.ts'

/** A stream as the broker holds it, with everybody who reads from it. */
export type StreamReport = {
  readonly owner: string
  readonly subjects: readonly string[]
  readonly messages: number
  readonly bytes: number
  readonly firstSeq: number
  readonly lastSeq: number
  readonly epoch: string
  readonly consumers: readonly ConsumerReport[]
}

/** How far one actor is with one kind of event. */
export type ConsumerReport = {
  readonly name: string
  readonly actor: string
  readonly subject: string
  /** Not handed out yet. */
  readonly pending: number
  /** Handed out, and not acknowledged. */
  readonly inHand: number
  readonly redelivered: number
  /** Deliveries since it was made. */
  readonly delivered: number
  /** How many pulls are open: nobody reads from a consumer that has none. */
  readonly pulls: number
  /** When the oldest event that is not acknowledged came in. */
  readonly oldestAt?: string
}

/** An event where its stream keeps it. */
export type Stored = {
  readonly owner: string
  readonly seq: number
  /** By the broker's clock; a stream that was filled again has the time of that. */
  readonly storedAt: Date
  readonly subject: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What the broker has of these streams; one it does not have is left out. Reads, and leaves nothing behind on the broker. */
export async function reportStreams(jsm: JetStreamManager, owners: readonly string[]): Promise<StreamReport[]> {
  const reports = await Promise.all(owners.map((owner) => reportStream(jsm, owner)))
  return reports.filter((report) => report !== undefined)
}

async function reportStream(jsm: JetStreamManager, owner: string): Promise<StreamReport | undefined> {
  const info = await jsm.streams.info(streamName(owner)).catch(unlessMissing)
  if (!info) return undefined
  const consumers: ConsumerInfo[] = []
  try {
    for await (const consumer of jsm.consumers.list(streamName(owner))) consumers.push(consumer)
  } catch (error) {
    unlessMissing(error)
  }
  return {
    owner,
    ...placeOf(info),
    subjects: info.config.subjects.toSorted(),
    messages: info.state.messages,
    bytes: info.state.bytes,
    consumers: await Promise.all(consumers.map((consumer) => reportConsumer(jsm, owner, consumer))),
  }
}

const placeOf = ({ created, state }: StreamInfo) => ({
  epoch: created,
  firstSeq: state.first_seq,
  lastSeq: state.last_seq,
})

async function reportConsumer(jsm: JetStreamManager, owner: string, info: ConsumerInfo): Promise<ConsumerReport> {
  const subject = info.config.filter_subject ?? '>'
  const isBehind = info.num_pending + info.num_ack_pending > 0
  const oldest = isBehind ? await storedFrom(jsm, owner, { seq: info.ack_floor.stream_seq + 1, subject }) : undefined
  return {
    name: info.name,
    actor: info.name.split('_', 1)[0] ?? info.name,
    subject,
    pending: info.num_pending,
    inHand: info.num_ack_pending,
    redelivered: info.num_redelivered,
    delivered: info.delivered.consumer_seq,
    pulls: info.num_waiting,
    ...(oldest && { oldestAt: oldest.storedAt.toISOString() }),
  }
}

/** Where a stream begins and ends now; undefined while there is none. */
export async function placeOfStream(jsm: JetStreamManager, owner: string) {
  const info = await jsm.streams.info(streamName(owner)).catch(unlessMissing)
  return info && placeOf(info)
}

/** The first event at `seq` or after it whose subject fits. */
export async function storedFrom(
  jsm: JetStreamManager,
  owner: string,
  { seq, subject }: { seq: number; subject: string },
): Promise<Stored | undefined> {
  const query = { seq, next_by_subj: subject }
  const found = await jsm.streams.getMessage(streamName(owner), query).catch(unlessMissing)
  if (!found) return undefined
  const headers = Object.fromEntries([...found.header].map(([name, [value = '']]) => [name, value]))
  return { owner, seq: found.seq, storedAt: found.time, subject: found.subject, headers, body: found.string() }
}

import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Bus, Publication } from '#subjects/bus.ts'
import { isStreamMissing } from '#subjects/bus.ts'
import { events } from '#subjects/contracts.ts'
import { counter } from '#subjects/instruments.ts'
import { connectDb, type Db } from './client.ts'
import { outbox, streamPositions } from './messages.ts'

/** Carries committed events from one database's outbox to their streams. */
export type Relay = AsyncDisposable & {
  /** Says that something was committed, so that it leaves now and not at the next look. */
  wake(): void
}

export type RelayOptions = {
  readonly url: string
  /** The actor whose outbox it is. */
  readonly source: string
  readonly bus: Bus
  readonly onBug: (error: unknown) => void
}

const batchSize = 500
const lookAgainMs = 250
const verifyEveryMs = 60_000
const reportEveryMs = 30_000
const published = counter('outbox.published', 'Events that left an outbox')

/**
 * Starts the relay of a database. Of all processes that run one, a single one publishes at a time: the one that holds the
 * database's advisory lock, which Postgres passes on when its connection ends. So events of one aggregate keep their order.
 */
export function startRelay({ url, source, bus, onBug }: RelayOptions): Relay {
  const { db, ...connection } = connectDb(url, { max: 1, name: `${source}-relay` })
  const stop = new AbortController()
  let [mustVerify, verifiedAt, reportedAt] = [true, 0, 0]
  let wake = () => {}
  bus.onReconnect(() => {
    mustVerify = true
    wake()
  })

  const round = async (): Promise<number> => {
    if (!bus.connected()) return 0
    if (mustVerify || Date.now() - verifiedAt > verifyEveryMs) {
      await verifyStreams(db, source, bus)
      ;[mustVerify, verifiedAt] = [false, Date.now()]
    }
    const sent = await publishPending(db, source, bus)
    if (sent.failures.some(isStreamMissing)) mustVerify = true
    // One event that no stream takes is tried for ever, beside all others; once in a while somebody should hear of it.
    if (sent.failures.length > 0 && bus.connected() && Date.now() - reportedAt > reportEveryMs) {
      reportedAt = Date.now()
      onBug(new Error(`${sent.failures.length} events could not be published`, { cause: sent.failures[0] }))
    }
    return sent.count
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      const count = await round().catch((error: unknown) => {
        if (bus.connected() && !stop.signal.aborted) onBug(error)
        return 0
      })
      if (count < batchSize && !stop.signal.aborted) await Promise.race([woken, pause(lookAgainMs)])
    }
  })()

  return {
    wake: () => wake(),
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      wake()
      await running
      // What was committed a moment ago still leaves with this process.
      await round().catch(() => 0)
      await connection[Symbol.asyncDispose]()
    },
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

type Pending = typeof outbox.$inferSelect

async function publishPending(
  db: Db,
  source: string,
  bus: Bus,
): Promise<{ count: number; failures: readonly unknown[] }> {
  const pending = await takePending(db)
  if (pending.length === 0) return { count: 0, failures: [] }
  const outcomes = await Promise.allSettled(pending.map((event) => bus.publish(publicationOf(event, source))))
  const held = new Set<string>()
  const arrived: { id: string; stream: string; seq: number }[] = []
  outcomes.forEach((outcome, index) => {
    const event = pending[index]
    if (!event) return
    // What follows a failed event of the same aggregate is sent again after it, to arrive in order.
    if (outcome.status === 'rejected') held.add(event.aggregateId)
    else if (!held.has(event.aggregateId)) arrived.push({ id: event.id, stream: event.stream, seq: outcome.value.seq })
  })
  await markPublished(db, arrived)
  published.add(arrived.length, { source })
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  // A failed publish waits for the next look instead of being hammered.
  return { count: failures.length > 0 ? 0 : arrived.length, failures }
}

/** The oldest events that have not left yet; none unless this connection holds, or just got, the relay's lock. */
async function takePending(db: Db): Promise<Pending[]> {
  const leader = sql`(select pg_try_advisory_lock(hashtext('relay')) as held)`
  return db
    .select()
    .from(outbox)
    .where(and(isNull(outbox.publishedAt), sql`(select held from ${leader} as leader)`))
    .orderBy(outbox.seq)
    .limit(batchSize)
}

async function markPublished(db: Db, arrived: readonly { id: string; stream: string; seq: number }[]): Promise<void> {
  if (arrived.length === 0) return
  const places = sql`jsonb_to_recordset(${JSON.stringify(arrived)}::jsonb) as place (id text, stream text, seq bigint)`
  await db.execute(sql`
    with marked as (
      update ${outbox} set published_at = clock_timestamp(), stream_seq = place.seq
      from ${places} where ${outbox.id} = place.id
    )
    update ${streamPositions} set last_seq = greatest(last_seq, latest.seq)
    from (select place.stream, max(place.seq) as seq from ${places} group by place.stream) as latest
    where ${streamPositions.stream} = latest.stream`)
}

function publicationOf(event: Pending, source: string): Publication {
  return {
    id: event.id,
    subject: event.subject,
    source,
    time: event.createdAt.toISOString(),
    aggregateId: event.aggregateId,
    aggregateVersion: event.aggregateVersion,
    headers: event.headers,
    body: JSON.stringify(event.body),
  }
}

/**
 * Compares what the broker has of each stream with what was put there. A broker that lost its disk, or the end of a stream,
 * gets everything again from the outbox; whoever saw it before drops it by its id.
 */
async function verifyStreams(db: Db, source: string, bus: Bus): Promise<void> {
  const owned = events.filter(({ emitters }) => emitters.includes(source))
  for (const [stream, subjects] of Map.groupBy(owned, (subject) => subject.stream)) {
    const [known] = await db.select().from(streamPositions).where(eq(streamPositions.stream, stream))
    const before = await bus.provisioner.streamState(stream)
    const tailLost = known && before && before.epoch === known.epoch && before.lastSeq < known.lastSeq
    if (tailLost) await bus.provisioner.dropStream(stream)
    await bus.provisioner.ensureStreams(subjects)
    const now = await bus.provisioner.streamState(stream)
    if (!now || known?.epoch === now.epoch) continue
    await db.transaction(async (tx) => {
      if (known)
        await tx
          .update(outbox)
          .set({ publishedAt: null })
          .where(and(eq(outbox.stream, stream), isNotNull(outbox.publishedAt)))
      await tx
        .insert(streamPositions)
        .values({ stream, epoch: now.epoch, lastSeq: 0 })
        .onConflictDoUpdate({ target: streamPositions.stream, set: { epoch: now.epoch, lastSeq: 0 } })
    })
  }
}

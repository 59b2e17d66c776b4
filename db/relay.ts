import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { type Bus, isStreamMissing, type Publication } from '#subjects/bus.ts'
import { events } from '#subjects/contracts.ts'
import { relayTopic, verifyTopic } from '#subjects/bus/names.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { counter } from '#subjects/instruments.ts'
import { dropStream, ensureStream } from '#subjects/provisioner.ts'
import { connectDb, type Db } from './client.ts'
import { outbox, streamPositions } from './messages.ts'
import { json } from './parameters.ts'

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
/** What is committed within this time leaves together: a look costs as much as ten events. */
const gatherMs = 5
const verifyEveryMs = 60_000
const reportEveryMs = 30_000
const published = counter('outbox.published', 'Events that left an outbox')

/**
 * Starts the relay of a database. Of all processes that run one, a single one publishes at a time: the one that holds the
 * database's advisory lock, which Postgres passes on when its connection ends. So events of one aggregate keep their order.
 */
export function startRelay({ url, source, bus, onBug }: RelayOptions): Relay {
  const { db, ...connection } = connectDb(url, { max: 1, name: `${source}-relay` })
  const pending = pendingOf(db)
  const stop = new AbortController()
  const report = atMostEvery(reportEveryMs, onBug)
  const topic = relayTopic(source)
  let epochs: Epochs | undefined
  let verifiedAt = 0
  let wake = () => {}
  const verifyNext = () => {
    epochs = undefined
    wake()
  }
  bus.onReconnect(verifyNext)
  bus.onNudge(topic, () => epochs && wake())
  // Whoever made a stream anew says so; it would be seen in a minute anyway.
  bus.onNudge(verifyTopic(source), verifyNext)

  const round = async (): Promise<number> => {
    if (!bus.connected()) return 0
    if (!epochs || Date.now() - verifiedAt > verifyEveryMs) {
      epochs = (await leads(db)) ? await verifyStreams(db, source, bus) : undefined
      verifiedAt = Date.now()
    }
    if (!epochs) return 0
    const { count, failures } = await publishPending(db, { source, epochs, bus, pending })
    if (failures.some(isStreamMissing)) epochs = undefined
    // One event that no stream takes is tried for ever, beside all others; once in a while somebody should hear of it.
    if (failures.length > 0)
      report(new Error(`${failures.length} events could not be published`, { cause: failures[0] }))
    return count
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      const count = await round().catch((error: unknown) => {
        if (bus.connected() && !stop.signal.aborted) report(error)
        return 0
      })
      if (count === batchSize || stop.signal.aborted) continue
      await Promise.all([Promise.race([woken, pause(lookAgainMs)]), count > 0 && pause(gatherMs)])
    }
  })()

  return {
    wake: () => (epochs ? wake() : bus.nudge(topic)),
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

/** The epoch of each stream this database publishes to, as this process last saw it. */
type Epochs = ReadonlyMap<string, string>

function atMostEvery(ms: number, tell: (error: unknown) => void): (error: unknown) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return (error) => {
    if (performance.now() - toldAt < ms) return
    toldAt = performance.now()
    tell(error)
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

type Pending = typeof outbox.$inferSelect

type Leader = {
  readonly source: string
  readonly epochs: Epochs
  readonly bus: Bus
  readonly pending: ReturnType<typeof pendingOf>
}
type Arrival = { readonly id: string; readonly stream: string; readonly epoch: string; readonly seq: number }

async function publishPending(
  db: Db,
  { source, epochs, bus, pending: taking }: Leader,
): Promise<{ count: number; failures: readonly unknown[] }> {
  const pending = await taking.execute()
  const outcomes = await Promise.allSettled(pending.map((event) => bus.publish(publicationOf(event, source))))
  const held = new Set<string>()
  const arrived: Arrival[] = []
  outcomes.forEach((outcome, index) => {
    const event = pending[index]
    if (!event) return
    // What follows a failed event of the same aggregate is sent again after it, to arrive in order.
    if (outcome.status === 'rejected') held.add(event.aggregateId)
    else if (!held.has(event.aggregateId)) {
      const { id, stream } = event
      arrived.push({ id, stream, epoch: epochs.get(stream) ?? '', seq: outcome.value.seq })
    }
  })
  await markPublished(db, arrived)
  published.add(arrived.length, { source })
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  // A failed publish waits for the next look instead of being hammered.
  return { count: failures.length > 0 ? 0 : arrived.length, failures }
}

/** Postgres gives a lock to its holder as often as it asks, so asking also finds out whether it was lost with a connection. */
const lock = sql`(select pg_try_advisory_lock(hashtext('relay')) as held)`

async function leads(db: Db): Promise<boolean> {
  const [row] = await db.execute<{ held: boolean }>(sql`select held from ${lock} as leader`)
  return row?.held === true
}

/** The oldest events that have not left yet; none if this connection does not hold the relay's lock. Asked again and again, and so built once. */
const pendingOf = (db: Db) =>
  db
    .select()
    .from(outbox)
    .where(and(isNull(outbox.publishedAt), sql`(select held from ${lock} as leader)`))
    .orderBy(outbox.seq)
    .limit(batchSize)
    .prepare('pending')

/** Notes what has arrived; a stream that another process found lost meanwhile has another epoch by now, and gets all of it again. */
async function markPublished(db: Db, arrived: readonly Arrival[]): Promise<void> {
  if (arrived.length === 0) return
  const places = sql`jsonb_to_recordset(${json(arrived)}) as place (id text, stream text, epoch text, seq bigint)`
  await db.execute(sql`
    with known as (
      select place.* from ${places} join ${streamPositions} as position using (stream, epoch)
    ), marked as (
      update ${outbox} set published_at = clock_timestamp(), stream_seq = known.seq
      from known where ${outbox.id} = known.id
    )
    update ${streamPositions} set last_seq = greatest(last_seq, latest.seq)
    from (select stream, max(seq) as seq from known group by stream) as latest
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
 * Compares what the broker has of each stream with what was put there, and has made what is missing. A broker that lost its
 * disk, or the end of a stream, gets everything again from the outbox; whoever saw it before drops it by its id.
 */
async function verifyStreams(db: Db, source: string, bus: Bus): Promise<Epochs> {
  const epochs = new Map<string, string>()
  const { request } = bus.as(systemCaller(source))
  const ours = events.filter(({ stream, emitters }) => stream === source || emitters.includes(source))
  for (const stream of new Set(ours.map((event) => event.stream))) {
    const [known] = await db.select().from(streamPositions).where(eq(streamPositions.stream, stream))
    const before = await bus.provisioner.streamState(stream)
    const tailLost = known && before && before.epoch === known.epoch && before.lastSeq < known.lastSeq
    if (tailLost) await request(dropStream, { owner: stream, epoch: before.epoch })
    const now = before && !tailLost ? before : await request(ensureStream, { owner: stream })
    if (known && known.epoch !== now.epoch) await unpublish(db, stream)
    await db
      .insert(streamPositions)
      .values({ stream, epoch: now.epoch, lastSeq: 0 })
      .onConflictDoUpdate({
        target: streamPositions.stream,
        set: { epoch: now.epoch, lastSeq: 0 },
        setWhere: ne(streamPositions.epoch, now.epoch),
      })
    epochs.set(stream, now.epoch)
  }
  return epochs
}

/** Takes days of events back to the outbox, a piece at a time; the new epoch is noted after the last one. */
async function unpublish(db: Db, stream: string): Promise<void> {
  for (let after = ''; ; ) {
    const piece = sql`
      select id from ${outbox} where id > ${after} and stream = ${stream} and published_at is not null order by id limit 5000`
    const [last] = await db.execute<{ id: string | null }>(sql`
      with taken as (update ${outbox} set published_at = null where id in (${piece}) returning id)
      select max(id) as id from taken`)
    if (!last?.id) return
    after = last.id
  }
}

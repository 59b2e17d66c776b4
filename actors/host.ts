import { connectDb, type Db, type Tx, transaction } from '#db/client.ts'
import { isPassing } from '#db/failures.ts'
import { keepReplies, remember } from '#db/idempotency.ts'
import { firstTimes } from '#db/inbox.ts'
import { clear, park, recall, suspect } from '#db/parking.ts'
import { type Relay, startRelay } from '#db/relay.ts'
import { prune } from '#db/retention.ts'
import { type Answer, type Bus, type Endpoint, type Received, Replayed } from '#subjects/bus.ts'
import { durableName } from '#subjects/bus/names.ts'
import { type Envelope, systemCaller, withinEnvelope } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { idempotencyKeyMissing, Problem, unavailable } from '#subjects/problem.ts'
import { release } from '#subjects/release.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { type Actor, type Asked, type Bound, type Context, every, type Log } from './actor.ts'
import { batching } from './batching.ts'
import { holdLaws } from './hold-laws.ts'
import { messageLaws } from './message-laws.ts'
import { startTimers, type Timers } from './timers.ts'
import { openWorkload, type Workload } from './workload.ts'

export type HostOptions = {
  readonly bus: Bus
  readonly databaseUrl: string
  readonly env: Record<string, unknown>
  readonly log: Log
  /** Of the process; an actor without it looks at itself alone. */
  readonly workload?: Workload
  readonly now?: () => Date
  /** How many requests one instance takes in hand before it answers `overloaded`. */
  readonly maxInFlight?: number
  /** How long an event that could not be handled waits before each further try. */
  readonly retryDelaysMs?: readonly number[]
}

/** An actor at work; disposing it takes no new work, finishes what is in hand, and then lets go of its database. */
export type Running = AsyncDisposable & { readonly name: string; ready(): Promise<boolean> }

/** What every actor does by itself. */
const housekeeping = every(600_000, 'prune', ({ db }) => prune(db))

/** What the pieces of a running actor share. */
type Host = HostOptions & {
  readonly actor: Actor
  readonly db: Db
  readonly relay: Relay
  readonly tools: object
  readonly timers: () => Timers
  readonly stopping: AbortSignal
  readonly onBug: (error: unknown, subject: string) => void
}

/** Starts one instance of an actor: its requests, its reactions, its timers and its outbox. */
export async function startActor(actor: Actor, options: HostOptions): Promise<Running> {
  await using opening = new AsyncDisposableStack()
  const stop = new AbortController()
  const onBug = (error: unknown, subject: string) =>
    options.log.error({ err: error, subject, actor: actor.name }, 'a bug, or a fault outside')
  const { db } = opening.use(connectDb(options.databaseUrl, { name: actor.name }))
  const relay = opening.use(
    startRelay({
      url: options.databaseUrl,
      source: actor.name,
      bus: options.bus,
      onBug: (error) => onBug(error, 'outbox'),
    }),
  )

  const tools = (await actor.tools(options.env, opening, db)) as object

  // Handlers are served before the timers start, and may want to wake one by then.
  let timers: Timers = { wake: () => {}, [Symbol.asyncDispose]: async () => {} }
  const host: Host = { ...options, actor, db, relay, tools, timers: () => timers, stopping: stop.signal, onBug }

  const workload = opening.use((options.workload ?? opening.use(openWorkload())).join(() => db.execute('select 1')))
  const endpoints = actor.operations.map((operation) => endpoint(host, operation))
  opening.use(
    await options.bus.serve({
      name: actor.name,
      version: release,
      endpoints,
      maxInFlight: options.maxInFlight ?? 512,
      enter: workload.enter,
      onBug,
    }),
  )
  for (const reaction of actor.reactions) opening.use(react(host, reaction))
  timers = opening.use(
    startTimers([...actor.timers, housekeeping], {
      contextOf: () => contextFor(host, systemEnvelope(actor.name)),
      onBug,
    }),
  )
  const laws = [...actor.laws, ...messageLaws]
  opening.use(holdLaws({ url: options.databaseUrl, actor: actor.name, laws, log: options.log }))
  opening.defer(() => stop.abort())

  const running = opening.move()
  return {
    name: actor.name,
    ready: () => isReady(db, options.bus),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

async function isReady(db: Db, bus: Bus): Promise<boolean> {
  return (
    bus.connected() &&
    (await db.execute('select 1').then(
      () => true,
      () => false,
    ))
  )
}

const systemEnvelope = (name: string): Envelope => ({
  caller: systemCaller(name),
  correlationId: newId('run'),
})

/** The context of one message: everything it asks and emits carries on from `envelope`. */
function contextFor(host: Host, envelope: Envelope, command?: { subject: RequestSubject; input: unknown }): Context {
  const { db, actor, relay, log, stopping, bus } = host
  const caller = { ...envelope.caller, via: actor.name }
  const committed = <T>(result: T): T => {
    relay.wake()
    return result
  }
  return {
    ...host.tools,
    db,
    caller: envelope.caller,
    envelope,
    log,
    stopping,
    now: host.now ?? (() => new Date()),
    request: bus.as(caller).request,
    transaction: (work) => withinEnvelope(envelope, () => transaction(db, work)).then(committed),
    once: (work) => withinEnvelope(envelope, () => once(db, envelope, command, work)).then(committed),
    wake: (timer) => host.timers().wake(timer),
    within: (other) => contextFor(host, other),
  }
}

/** Does a command's work unless it was done under this key before; then it answers what was answered. */
async function once<T>(
  db: Db,
  { caller, idempotencyKey: key }: Envelope,
  command: { subject: RequestSubject; input: unknown } | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (command?.subject.idempotencyKey === 'optional' && !key) return transaction(db, work)
  if (!command || !key) throw idempotencyKeyMissing()
  const named = { principal: caller.id, operation: command.subject.name, key, input: command.input }
  return transaction(db, async (tx) => {
    const seen = await remember(tx, named)
    if (seen) return new Replayed(seen.reply) as T
    const reply = await work(tx)
    await keepReplies(tx, [{ ...named, reply }])
    return reply
  })
}

/** One operation as the bus serves it: what a batch takes together is gathered here. */
function endpoint(host: Host, { subject, handler }: Actor['operations'][number]): Endpoint {
  if (typeof handler === 'function') {
    return {
      subject,
      answer: guarded((input, envelope) => handler(input, contextFor(host, envelope, { subject, input }))),
    }
  }
  const together = batching<Asked<RequestSubject>, unknown>(
    (requests) => {
      const envelope = systemEnvelope(host.actor.name)
      return withinEnvelope(envelope, () => handler.handleAll(requests, contextFor(host, envelope))) as Promise<
        unknown[]
      >
    },
    { maxSize: handler.maxSize },
  )
  return { subject, answer: guarded((input, envelope) => together({ input, envelope })) }
}

/** A database that is away, full or locked is an outage, which callers may wait out, and not a bug. */
function guarded(answer: Answer): Answer {
  return (input, envelope) =>
    answer(input, envelope).catch((error: unknown) => {
      throw isPassing(error) ? unavailable('The database cannot do this right now') : error
    })
}

/** One reaction as the bus feeds it: in one transaction with the note in the inbox that it has happened. */
function react(host: Host, { subject, react: reaction, only = () => true }: Bound<unknown>): AsyncDisposable {
  const subscription = { actor: host.actor.name, subject }
  const consumer = durableName(subscription)
  return host.bus.consume({
    ...subscription,
    onBug: host.onBug,
    isOutage: (error) => isPassing(error) || (error instanceof Problem && error.body.status >= 500),
    ...(host.retryDelaysMs && { retryDelaysMs: host.retryDelaysMs }),
    recall: (id) => recall(host.db, consumer, id),
    park: (event, error) => park(host.db, event, error),
    suspect: (event) => suspect(host.db, event),
    clear: (event) => clear(host.db, event),
    handle: async (arrived: readonly Received[]) => {
      const events = distinct(arrived).filter(({ data }) => only(data as never))
      if (events.length === 0) return
      const context = contextFor(host, systemEnvelope(host.actor.name))
      const afterwards = await context.transaction(async (tx) => {
        const fresh = await firstTimes(
          tx,
          consumer,
          events.map(({ id }) => id),
        )
        const unseen = events.filter(({ id }) => fresh.has(id))
        return unseen.length > 0 ? reaction(unseen, { ...context, tx }) : undefined
      })
      if (afterwards) afterwards()
    },
  })
}

/** One batch may bring one event twice. */
const distinct = (events: readonly Received[]) => [...new Map(events.map((event) => [event.id, event])).values()]

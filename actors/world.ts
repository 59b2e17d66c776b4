import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { inject } from 'vitest'
import { startTestBroker } from '#compose/test-broker.ts'
import { connectDb, type Db } from '#db/client.ts'
import type { DatabaseName } from '#db/databases.ts'
import { locations, stocks } from '#db/inventory/schema.ts'
import { outbox } from '#db/messages.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import type { Asker, Bus, Publication } from '#subjects/bus.ts'
import { durableName, type Subscription } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import { type Caller, systemCaller } from '#subjects/envelope.ts'
import { newId } from '#subjects/id.ts'
import { startProvisioner } from '#subjects/start-provisioner.ts'
import type { EventSubject } from '#subjects/subject.ts'
import { eq, isNotNull, isNull } from 'drizzle-orm'
import type { Actor } from './actor.ts'
import { type HostOptions, type Running, startActor } from './host.ts'
import type { Workload } from './workload.ts'

/**
 * A private system for a test: its own NATS server and its own databases, gone when disposed. Each actor has a connection
 * of its own there, and the broker lets it do what its contracts say.
 */
export type World = AsyncDisposable & {
  /** The test's own eyes and hands: the broker lets it do everything. */
  readonly bus: Bus
  /** What a process of that identity finds in its environment to reach the broker. */
  readonly natsVariables: (identity: string) => Record<string, string>
  /** Kills the broker and starts it again on the same port; `wipe` makes it lose its disk in between. */
  readonly restartNats: (options: { wipe: boolean }) => Promise<void>
  /** Asks in somebody's name, as the edge would. */
  as(caller: Caller): Asker
  /** Asks as an internal tool. */
  readonly tools: Asker
  /** Publishes an event past its outbox, whatever its data are. */
  tell(subject: EventSubject, data: unknown, id?: string): Promise<void>
  db(name: DatabaseName): Db
  databaseUrl(name: DatabaseName): string
  /** Brings another instance to work, beside the ones that run or in place of one that was stopped. */
  start(actor: Actor, options?: WorldOptions): Promise<Running>
  /** Waits until every event has left its outbox and been handled by everybody it concerns. */
  settle(): Promise<void>
  /** What was logged as a bug so far. A world that ends with any fails its test; one that expects some empties this. */
  readonly bugs: unknown[]
}

export type WorldOptions = Partial<Pick<HostOptions, 'env' | 'now' | 'maxInFlight' | 'retryDelaysMs' | 'workload'>> & {
  /** Actors that get a database but are hosted elsewhere. */
  readonly idle?: readonly Actor[]
  /** What lies between the actors and the broker. */
  readonly network?: (bus: Bus) => Bus
}

export const customer = (id: string): Caller => ({ id, role: 'customer', via: 'edge', session: 'ses_test' })
/** Somebody without an account. */
export const guest = (): Caller => ({ id: newId('gst'), role: 'guest', via: 'edge' })
export const staff: Caller = { id: 'usr_00000000000000000000000001', role: 'admin', via: 'edge', session: 'ses_staff' }

/** What was answered, or what was thrown instead. */
export const outcomeOf = (answer: Promise<unknown>): Promise<unknown> => answer.catch((error: unknown) => error)

/** Starts the given actors in a world of their own. */
export async function startWorld(actors: readonly Actor[], options: WorldOptions = {}): Promise<World> {
  await using opening = new AsyncDisposableStack()
  const everybody = [...actors, ...(options.idle ?? [])]
  const names = [...new Set(everybody.map(({ name }) => name))]
  const bugs: unknown[] = []
  const log: HostOptions['log'] = { info: () => {}, warn: () => {}, error: (fields) => bugs.push(fields) }
  const { subscriptions, requests } = saidBy(everybody)
  const [broker, databases] = await Promise.all([
    startTestBroker({ also: { subscriptions, requests }, onDenied: (error) => log.error({ err: error }, 'denied') }),
    cloneDatabases(inject('postgresUrl'), names),
  ])
  opening.use(broker)
  opening.use(databases)
  const connect = async (identity: string) => opening.use(await broker.connect(identity))
  const [bus, edge, desk] = [await connect('test'), await connect('edge'), await connect('tools')]
  const onBug = (error: unknown, subject: string) => log.error({ err: error, subject }, 'the provisioner failed')
  opening.use(await startProvisioner({ bus: await connect('provisioner'), events, subscriptions, onBug }))
  const dbs = new Map(
    names.map((name) => [name, opening.use(connectDb(databases.urls[name], { max: 2, name: 'test' })).db]),
  )

  const db = (name: DatabaseName) => required(dbs.get(name), name)
  const instances = opening.use(new AsyncDisposableStack())
  const { network = (bus: Bus) => bus } = options
  const start: World['start'] = async (actor, given = options) => {
    const own = instances.use(await broker.connect(actor.name))
    const databaseUrl = databases.urls[actor.name]
    return instances.use(
      onlyOnce(await startActor(actor, { env: {}, workload: patient, ...given, bus: network(own), log, databaseUrl })),
    )
  }
  for (const actor of actors) await start(actor)

  const opened = opening.move()
  return {
    bus,
    natsVariables: broker.variables,
    restartNats: broker.restart,
    as: (caller) => edge.as(caller),
    tools: desk.as(systemCaller('tools')),
    tell: async (subject, data, id) => {
      await bus.publish(publicationOf(subject, data, id))
    },
    db,
    databaseUrl: (name) => databases.urls[name],
    start,
    settle: () => settle(subscriptions, bus, dbs),
    bugs,
    [Symbol.asyncDispose]: async () => {
      await opened.disposeAsync()
      if (bugs.length > 0) throw new Error(`Logged as a bug: ${inspect(bugs[0])}`)
    },
  }
}

const publicationOf = (subject: EventSubject, data: unknown, id = newId('evt')): Publication => ({
  id,
  subject: subject.name,
  source: subject.stream,
  time: new Date().toISOString(),
  aggregateId: id,
  aggregateVersion: 1,
  headers: { Caller: 'system tools tools', 'Correlation-Id': 'req_test' },
  body: JSON.stringify(data),
})

/** What these actors answer and react to, of which a test may have made some up. */
function saidBy(actors: readonly Actor[]) {
  const reactions = actors.flatMap(({ name: actor, reactions }) => reactions.map(({ subject }) => ({ actor, subject })))
  const subscriptions = [...new Map(reactions.map((each) => [durableName(each), each])).values()]
  return { subscriptions, requests: actors.flatMap(({ operations }) => operations.map(({ subject }) => subject)) }
}

/** Takes whatever comes: how fast the machine is on which a test runs must decide nothing. */
const patient: Workload = {
  join: () => ({ enter: () => () => {}, [Symbol.dispose]: () => {} }),
  [Symbol.dispose]: () => {},
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`This world has no ${name}`)
  return value
}

/** A test may stop an instance itself; the end of the world then finds it stopped. */
function onlyOnce(running: Running): Running {
  let disposal: PromiseLike<void> | undefined
  return { ...running, [Symbol.asyncDispose]: () => (disposal ??= running[Symbol.asyncDispose]()) }
}

/** Longer than an event takes to come again that was in the hands of a process when it was killed (`ack_wait`, 30 s). */
const settleMs = 60_000

async function settle(subscriptions: readonly Subscription[], bus: Bus, dbs: ReadonlyMap<string, Db>): Promise<void> {
  const restless = async () => {
    const unsent = [...dbs].map(async ([name, db]) => {
      const count = await db.$count(outbox, isNull(outbox.publishedAt))
      return count > 0 && `${count} unsent by ${name}`
    })
    const shelves = dbs.get('inventory')
    const untold = shelves
      ?.$count(stocks, eq(stocks.untold, true))
      .then((count) => count > 0 && `${count} stocks untold`)
    const unmarked = shelves
      ?.$count(locations, isNotNull(locations.untoldAfter))
      .then((count) => count > 0 && `${count} locations untold`)
    const behind = subscriptions.map(async (subscription) => {
      const lag = await bus.provisioner.consumerLag(subscription)
      const what = `${subscription.subject.name} at ${subscription.actor}`
      if (!lag) return `${what}: no consumer`
      return lag.pending + lag.inHand > 0 && `${what}: ${lag.pending} pending, ${lag.inHand} in hand`
    })
    return (await Promise.all([unmarked, untold, ...unsent, ...behind])).filter(Boolean)
  }
  const until = performance.now() + settleMs
  for (let quiet = 0; quiet < 2; ) {
    const found = await restless()
    if (found.length > 0 && performance.now() > until) {
      throw new Error(`The world does not come to rest: ${found.join('; ')}`)
    }
    quiet = found.length > 0 ? 0 : quiet + 1
    await sleep(20)
  }
}

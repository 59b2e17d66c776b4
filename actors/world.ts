import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { inject } from 'vitest'
import { startNats } from '#compose/local/nats.ts'
import { connectDb, type Db } from '#db/client.ts'
import type { DatabaseName } from '#db/databases.ts'
import { outbox } from '#db/messages.ts'
import { cloneDatabases } from '#db/test-databases.ts'
import { type Asker, type Bus, connectBus } from '#subjects/bus.ts'
import { events } from '#subjects/contracts.ts'
import type { Caller } from '#subjects/envelope.ts'
import { isNull } from 'drizzle-orm'
import type { Actor } from './actor.ts'
import { type HostOptions, type Running, startActor } from './host.ts'

/** A private system for a test: its own NATS server and its own databases, gone when disposed. */
export type World = AsyncDisposable & {
  readonly bus: Bus
  readonly natsUrl: string
  /** Kills the broker and starts it again on the same port; `wipe` makes it lose its disk in between. */
  restartNats(options: { wipe: boolean }): Promise<void>
  /** Asks in somebody's name, as the edge would. */
  as(caller: Caller): Asker
  /** Asks as an internal tool. */
  readonly tools: Asker
  db(name: DatabaseName): Db
  databaseUrl(name: DatabaseName): string
  /** Brings another instance to work, beside the ones that run or in place of one that was stopped. */
  start(actor: Actor, options?: WorldOptions): Promise<Running>
  /** Waits until every event has left its outbox and been handled by everybody it concerns. */
  settle(): Promise<void>
  /** What was logged as a bug so far. A world that ends with any fails its test; one that expects some empties this. */
  readonly bugs: unknown[]
}

export type WorldOptions = Partial<Pick<HostOptions, 'env' | 'now' | 'maxInFlight' | 'retryDelaysMs'>> & {
  /** Actors that get a database but are hosted elsewhere. */
  readonly idle?: readonly Actor[]
}

export const customer = (id: string): Caller => ({ id, role: 'customer', via: 'edge', session: 'ses_test' })
export const staff: Caller = { id: 'usr_00000000000000000000000001', role: 'admin', via: 'edge', session: 'ses_staff' }
const tools: Caller = { id: 'tools', role: 'system', via: 'tools' }

/** Starts the given actors in a world of their own. */
export async function startWorld(actors: readonly Actor[], options: WorldOptions = {}): Promise<World> {
  await using opening = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-world-'))
  opening.defer(() => rm(dir, { recursive: true, force: true }))
  const everybody = [...actors, ...(options.idle ?? [])]
  const names = [...new Set(everybody.map(({ name }) => name))]
  const broker = { storeDir: join(dir, 'nats'), binary: inject('natsServer') }
  const [nats, databases] = await Promise.all([startNats(broker), cloneDatabases(inject('postgresUrl'), names)])
  let running = nats
  opening.defer(() => running[Symbol.asyncDispose]())
  opening.use(databases)
  const bus = opening.use(await connectBus({ url: nats.url, name: 'world' }))
  await bus.provisioner.ensureStreams(events)
  const dbs = new Map(
    names.map((name) => [name, opening.use(connectDb(databases.urls[name], { max: 2, name: 'test' })).db]),
  )

  const bugs: unknown[] = []
  const log: HostOptions['log'] = { info: () => {}, warn: () => {}, error: (fields) => bugs.push(fields) }
  const db = (name: DatabaseName) => required(dbs.get(name), name)
  const instances = opening.use(new AsyncDisposableStack())
  const start: World['start'] = async (actor, given = options) => {
    const instance = await startActor(actor, { env: {}, ...given, bus, log, databaseUrl: databases.urls[actor.name] })
    return instances.use(onlyOnce(instance))
  }
  for (const actor of actors) await start(actor)

  const opened = opening.move()
  return {
    bus,
    natsUrl: nats.url,
    restartNats: async ({ wipe }) => {
      running.kill('SIGKILL')
      await running.exited
      if (wipe) await rm(broker.storeDir, { recursive: true, force: true })
      running = await startNats({ ...broker, port: Number(new URL(nats.url).port) })
    },
    as: (caller) => bus.as(caller),
    tools: bus.as(tools),
    db,
    databaseUrl: (name) => databases.urls[name],
    start,
    settle: () => settle(everybody, bus, dbs),
    bugs,
    [Symbol.asyncDispose]: async () => {
      await opened.disposeAsync()
      if (bugs.length > 0) throw new Error(`Logged as a bug: ${inspect(bugs[0])}`)
    },
  }
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

async function settle(actors: readonly Actor[], bus: Bus, dbs: ReadonlyMap<string, Db>): Promise<void> {
  const subscriptions = actors.flatMap(({ name, reactions }) =>
    reactions.map(({ subject }) => ({ actor: name, subject })),
  )
  const restless = async () => {
    const unsent = [...dbs].map(async ([name, db]) => {
      const count = await db.$count(outbox, isNull(outbox.publishedAt))
      return count > 0 && `${count} unsent by ${name}`
    })
    const behind = subscriptions.map(async (subscription) => {
      const lag = await bus.provisioner.consumerLag(subscription)
      const what = `${subscription.subject.name} at ${subscription.actor}`
      if (!lag) return `${what}: no consumer`
      return lag.pending + lag.inHand > 0 && `${what}: ${lag.pending} pending, ${lag.inHand} in hand`
    })
    return (await Promise.all([...unsent, ...behind])).filter(Boolean)
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

import type { TObject } from 'typebox'
import type { Db, Tx } from '#db/client.ts'
import type { DatabaseName } from '#db/databases.ts'
import type { Asker, Received } from '#subjects/bus.ts'
import type { Caller, Envelope } from '#subjects/envelope.ts'
import type { Problem } from '#subjects/problem.ts'
import type { DataOf, EventSubject, InputOf, OutputOf, RequestSubject } from '#subjects/subject.ts'
import type { Law } from './law.ts'

/** What a handler has at hand. Time comes from here, so that a test can set it. */
export type Context = {
  readonly db: Db
  readonly caller: Caller
  readonly envelope: Envelope
  readonly log: Log
  /** Aborted when the process is asked to stop: long work should come to a resting place. */
  readonly stopping: AbortSignal
  readonly now: () => Date
  /** Asks another actor, in the name of whoever asked this one. */
  readonly request: Asker['request']
  /** Runs `work` in one transaction; the events it emitted leave as soon as it is committed. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** As `transaction`, for a command with an Idempotency-Key: the same key again gets the first answer and acts no second time. */
  readonly once: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Runs a timer of this actor now. */
  readonly wake: (timer: string) => void
  /** The same context under another envelope: what it asks and emits carries on from that message. */
  readonly within: (envelope: Envelope) => Context
}

export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Answers one request. */
export type Handler<S extends RequestSubject, Tools = unknown> = (
  input: InputOf<S>,
  context: Context & Tools,
) => Promise<OutputOf<S>>

/** Answers all requests that have arrived, each at its own index; a problem there is the answer to that one. */
export type BatchHandler<S extends RequestSubject, Tools = unknown> = (
  requests: readonly Asked<S>[],
  context: Context & Tools,
) => Promise<readonly (OutputOf<S> | Problem)[]>

export type Asked<S extends RequestSubject> = { readonly input: InputOf<S>; readonly envelope: Envelope }

export type Batch<S extends RequestSubject, Tools> = {
  readonly handleAll: BatchHandler<S, Tools>
  readonly maxSize: number
}

/** Lets a hot operation take everything that has arrived as one statement and one commit. */
export function batch<S extends RequestSubject, Tools = unknown>(
  handleAll: BatchHandler<S, Tools>,
  { maxSize = 256 } = {},
): Batch<S, Tools> {
  return { handleAll, maxSize }
}

/** What a reaction has at hand; `tx` is the transaction in which it is noted, and in which it writes. */
export type Reacting<Tools = unknown> = Context & { readonly tx: Tx } & Tools

/** Reacts to events inside the transaction that notes them. What it returns is run after the commit. */
export type Reaction<E extends EventSubject, Tools = unknown> = (
  events: readonly Received<DataOf<E>>[],
  context: Reacting<Tools>,
) => Promise<void | (() => void)>

/** A reaction, and what it reacts to. */
export type Bound<Tools> = {
  readonly subject: EventSubject
  readonly react: Reaction<EventSubject, Tools>
  /** Which events concern the actor at all; the others are acknowledged without a note in its inbox. */
  readonly only?: (data: never) => boolean
}

/** Reacts to each event by itself. */
export function on<E extends EventSubject, Tools = unknown>(
  subject: E,
  react: (event: Received<DataOf<E>>, context: Reacting<Tools>) => Promise<void | (() => void)>,
): Bound<Tools> {
  return onAll<E, Tools>(subject, async (events, context) => {
    const afterwards: (() => void)[] = []
    for (const event of events) {
      const then = await react(event, { ...context, ...context.within(event.envelope), tx: context.tx })
      if (then) afterwards.push(then)
    }
    return () => afterwards.forEach((then) => then())
  })
}

/** Reacts to everything that has arrived at once, as one statement; with `only`, to those of them that concern it. */
export function onAll<E extends EventSubject, Tools = unknown>(
  subject: E,
  react: Reaction<E, Tools>,
  { only }: { readonly only?: (data: DataOf<E>) => boolean } = {},
): Bound<Tools> {
  return { subject, react, ...(only && { only }) }
}

export type Timer<Tools> = {
  readonly name: string
  readonly everyMs: number
  readonly work: (context: Context & Tools) => Promise<void>
}

/** Does something again and again, on every instance; never twice at once on one of them. */
export function every<Tools = unknown>(everyMs: number, name: string, work: Timer<Tools>['work']): Timer<Tools> {
  return { name, everyMs, work }
}

/** One handler for every request a subjects module declares, and none besides. */
type Handlers<M, Tools> = {
  [K in keyof M as M[K] extends RequestSubject ? K : never]: M[K] extends RequestSubject
    ? Handler<M[K], Tools> | Batch<M[K], Tools>
    : never
}

export type ActorOptions<M, Env extends TObject, Tools> = {
  readonly name: DatabaseName
  readonly contracts: M
  /** The variables its tools are made from. */
  readonly env?: Env
  /** What its handlers work with besides the context: a provider, a cache, a mail transport. Closed with the actor. */
  readonly tools?: (env: Record<string, unknown>, stack: AsyncDisposableStack, db: Db) => Tools | Promise<Tools>
  readonly handlers: Handlers<M, Tools>
  readonly reactions?: readonly Bound<Tools>[]
  readonly timers?: readonly Timer<Tools>[]
  /** What holds of its own tables, whatever happens. */
  readonly laws?: readonly Law[]
}

/** An actor as a host runs it. */
export type Actor = {
  readonly name: DatabaseName
  readonly env: TObject | undefined
  readonly tools: (env: Record<string, unknown>, stack: AsyncDisposableStack, db: Db) => unknown
  readonly operations: readonly {
    readonly subject: RequestSubject
    readonly handler: Handler<RequestSubject> | Batch<RequestSubject, unknown>
  }[]
  readonly reactions: readonly Bound<unknown>[]
  readonly timers: readonly Timer<unknown>[]
  readonly laws: readonly Law[]
}

/** An actor on one page: what it answers (`tsc` names the handler you forgot), what it reacts to, what it does by itself, what holds. */
export function actor<M extends object, Env extends TObject, Tools = unknown>(
  options: ActorOptions<M, Env, Tools>,
): Actor {
  const { name, contracts, env, tools = () => ({}), handlers, reactions = [], timers = [], laws = [] } = options
  const subjects = contracts as Record<string, RequestSubject>
  const operations = Object.entries(handlers).flatMap(([key, handler]) => {
    const subject = subjects[key]
    return subject ? [{ subject, handler: handler as Handler<RequestSubject> }] : []
  })
  return {
    name,
    env,
    tools,
    operations,
    reactions: reactions as Bound<unknown>[],
    timers: timers as Timer<unknown>[],
    laws,
  }
}

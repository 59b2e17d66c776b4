import { setTimeout as sleep } from 'node:timers/promises'
import type { Bus } from './bus.ts'
import { durableName, type Subscription } from './bus/names.ts'
import { notFound } from './problem.ts'
import { look } from './look.ts'
import { dropStream, ensureStream, lookAtService, replayEvent, replayTooSoon } from './provisioner.ts'
import { release } from './release.ts'
import type { EventSubject, InputOf, OutputOf } from './subject.ts'

/** The streams and the consumers there are to be. */
export type Provisions = { readonly events: readonly EventSubject[]; readonly subscriptions: readonly Subscription[] }

export type ProvisionerOptions = Provisions & {
  readonly bus: Bus
  readonly onBug: (error: unknown, subject: string) => void
  /** Gives up waiting for a broker that takes no streams yet. */
  readonly signal?: AbortSignal
}

const lookEveryMs = 10_000
const tryAgainMs = 250

/** Makes every stream and every consumer that is missing, and nothing else. Harmless at any time, and from two places at once. */
export async function provision(bus: Bus, { events, subscriptions }: Provisions): Promise<void> {
  await bus.provisioner.ensureStreams(events)
  await bus.provisioner.ensureConsumers(subscriptions)
}

/**
 * Looks after the streams: makes them before it answers anybody, again as soon as it sees that the broker lost them, and
 * whenever an actor that misses one asks. Nobody else has the right to.
 */
export async function startProvisioner(options: ProvisionerOptions): Promise<AsyncDisposable> {
  const { bus, onBug, signal } = options
  await persist(() => provision(bus, options), signal)
  const drop = dropper(options)
  const serving = await bus.serve({
    name: 'provisioner',
    version: release,
    endpoints: [
      { subject: ensureStream, answer: (input) => ensure(options, input as InputOf<typeof ensureStream>) },
      { subject: dropStream, answer: async (input) => drop(input as InputOf<typeof dropStream>) },
      { subject: lookAtService, answer: (input) => look(bus, options.subscriptions, input as never) },
      { subject: replayEvent, answer: (input) => replay(options, input as InputOf<typeof replayEvent>) },
    ],
    maxInFlight: 64,
    onBug,
  })
  const stop = new AbortController()
  const watching = watch(options, stop.signal)
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await watching
      await serving[Symbol.asyncDispose]()
    },
  }
}

/** A broker may answer before it can keep a stream: a cluster first finds a leader. */
async function persist(work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === 100) throw error
    }
    await sleep(tryAgainMs, undefined, signal && { signal })
  }
}

async function watch({ bus, onBug, ...provisions }: ProvisionerOptions, stopped: AbortSignal): Promise<void> {
  let look = () => {}
  bus.onReconnect(() => look())
  for (let failures = 0; !stopped.aborted; ) {
    const asked = new Promise<void>((resolve) => (look = resolve))
    const pauseMs = failures === 0 ? lookEveryMs : tryAgainMs * failures
    await Promise.race([asked, sleep(pauseMs, undefined, { signal: stopped, ref: false }).catch(() => {})])
    if (stopped.aborted || !bus.connected()) continue
    try {
      await provision(bus, provisions)
      failures = 0
    } catch (error) {
      // What lasts for some seconds is an outage that others report as well; what lasts longer, somebody has to see.
      failures = Math.min(failures + 1, 20)
      if (failures === 20) onBug(error, ensureStream.name)
    }
  }
}

type State = OutputOf<typeof ensureStream>

async function ensure({ bus, ...all }: ProvisionerOptions, { owner }: { owner: string }): Promise<State> {
  await provision(bus, partOf(all, owner))
  const state = await bus.provisioner.streamState(owner)
  if (!state) throw new Error(`The stream of ${owner} could not be made`)
  return { epoch: state.epoch, lastSeq: state.lastSeq }
}

/**
 * One after the other: who saw the same loss at the same time would else drop the stream that the other one has made since,
 * having looked before it was made.
 */
function dropper({ bus, ...all }: ProvisionerOptions) {
  const last = new Map<string, Promise<null>>()
  return ({ owner, epoch }: InputOf<typeof dropStream>): Promise<null> => {
    partOf(all, owner)
    const drop = async () => {
      const state = await bus.provisioner.streamState(owner)
      if (state?.epoch === epoch) await bus.provisioner.dropStream(owner)
      return null
    }
    const turn = (last.get(owner) ?? Promise.resolve()).then(drop, drop)
    last.set(owner, turn)
    return turn
  }
}

function partOf({ events, subscriptions }: Provisions, owner: string): Provisions {
  const own = events.filter(({ stream }) => stream === owner)
  if (own.length === 0) throw notFound(`No event is kept on a stream of ${owner}`)
  return { events: own, subscriptions: subscriptions.filter(({ subject }) => subject.stream === owner) }
}

/** Only the named consumer acts on it, and on what it kept itself, so that nobody is told what had not happened. */
async function replay(
  { bus, subscriptions }: ProvisionerOptions,
  { durable, ...event }: InputOf<typeof replayEvent>,
): Promise<null> {
  const known = subscriptions.some((each) => durableName(each) === durable && each.subject.name === event.subject)
  if (!known) throw notFound(`No consumer ${durable} of ${event.subject}`)
  const { duplicate } = await bus.publish({ ...event, headers: { ...event.headers, 'Replay-For': durable } })
  if (duplicate) throw replayTooSoon()
  return null
}

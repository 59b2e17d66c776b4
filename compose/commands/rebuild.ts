import { sql } from 'drizzle-orm'
import type { Bus, ConsumerReport, Stored } from '#subjects/bus.ts'
import { verifyTopic } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { dropStream, ensureStream } from '#subjects/provisioner.ts'
import type { EventSubject } from '#subjects/subject.ts'
import { CannotStart } from '../run.ts'
import type { Own } from './databases.ts'
import { countOf } from './outboxes.ts'
import { type Progress, showProgress } from './progress.ts'

/** A stream that is to be made anew. */
export type Plan = { readonly owner: string; readonly subjects: readonly EventSubject[]; readonly events: number }

/** How long nothing may move before somebody is told what is missing. */
const patienceMs = 30_000

/** What a rebuild would do; refuses one that nobody could finish, before anything is forgotten. */
export async function planRebuild(bus: Bus, databases: readonly Own[], owners: readonly string[]): Promise<Plan[]> {
  const services = await bus.services()
  const plans = owners.map(async (owner) => {
    const subjects = events.filter(({ stream }) => stream === owner)
    for (const source of sourcesOf(subjects)) {
      const own = databases.find(({ actor }) => actor === source)
      if (!own) throw new CannotStart(`The outbox of ${source} is not known: set ${source.toUpperCase()}_DATABASE_URL`)
      if (!services.some(({ name }) => name === source)) {
        throw new CannotStart(`No process hosts ${source}, so nobody would fill the stream again: start one first`)
      }
    }
    return { owner, subjects, events: (await countOf(databases, owner)).all }
  })
  return Promise.all(plans)
}

const sourcesOf = (subjects: readonly EventSubject[]) => [
  ...new Set(subjects.flatMap(({ stream, emitters }) => [stream, ...emitters]).filter((name) => name !== 'tools')),
]

/** Makes one stream anew and waits until all of it is back and has been handled by everybody it concerns. */
export async function rebuild(bus: Bus, databases: readonly Own[], { owner, subjects, events: count }: Plan) {
  const startedAt = performance.now()
  await onlyOne(databases, owner)
  const [before] = await bus.observer.streams([owner])
  const consumers = before?.consumers ?? []
  const said = subjects.filter(({ emitters }) => emitters.includes('tools'))
  mustBeHandled(said, consumers)
  const kept = await storedOf(bus, said)
  const { request } = bus.as(systemCaller('tools'))
  if (before) await request(dropStream, { owner, epoch: before.epoch })
  await request(ensureStream, { owner })
  for (const event of kept) await publishAgain(bus, event)
  for (const source of sourcesOf(subjects)) bus.nudge(verifyTopic(source))

  using progress = await showProgress(owner, count + kept.length)
  await untilBack(async () => {
    const [now] = await bus.observer.streams([owner])
    const { all, published } = await countOf(databases, owner)
    const behind = consumers.map(({ name }) =>
      lagOf(
        name,
        now?.consumers.find((consumer) => consumer.name === name),
      ),
    )
    return { owner, expected: all + kept.length, waiting: all - published, messages: now?.messages ?? 0, behind }
  }, progress)
  const [after] = await bus.observer.streams([owner])
  const seconds = Math.round((performance.now() - startedAt) / 10) / 100
  return { stream: owner, events: after?.messages ?? 0, fromTools: kept.length, consumers: consumers.length, seconds }
}

/** Two at once would each forget what the other one carries over. The lock ends with the connection. */
async function onlyOne(databases: readonly Own[], owner: string): Promise<void> {
  const own = databases.find(({ actor }) => actor === owner)
  const lock = sql<{ held: boolean }>`select pg_try_advisory_lock(hashtext('rebuild')) as held`
  const [row] = (await own?.db.execute<{ held: boolean }>(lock)) ?? []
  if (!row?.held) throw new CannotStart(`Somebody is rebuilding the stream of ${owner} already`)
}

/**
 * What only tools have said is in no outbox: should this process die before it has put that back, then nobody may still be
 * waiting for it.
 */
function mustBeHandled(said: readonly EventSubject[], consumers: readonly ConsumerReport[]): void {
  const names = said.map(({ name }) => name)
  const behind = consumers.find(({ subject, pending, inHand }) => names.includes(subject) && pending + inHand > 0)
  if (!behind) return
  throw new CannotStart(
    `${behind.actor} has not handled every ${behind.subject} yet, and only the stream has those: try again when it has`,
  )
}

async function storedOf(bus: Bus, subjects: readonly EventSubject[]): Promise<readonly Stored[]> {
  const found: Stored[] = []
  for await (const event of bus.observer.follow({ subjects, from: 1, untilNow: true })) {
    // What was replayed stands there a second time, under the same id.
    if (event.headers['ce-id'] && !event.headers['Replay-For']) found.push(event)
  }
  return found
}

const publishAgain = (bus: Bus, { subject, headers, body, storedAt }: Stored) =>
  bus.publish({
    id: headers['ce-id'] ?? '',
    subject,
    source: headers['ce-source'] ?? 'tools',
    time: headers['ce-time'] ?? storedAt.toISOString(),
    aggregateId: headers['ce-subject'] ?? '',
    aggregateVersion: Number(headers['ce-sequence'] ?? 0),
    headers,
    body,
  })

type Lag = { readonly name: string; readonly count: number }

/** A consumer that has not come back yet has everything before it. */
const lagOf = (name: string, consumer: ConsumerReport | undefined): Lag => ({
  name,
  count: consumer ? consumer.pending + consumer.inHand : Number.POSITIVE_INFINITY,
})

type Standing = {
  readonly owner: string
  readonly expected: number
  /** Not published yet. */
  readonly waiting: number
  readonly messages: number
  readonly behind: readonly Lag[]
}

async function untilBack(look: () => Promise<Standing>, progress: Progress): Promise<void> {
  let [last, movedAt] = ['', performance.now()]
  for (;;) {
    const standing = await look()
    const { owner, expected, waiting, messages } = standing
    const behind = standing.behind.filter(({ count }) => count > 0)
    progress.reach(Math.min(messages, expected), expected)
    if (messages >= expected && waiting === 0 && behind.length === 0) return
    const now = JSON.stringify(standing)
    if (now !== last) [last, movedAt] = [now, performance.now()]
    if (performance.now() - movedAt > patienceMs) {
      const names = behind.map(({ name, count }) => `${name} (${count})`).join(', ')
      throw new CannotStart(
        `For ${patienceMs / 1_000} s nothing has moved: the stream of ${owner} has ${messages} of ${expected} events` +
          `${names && `, and behind are ${names}`}. What is missing comes by itself when its processes run again`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { JetStreamManager } from 'nats'
import type { EventSubject } from '../subject.ts'
import { placeOfStream, type Stored, storedFrom } from './observe.ts'

export type FollowOptions = {
  readonly subjects: readonly EventSubject[]
  /** What comes from now on, what came since a moment, or what stands from a place in the stream on. */
  readonly from: 'now' | Date | number
  /** Ends with the last event there is now, instead of waiting for the next one. */
  readonly untilNow?: boolean
  readonly signal?: AbortSignal
}

const lookAgainMs = 200
const tryAgainMs = 500

/**
 * Reads events where their streams keep them, oldest first, and goes on through an outage of the broker. It makes no
 * consumer: a reader that only looks needs no right to change anything, and cannot be in anybody's way.
 */
export async function* follow(
  manager: () => Promise<JetStreamManager>,
  options: FollowOptions,
): AsyncGenerator<Stored, void> {
  const { subjects, from, untilNow = false, signal } = options
  const jsm = await manager()
  const owners = Map.groupBy(subjects, ({ stream }) => stream)
  const cursors = await Promise.all([...owners].map(([owner, own]) => openCursor(jsm, { owner, own, from })))
  while (!options.signal?.aborted) {
    const isKnown = await advanceAll(jsm, cursors, { rethrow: untilNow })
    const [first] = cursors.filter(({ head }) => head).sort((a, b) => timeOf(a) - timeOf(b))
    if (first?.head) {
      const event = first.head
      first.head = undefined
      first.toldUntil = Math.max(first.toldUntil, saidAt(event))
      yield event
      continue
    }
    if (untilNow) return
    await sleep(isKnown ? lookAgainMs : tryAgainMs, undefined, signal && { signal }).catch(() => {})
    for (const cursor of cursors) cursor.atEnd = false
  }
}

type Cursor = {
  readonly owner: string
  readonly names: ReadonlySet<string>
  epoch: string | undefined
  next: number
  /** The stream's last place when it was last looked at. */
  last: number
  /** When the latest event happened that was told. */
  toldUntil: number
  /** What happened at or before this moment is left out. */
  leftOutUntil: number
  atEnd: boolean
  head: Stored | undefined
}

const timeOf = ({ head }: Cursor) => (head ? saidAt(head) : 0)

/** When it happened, which a stream that was filled again still knows. */
const saidAt = ({ headers, storedAt }: Stored) => Date.parse(headers['ce-time'] ?? '') || storedAt.getTime()

async function openCursor(
  jsm: JetStreamManager,
  { owner, own, from }: { owner: string; own: readonly EventSubject[]; from: FollowOptions['from'] },
): Promise<Cursor> {
  const place = await placeOfStream(jsm, owner)
  const beginning = place && (await seqOf(jsm, owner, { ...place, from }))
  return {
    owner,
    names: new Set(own.map(({ name }) => name)),
    epoch: place?.epoch,
    next: beginning ?? 1,
    last: place?.lastSeq ?? 0,
    toldUntil: from === 'now' ? Date.now() : Number.NEGATIVE_INFINITY,
    leftOutUntil: from instanceof Date ? from.getTime() - 1 : Number.NEGATIVE_INFINITY,
    atEnd: false,
    head: undefined,
  }
}

/** The place of the first event of a moment is found by halving: events are stored in the order they came. */
async function seqOf(
  jsm: JetStreamManager,
  owner: string,
  { firstSeq, lastSeq, from }: { firstSeq: number; lastSeq: number; from: FollowOptions['from'] },
): Promise<number> {
  if (from === 'now') return lastSeq + 1
  if (typeof from === 'number') return Math.max(from, 1)
  let [low, high] = [firstSeq, lastSeq + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const found = await storedFrom(jsm, owner, { seq: middle, subject: '>' })
    if (!found || found.storedAt >= from) high = middle
    else low = found.seq + 1
  }
  return low
}

/** Whether all were reached. During an outage nothing is known, and nothing is lost: the places stay. */
async function advanceAll(
  jsm: JetStreamManager,
  cursors: readonly Cursor[],
  { rethrow }: { rethrow: boolean },
): Promise<boolean> {
  const idle = cursors.filter(({ head, atEnd }) => !head && !atEnd)
  const outcomes = await Promise.allSettled(idle.map((cursor) => advance(jsm, cursor)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed && rethrow) throw failed.reason
  return failed === undefined
}

async function advance(jsm: JetStreamManager, cursor: Cursor): Promise<void> {
  if (cursor.next > cursor.last) await lookAgain(jsm, cursor)
  const [only, another] = cursor.names
  const subject = only && !another ? only : '>'
  while (cursor.next <= cursor.last) {
    const found = await storedFrom(jsm, cursor.owner, { seq: cursor.next, subject })
    if (!found) {
      cursor.next = cursor.last + 1
      break
    }
    cursor.next = found.seq + 1
    if (!cursor.names.has(found.subject) || saidAt(found) <= cursor.leftOutUntil) continue
    cursor.head = found
    return
  }
  cursor.atEnd = true
}

/** A stream that was made anew is read from its beginning; what was told before the old one was lost is not told again. */
async function lookAgain(jsm: JetStreamManager, cursor: Cursor): Promise<void> {
  const place = await placeOfStream(jsm, cursor.owner)
  if (cursor.epoch !== undefined && place?.epoch !== cursor.epoch) {
    cursor.next = 1
    cursor.leftOutUntil = Math.max(cursor.toldUntil, cursor.leftOutUntil)
  }
  cursor.epoch = place?.epoch ?? cursor.epoch
  cursor.last = place?.lastSeq ?? 0
}

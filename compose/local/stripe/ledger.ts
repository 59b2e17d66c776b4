import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Effect, Kind, Kinds, StripeEvent, StripeObject } from './objects.ts'

/** What one idempotency key was answered, and the print of the request that it was answered to. */
export type StoredReply = {
  readonly key: string
  readonly print: string
  readonly at: number
  readonly status: number
  readonly body: unknown
}

/** Everything one request wrote. It takes effect whole or not at all. */
export type Entry = {
  readonly objects: readonly StripeObject[]
  readonly effects: readonly Effect[]
  readonly reply?: StoredReply
}

/** The sandbox's memory: only ever appended to, and rebuilt from its own file when there is one. */
export type Ledger = AsyncDisposable & {
  readonly effects: readonly Effect[]
  readonly replies: Map<string, StoredReply>
  find(id: string): StripeObject | undefined
  /** All objects of a kind, the newest first. */
  newest<K extends Kind>(kind: K): Iterable<Kinds[K]>
  /** Visible at once; the promise waits until it would survive a kill of the process. */
  commit(entry: Entry): Promise<void>
  /** Notes that the webhook endpoint has taken an event. */
  delivered(event: StripeEvent): Promise<void>
}

/** Opens the ledger, with all that an earlier run left under `dataDir`. */
export async function openLedger(dataDir?: string): Promise<Ledger> {
  const state = emptyState()
  const journal = dataDir ? await openJournal(dataDir, state) : undefined
  const write = async (line: Line) => {
    state.apply(line)
    await journal?.append(encode(line))
  }
  return {
    effects: state.effects,
    replies: state.replies,
    find: (id) => state.objects.get(id),
    *newest<K extends Kind>(kind: K) {
      const ids = state.created.get(kind) ?? []
      for (let at = ids.length - 1; at >= 0; at--) yield state.objects.get(ids[at] ?? '') as Kinds[K]
    },
    commit: write,
    delivered: ({ id }) => write({ delivered: id }),
    async [Symbol.asyncDispose]() {
      await journal?.close()
    },
  }
}

type Line = Entry | { readonly delivered: string }

function emptyState() {
  const objects = new Map<string, StripeObject>()
  const created = new Map<Kind, string[]>()
  const effects: Effect[] = []
  const replies = new Map<string, StoredReply>()

  const put = (object: StripeObject) => {
    if (!objects.has(object.id)) {
      const ids = created.get(object.object)
      if (ids) ids.push(object.id)
      else created.set(object.object, [object.id])
    }
    objects.set(object.id, object)
  }
  const apply = (line: Line) => {
    if ('delivered' in line) {
      const event = objects.get(line.delivered)
      if (event?.object === 'event') put({ ...event, pending_webhooks: 0 })
      return
    }
    line.objects.forEach(put)
    effects.push(...line.effects)
    if (line.reply) {
      replies.delete(line.reply.key)
      replies.set(line.reply.key, line.reply)
    }
  }
  return { objects, created, effects, replies, apply }
}

async function openJournal(dataDir: string, state: ReturnType<typeof emptyState>) {
  await mkdir(dataDir, { recursive: true })
  const file = await open(join(dataDir, 'ledger.ndjson'), 'a+')
  let whole = true
  for await (const text of file.readLines({ start: 0, autoClose: false })) {
    const line = decode(text)
    whole = line !== undefined
    if (line) state.apply(line)
  }
  // A line cut short by a kill was never answered, so nobody relies on it; the next one must not be glued to it.
  if (!whole) await file.appendFile('\n')
  return groupedWrites(file)
}

/** Whatever has gathered while one write was under way is the next write. */
function groupedWrites(file: FileHandle) {
  let waiting: string[] = []
  let closed = false
  let next: Promise<void> | undefined
  let last: Promise<void> = Promise.resolve()
  const flush = async () => {
    await last
    const lines = waiting
    waiting = []
    next = undefined
    await file.appendFile(lines.join(''))
  }
  return {
    append(line: string): Promise<void> {
      // As if the process had been killed: what asked too late hears nothing.
      if (closed) return new Promise(() => {})
      waiting.push(line)
      if (!next) {
        next = flush()
        last = next
      }
      return next
    },
    async close() {
      closed = true
      await last
      await file.close()
    },
  }
}

/** An event repeats an object of its own entry, and so does a reply: on disk they point to it instead. */
function encode(line: Line): string {
  if ('delivered' in line) return `${JSON.stringify(line)}\n`
  const { objects, effects, reply } = line
  const pointer = (value: unknown) => {
    const at = objects.indexOf(value as StripeObject)
    return at < 0 ? value : { $: at }
  }
  const compact = objects.map((each) =>
    each.object === 'event' ? { ...each, data: { object: pointer(each.data.object) } } : each,
  )
  return `${JSON.stringify({ objects: compact, effects, ...(reply && { reply: { ...reply, body: pointer(reply.body) } }) })}\n`
}

function decode(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line
    if ('delivered' in line) return line
    const follow = (value: unknown) =>
      typeof value === 'object' && value !== null && '$' in value ? line.objects[Number(value.$)] : value
    for (const each of line.objects) {
      if (each.object === 'event') Object.assign(each.data, { object: follow(each.data.object) })
    }
    return line.reply ? { ...line, reply: { ...line.reply, body: follow(line.reply.body) } } : line
  } catch {
    return undefined
  }
}

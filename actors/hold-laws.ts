import { setTimeout as sleep } from 'node:timers/promises'
import { connectDb } from '#db/client.ts'
import { observe } from '#subjects/instruments.ts'
import { jittered } from '#subjects/jitter.ts'
import type { Log } from './actor.ts'
import { brokenOf, type Law, type Run } from './law.ts'

export type HoldingOptions = {
  readonly url: string
  readonly actor: string
  readonly laws: readonly Law[]
  readonly log: Log
}

export type Holding = AsyncDisposable & {
  /** Looks now. */
  look(): Promise<void>
}

const everyMs = 5 * 60_000
/** How far back the first look goes, of whoever takes over. */
const firstLookMs = 60 * 60_000
/** Longer than any transaction takes: what it wrote at its beginning is seen at its end. */
const overlapMs = 60_000
/** What should have come to rest in so long. */
const graceMs = 5 * 60_000

/**
 * Holds an actor's database against its laws every few minutes, and says in `law.offenders` how many rows break each. Of all
 * instances one does so: the one that has the database's lock, so the highest of their figures counts. It reads only, and only
 * what is new by the database's time, except where a law was broken: that is looked at again until it is mended.
 */
export function holdLaws({ url, actor, laws, log }: HoldingOptions): Holding {
  const stop = new AbortController()
  const seen = new Map<Law, Seen>()
  const none = new Map(laws.map(({ id }) => [id, 0]))
  let counts: ReadonlyMap<string, number> = new Map()
  let connection: ReturnType<typeof connectDb> | undefined
  const gauge = observe('tradewind.law.offenders', 'Rows that break a law, by its number', () =>
    [...counts].map(([law, value]) => ({ value, attributes: { law, actor } })),
  )
  const letGo = async () => {
    // What was once observed is shown for ever, so it is observed to be gone.
    if (counts.size > 0) counts = none
    seen.clear()
    await connection?.[Symbol.asyncDispose]()
    connection = undefined
  }

  const look = async () => {
    connection ??= connectDb(url, { max: 1, name: `${actor}-laws`, readOnly: true })
    const { sql } = connection
    const [leader] = await sql<[{ held: boolean; at: number }]>`
      select pg_try_advisory_lock(hashtext('laws')) as held, (extract(epoch from clock_timestamp()) * 1000)::float8 as at`
    if (!leader.held) return letGo()
    const how = { run: (statement: string) => sql.unsafe(statement), at: leader.at, actor, log }
    for (const law of laws)
      try {
        seen.set(law, await lookAt(law, seen.get(law)?.since, how))
      } catch (error) {
        // One that takes too long keeps nobody from looking at the others.
        log.warn({ err: error, actor, law: law.id }, `a law could not be looked after: ${law.what}`)
      }
    const sums = new Map(none)
    for (const [{ id }, { count }] of seen) sums.set(id, (sums.get(id) ?? 0) + count)
    counts = sums
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      // Instances that started together do not look together.
      await sleep(jittered(everyMs, 0.2), undefined, { signal: stop.signal, ref: false }).catch(() => {})
      if (stop.signal.aborted) return
      await look().catch((error: unknown) => log.warn({ err: error, actor }, 'the laws could not be looked after'))
    }
  })()

  return {
    look,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      gauge[Symbol.dispose]()
      await running
      await letGo()
    },
  }
}

/** How many rows broke a law, and since when it is to be looked at. */
type Seen = { readonly count: number; readonly since: Date }

type Looking = Pick<HoldingOptions, 'actor' | 'log'> & { readonly run: Run; readonly at: number }

async function lookAt(law: Law, from: Date | undefined, { run, at, actor, log }: Looking): Promise<Seen> {
  const since = from ?? new Date(at - firstLookMs)
  const [broken] = await brokenOf(run, [law], { since, until: new Date(at - graceMs) })
  // What had no time to come to rest yet is looked at by the next one.
  if (!broken) return { count: 0, since: new Date(at - graceMs - overlapMs) }
  const { id, what, offenders } = broken
  log.error({ actor, law: id, offenders: offenders.slice(0, 5) }, `a law is broken: ${what}`)
  return { count: offenders.length, since }
}

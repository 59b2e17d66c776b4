import { setTimeout as sleep } from 'node:timers/promises'
import { connectDb } from '#db/client.ts'
import { observe } from '#subjects/instruments.ts'
import type { Log } from './actor.ts'
import { brokenOf, type Law } from './law.ts'

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
 * instances one does so: the one that has the database's lock, so the highest of their figures counts. It reads only, and only what is new, except where a law was
 * broken: that is looked at again until it is mended.
 */
export function holdLaws({ url, actor, laws, log }: HoldingOptions): Holding {
  const stop = new AbortController()
  const clean = new Map<Law, Date>()
  const none = new Map(laws.map(({ id }) => [id, 0]))
  let counts: ReadonlyMap<string, number> = new Map()
  let connection: ReturnType<typeof connectDb> | undefined
  const gauge = observe('tradewind.law.offenders', 'Rows that break a law, by its number', () =>
    [...counts].map(([law, value]) => ({ value, attributes: { law, actor } })),
  )
  const letGo = async () => {
    // What was once observed is shown for ever, so it is observed to be gone.
    if (counts.size > 0) counts = none
    clean.clear()
    await connection?.[Symbol.asyncDispose]()
    connection = undefined
  }

  const look = async () => {
    connection ??= connectDb(url, { max: 1, name: `${actor}-laws`, readOnly: true })
    const { sql } = connection
    const [leader] = await sql`select pg_try_advisory_lock(hashtext('laws')) as held`
    if (!leader?.['held']) return letGo()
    const found = new Map(none)
    for (const law of laws) {
      const at = Date.now()
      const since = clean.get(law) ?? new Date(at - firstLookMs)
      const span = { since, until: new Date(at - graceMs) }
      const [broken] = await brokenOf((statement) => sql.unsafe(statement), [law], span)
      if (!broken) clean.set(law, new Date(at - overlapMs))
      else {
        clean.set(law, since)
        const { id, what, offenders } = broken
        found.set(id, (found.get(id) ?? 0) + offenders.length)
        log.error({ actor, law: id, offenders: offenders.slice(0, 5) }, `a law is broken: ${what}`)
      }
    }
    counts = found
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      // Instances that started together do not look together.
      await sleep(everyMs * (0.8 + Math.random() * 0.4), undefined, { signal: stop.signal, ref: false }).catch(() => {})
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

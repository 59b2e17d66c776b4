import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import type { Bus } from '#subjects/bus.ts'
import { parseDuration } from './duration.ts'
import { openBus } from './environment.ts'
import { loadSubjects } from './find-subject.ts'
import { untilInterrupted } from './interrupt.ts'
import { jsonOf } from './output.ts'
import { openScreen } from './screen.ts'
import { pageOf } from './top-page.ts'
import { rowsOf, type Sample } from './top-rows.ts'

type Options = { readonly once?: boolean; readonly interval: number; readonly json?: boolean }

/** `tradewind top`: every subject with who answers or reads it, how fast, and how far behind. */
export const top = new Command('top')
  .description('who answers and reads what, how fast, and what waits; what is dead stands first, in red')
  .option('--interval <time>', 'between two looks, such as 500ms or 5s', parseDuration, 2_000)
  .option('--once', 'one look, at everything; so it is without a terminal')
  .option('--json', 'one JSON value a look, each on a line')
  .action(async ({ once = false, interval, json = false }: Options) => {
    const signal = untilInterrupted()
    const onlyOnce = once || (!json && !process.stdout.isTTY)
    await using bus = await openBus()
    const { requests, events } = await loadSubjects()
    using screen = onlyOnce || json ? undefined : openScreen()
    let before = await sampleOf(bus)
    while (!signal.aborted) {
      await sleep(interval, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      const now = await sampleOf(bus).catch((error: unknown) => {
        if (onlyOnce) throw error
      })
      const rows = now && rowsOf({ requests, events }, before, now)
      if (json && rows) console.log(jsonOf({ at: now.at, rows }))
      else if (screen) screen.draw(rows ? pageOf(rows, now, sizeOf(process.stdout)) : 'NATS does not answer')
      else if (rows) console.log(pageOf(rows, now, { ...sizeOf(process.stdout), lines: Number.POSITIVE_INFINITY }))
      if (onlyOnce) return
      before = now ?? before
    }
  })

const sizeOf = ({ columns = 120, rows: lines = 40 }: { columns?: number; rows?: number }) => ({ columns, lines })

async function sampleOf(bus: Bus): Promise<Sample> {
  const { events } = await loadSubjects()
  const owners = [...new Set(events.map(({ stream }) => stream))]
  const [services, streams] = await Promise.all([bus.services(), bus.observer.streams(owners)])
  return { at: new Date(), services, streams }
}

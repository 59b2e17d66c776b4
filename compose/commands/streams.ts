import { Command } from 'commander'
import type { StreamReport } from '#subjects/bus.ts'
import { openBus } from './environment.ts'
import { loadSubjects } from './find-subject.ts'
import type { Outbox } from './outboxes.ts'
import { jsonOf, print } from './output.ts'
import { rebuildStreams } from './rebuild-streams.ts'

/** `tradewind streams`: what the broker keeps, who is how far with it, and what has not left the databases yet. */
export const streams = new Command('streams')
  .description('what the broker keeps, who is how far with it, and what waits in the outboxes')
  .option('--json', 'as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    await using bus = await openBus()
    const { events } = await loadSubjects()
    const owners = [...new Set(events.map(({ stream }) => stream))]
    const [found, outboxes] = await Promise.all([bus.observer.streams(owners), readOutboxes()])
    const missing = owners.filter((owner) => !found.some((stream) => stream.owner === owner))
    if (json) console.log(jsonOf({ streams: found, missing, outboxes: outboxes ?? null }, 2))
    else showTables(found, outboxes)
    if (missing.length === 0) return
    console.error(`The broker has no stream of ${missing.join(', ')}`)
    process.exitCode = 1
  })
  .addCommand(rebuildStreams)

async function readOutboxes(): Promise<readonly Outbox[] | undefined> {
  const [{ openKnownDatabases }, { outboxesOf }] = await Promise.all([
    import('./databases.ts'),
    import('./outboxes.ts'),
  ])
  await using stack = new AsyncDisposableStack()
  const known = openKnownDatabases(stack)
  return known.length > 0 ? await outboxesOf(known) : undefined
}

function showTables(found: readonly StreamReport[], outboxes: readonly Outbox[] | undefined): void {
  const rows = found.map(({ owner, subjects, messages, bytes, firstSeq, lastSeq, epoch }) => ({
    stream: owner,
    messages,
    size: sizeOf(bytes),
    first: firstSeq,
    last: lastSeq,
    madeAt: epoch.slice(0, 19),
    subjects: subjects.join(' '),
  }))
  const consumers = found.flatMap(({ consumers }) =>
    consumers.map(({ actor, subject, pending, inHand, redelivered, oldestAt = '-' }) => ({
      consumer: actor,
      subject,
      pending,
      inHand,
      redelivered,
      oldest: oldestAt.slice(0, 19),
    })),
  )
  const tables: readonly (readonly Readonly<Record<string, string | number>>[])[] = [rows, consumers, outboxes ?? []]
  for (const [index, table] of tables.filter(({ length }) => length > 0).entries()) {
    if (index > 0) console.log()
    print(false, table)
  }
}

function sizeOf(bytes: number): string {
  const [mebi, kibi] = [bytes / 1_024 ** 2, bytes / 1_024]
  return mebi >= 1 ? `${mebi.toFixed(1)} MiB` : `${kibi.toFixed(1)} KiB`
}

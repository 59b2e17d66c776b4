import { backlogReader, drained } from './backlog.ts'
import { openDatabases } from './databases.ts'
import { checkBooks } from './laws/books.ts'
import { lawCount, offendersAtRest } from './laws/laws.ts'
import { connectTools, type System } from './system.ts'

/** How long the work that a load left behind may take. */
export const drainLimitMs = 60_000

type Told = {
  readonly customerIds: readonly string[]
  /** Orders that somebody was told are confirmed. */
  readonly confirmed: readonly string[]
  readonly signal: AbortSignal
}

/** Waits until all work is done, and holds what is there against the books and the laws. */
export async function addUpAtRest(
  system: System,
  { customerIds, confirmed, signal }: Told,
): Promise<{
  readonly doneAfterMs: number | undefined
  readonly checked: readonly string[]
  readonly violations: readonly string[]
}> {
  await using stack = new AsyncDisposableStack()
  const databases = stack.use(openDatabases(system.postgres ?? ''))
  const backlog = backlogReader(databases, stack.use(await connectTools(system.nats ?? {})))
  const doneAfterMs = await drained(backlog, drainLimitMs, signal)
  const span = system.filledAt && { since: system.filledAt }
  const offenders = await offendersAtRest(databases, { span, signal })
  const books = await checkBooks({ databases, stripe: system.stripe, customerIds, confirmed })
  const late = `${drainLimitMs / 1_000} s after the load there is still to do: ${JSON.stringify(await backlog())}`
  return {
    doneAfterMs,
    checked: [
      ...books.checked,
      `${lawCount} laws hold, at rest after ${((doneAfterMs ?? drainLimitMs) / 1_000).toFixed(1)} s`,
    ],
    violations: [...(doneAfterMs === undefined ? [late] : []), ...offenders, ...books.violations],
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { databases } from '#db/databases.ts'
import type { Bus } from '#subjects/bus.ts'
import { subscriptionsOf } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import type { Databases } from './databases.ts'

/** Work that was accepted and is still to be done. */
export type Backlog = {
  /** Events that have not left their outbox. */
  readonly unpublished: number
  /** Events that a consumer has not been handed, or has not acknowledged. */
  readonly unconsumed: number
  /** Checkouts under way. */
  readonly checkouts: number
  /** What Stripe reported and nobody has looked at. */
  readonly webhooks: number
  /** Mails to be sent. */
  readonly mails: number
}

/** Reads the backlog of a system, over and over. */
export type BacklogReader = () => Promise<Backlog>

/** Looks into the tables and the broker; consumers that are not there yet are looked for each time. */
export function backlogReader(db: Databases, bus: Bus): BacklogReader {
  const subscriptions = subscriptionsOf(events)
  const lags = () => Promise.all(subscriptions.map((each) => bus.provisioner.consumerLag(each)))
  const unpublished = () =>
    Promise.all(databases.map((name) => count(db[name]`select count(*)::int from outbox where published_at is null`)))
  return async () => {
    const [outboxes, consumers, checkouts, webhooks, mails] = await Promise.all([
      unpublished(),
      lags(),
      count(db.orders`select count(*)::int from sagas where state in ('running', 'undoing')`),
      count(db.payments`select count(*)::int from webhook_events where processed_at is null`),
      count(db.notifications`select count(*)::int from notifications where status = 'queued'`),
    ])
    const unconsumed = sum(consumers.map((lag) => (lag ? lag.pending + lag.inHand : 0)))
    return { unpublished: sum(outboxes), unconsumed, checkouts, webhooks, mails }
  }
}

/** How much there is in all. */
export const sizeOf = (backlog: Backlog): number => sum(Object.values(backlog))

/** Waits until nothing is left to do, and answers how long that took; `undefined` if it never came. */
export async function drained(read: BacklogReader, limitMs: number, signal: AbortSignal): Promise<number | undefined> {
  const startedAt = performance.now()
  const elapsedMs = () => performance.now() - startedAt
  // Between two tables a piece of work is in neither for a moment, so empty counts only if it stays so.
  let emptySinceMs: number | undefined
  while (elapsedMs() < limitMs) {
    const isEmpty = sizeOf(await read()) === 0
    emptySinceMs = isEmpty ? (emptySinceMs ?? elapsedMs()) : undefined
    if (emptySinceMs !== undefined && elapsedMs() - emptySinceMs > 300) return emptySinceMs
    await sleep(100, undefined, { signal })
  }
  return undefined
}

async function count(query: PromiseLike<readonly Record<string, unknown>[]>): Promise<number> {
  const [row] = await query
  return Number(row?.['count'] ?? 0)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

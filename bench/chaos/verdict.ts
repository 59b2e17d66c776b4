import { setTimeout as sleep } from 'node:timers/promises'
import { connectTools, type System } from '../system.ts'
import { backlogReader, drained } from '../backlog.ts'
import { type Databases, openDatabases } from '../databases.ts'
import { checkBooks } from '../laws/books.ts'
import { lawCount, offendersOf } from '../laws/laws.ts'
import { providerOffenders } from '../laws/provider.ts'
import type { Recorded } from './customers.ts'

/** How long the system may take to come to rest once everything is healed. */
export const convergeWithinMs = 60_000
/** A mail that was put off again and again is tried again after a minute or two. */
const mailsWithinMs = 150_000

export type Verdict = {
  readonly convergedMs: number | undefined
  readonly laws: number
  readonly violations: readonly string[]
}

/** Waits until everything has come to rest, and holds what is there against the laws, the books, and what customers were told. */
export async function judge(
  system: System,
  {
    history,
    customerIds,
    signal,
  }: { history: readonly Recorded[]; customerIds: readonly string[]; signal: AbortSignal },
): Promise<Verdict> {
  await using stack = new AsyncDisposableStack()
  const databases = stack.use(openDatabases(system.postgres ?? ''))
  const bus = stack.use(await connectTools(system.nats ?? {}))
  const startedAt = performance.now()
  const backlog = backlogReader(databases, bus)
  const others = async () => ({ ...(await backlog()), mails: 0 })
  const converged = await drained(others, convergeWithinMs, signal)
  const convergedMs = converged === undefined ? undefined : performance.now() - startedAt
  const mailed = await drained(backlog, mailsWithinMs, signal)
  const offenders = await offendersAtRest(databases, signal)
  const cancelled = new Set(history.flatMap(({ what, orderId }) => (what === 'cancel' && orderId ? [orderId] : [])))
  const confirmed = history.flatMap(({ what, status, orderId = '' }) =>
    what === 'order' && status === 'confirmed' && !cancelled.has(orderId) ? [orderId] : [],
  )
  const books = await checkBooks({ databases, stripe: system.stripe, customerIds, confirmed: [...new Set(confirmed)] })
  const orders = await databases.orders<Order[]>`
    select id, customer_id as "customerId", status from orders where customer_id = any(${[...customerIds]})`
  return {
    convergedMs,
    laws: lawCount + books.checked.length + 2,
    violations: [
      ...(convergedMs === undefined ? [`not at rest ${convergeWithinMs / 1_000} s after everything was healed`] : []),
      ...(mailed === undefined ? [`${JSON.stringify(await backlog())} is left`] : []),
      ...offenders,
      ...books.violations,
      ...(await providerOffenders(
        system.stripe ?? '',
        orders.map(({ id }) => id),
      )),
      ...toldOtherwise(history, orders),
    ],
  }
}

/** Books are kept a few seconds after the money has moved. */
const bookedWithinMs = 15_000

async function offendersAtRest(databases: Databases, signal: AbortSignal): Promise<readonly string[]> {
  for (const until = performance.now() + bookedWithinMs; ; ) {
    const offenders = await offendersOf(databases)
    if (offenders.length === 0 || performance.now() > until) return offenders
    await sleep(1_000, undefined, { signal })
  }
}

type Order = { readonly id: string; readonly customerId: string; readonly status: string }

const isLive = ({ status }: Order) => !['rejected', 'payment_failed'].includes(status)

/** What was answered is so, and nobody has an order that they were told there is none of. */
export function toldOtherwise(history: readonly Recorded[], orders: readonly Order[]): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]))
  const wanted = history.filter(({ what }) => what === 'order')
  const violations = wanted.flatMap(({ outcome, orderId = '', customerId, code }) => {
    const order = byId.get(orderId)
    if (outcome === 'ok' && order?.customerId !== customerId)
      return [`${orderId} was answered, and is no order of ${customerId}`]
    if (outcome === 'refused' && order && isLive(order) && code !== 'cart-already-ordered')
      return [`${orderId} was refused with ${code}, and is ${order.status}`]
    return []
  })
  const known = new Set(wanted.flatMap(({ orderId }) => orderId ?? []))
  for (const [customerId, theirs] of Map.groupBy(orders.filter(isLive), (order) => order.customerId)) {
    const unsure = new Set(
      wanted.filter((one) => one.customerId === customerId && one.outcome === 'unknown').map(({ key }) => key),
    )
    const untold = theirs.filter(({ id }) => !known.has(id))
    if (untold.length > unsure.size)
      violations.push(
        `${customerId} has ${untold.length} orders nobody told them of, and asked for ${unsure.size} without an answer`,
      )
  }
  return violations
}

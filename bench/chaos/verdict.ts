import { openDatabases } from '../databases.ts'
import { checkBooks } from '../laws/books.ts'
import { lawCount, offendersAtRest } from '../laws/laws.ts'
import { keyOffenders } from '../laws/keys.ts'
import { providerOffenders, readEffects } from '../laws/provider.ts'
import type { System } from '../system.ts'
import type { Recorded } from './history.ts'
import { reconcile } from './reconcile.ts'
import { comeToRestWithMails } from './rest.ts'
import { readStored, toldOtherwise } from './told.ts'

export type Verdict = { readonly laws: number; readonly violations: readonly string[] }

export type Case = {
  readonly history: readonly Recorded[]
  readonly customerIds: readonly string[]
  /** One whose sender was killed is sent a minute later. */
  readonly waitsForMails: boolean
  /** Whether nobody else uses the system. */
  readonly isAlone: boolean
  readonly signal: AbortSignal
}

/** Holds what has come to rest against the laws, the books, what customers were told, and the provider, by every means there is. */
export async function judge(
  system: System,
  { history, customerIds, waitsForMails, isAlone, signal }: Case,
): Promise<Verdict> {
  await using databases = openDatabases(system.postgres ?? '')
  const { left } = waitsForMails ? await comeToRestWithMails(system, signal) : {}
  const offenders = await offendersAtRest(databases, { waitsForMails, signal })
  const cancelled = new Set(history.flatMap(({ what, orderId }) => (what === 'cancel' && orderId ? [orderId] : [])))
  const confirmed = history.flatMap(({ what, status, orderId = '' }) =>
    what === 'order' && status === 'confirmed' && !cancelled.has(orderId) ? [orderId] : [],
  )
  const books = await checkBooks({ databases, stripe: system.stripe, customerIds, confirmed: [...new Set(confirmed)] })
  const stored = await readStored(databases, customerIds)
  const orderIds = new Set(stored.orders.map(({ id }) => id))
  const found = [
    ...(left === undefined ? [] : [`${left} is left`]),
    ...offenders,
    ...books.violations,
    ...toldOtherwise(history, stored),
    ...(system.stripe ? await ofProvider(system.stripe, orderIds, isAlone) : []),
    ...(system.stripe ? await keyOffenders(databases.payments, system.stripe) : []),
    ...(await reconcile(system, { hasSold: confirmed.length > 0 })),
  ]
  // Beside the laws: the books, what was told, what the provider has, and what an operator finds.
  return { laws: lawCount + books.checked.length + 3, violations: found }
}

/** Of a provider that others use, too, only what is about these orders. */
async function ofProvider(stripe: string, ours: ReadonlySet<string>, isAlone: boolean): Promise<readonly string[]> {
  const effects = await readEffects(stripe)
  const isOurs = (id: string) => ours.has(id)
  return providerOffenders(
    isAlone ? effects : effects.filter(({ metadata }) => isOurs(metadata.order_id ?? '')),
    isOurs,
  )
}

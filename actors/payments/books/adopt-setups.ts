import { and, eq, isNull, sql } from 'drizzle-orm'
import { methodSetups } from '#db/payments/schema.ts'
import { followSetup } from '../methods/follow-setup.ts'
import type { ListedSetup } from '../provider-port.ts'
import type { PaymentsContext } from '../settle.ts'

/**
 * Takes over cards that the provider keeps, and of which we never heard an answer but an error that it only repeats. One that was
 * declined is decided, though we may never have heard what the provider calls it.
 */
export async function adoptSetups(setups: readonly ListedSetup[], context: PaymentsContext): Promise<void> {
  const names = setups.flatMap(({ setupId }) => setupId ?? [])
  if (names.length === 0) return
  const isOneOf = sql`${methodSetups.id} = any(${sql.param(names)}::text[])`
  const unheard = await context.db
    .select({ id: methodSetups.id })
    .from(methodSetups)
    .where(and(isOneOf, isNull(methodSetups.providerId), eq(methodSetups.status, 'asked')))
  const wanted = new Set<string | null>(unheard.map(({ id }) => id))
  for (const { id } of setups.filter(({ setupId }) => wanted.has(setupId))) await followSetup(id, context)
}

import { eq, sql } from 'drizzle-orm'
import { type Difference, payments, reconciliations } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import type { Listed } from '../provider-port.ts'
import { look, type PaymentsContext, settle } from '../settle.ts'

/** Money that we asked for and that belongs to no payment, and how that is told. */
export type Orphan = { readonly intent: Listed; readonly difference: Difference }

type Result = { readonly repaired: Difference[]; readonly raised: Difference[] }

/** More than ever come of a process that dies: then it is our payments that are missing, as in a database of an older state. */
const mostLetGo = 5

/** Gives a few orphans back, or none of many: those a person looks at, and what was once left to a person stays so. */
export async function letOrphansGo(
  orphans: readonly Orphan[],
  { repaired, raised }: Result,
  context: PaymentsContext,
): Promise<void> {
  const areTooMany = orphans.length > mostLetGo
  for (const { intent, difference } of orphans) {
    if (areTooMany || (await wasRaised(difference, context))) raised.push(difference)
    else repaired.push({ ...difference, paymentId: await letOrphanGo(intent, context) })
  }
}

/** The many become few as they grow old, and are still what they were. */
async function wasRaised({ what, providerId }: Difference, { db }: PaymentsContext): Promise<boolean> {
  const same = JSON.stringify([{ what, providerId }])
  return (await db.$count(reconciliations, sql`${reconciliations.raised} @> ${same}::jsonb`)) > 0
}

/**
 * Gives back money that we asked for and that belongs to no payment. It becomes one, of an order that nobody placed, which is let
 * go: so it goes back by the same way as all other money, once.
 */
async function letOrphanGo(intent: Listed, context: PaymentsContext): Promise<string> {
  const { db, now } = context
  const at = now()
  const { id: intentId, attempt, amount, currency } = intent
  const [id, orderId] = [newId('pay'), newId('ord')]
  const times = { createdAt: at, updatedAt: at, nextAt: sql`clock_timestamp()` }
  await db
    .insert(payments)
    .values({ id, orderId, intentId, attempt, amount, currency, status: 'cancelled', wanted: 'nothing', ...times })
    .onConflictDoNothing({ target: payments.intentId })
  const [adopted] = await db.select().from(payments).where(eq(payments.intentId, intentId))
  if (!adopted) throw new Error(`${intentId} was not adopted`)
  await look(adopted.id, intentId, context)
  await settle(adopted.orderId, context)
  return adopted.id
}

import { eq } from 'drizzle-orm'
import type { Static } from 'typebox'
import { reconciliations } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import type * as subject from '#subjects/books.ts'
import { notFound } from '#subjects/problem.ts'
import type { Handler } from '../../actor.ts'

/** Begins to hold the provider against the books. It is a row, so any instance does it, and another one if that dies. */
export const reconcile: Handler<typeof subject.reconcile> = async (_input, { db, wake }) => {
  const [begun] = await db
    .insert(reconciliations)
    .values({ id: newId('rec') })
    .returning()
  if (!begun) throw new Error('A reconciliation was not written')
  wake('reconcile')
  return toReconciliation(begun)
}

/** How far that is. */
export const readReconciliation: Handler<typeof subject.readReconciliation> = async (input, { db }) => {
  const [found] = await db.select().from(reconciliations).where(eq(reconciliations.id, input.reconciliationId))
  if (!found) throw notFound()
  return toReconciliation(found)
}

function toReconciliation(row: typeof reconciliations.$inferSelect): Static<typeof subject.Reconciliation> {
  const { id, startedAt, finishedAt, checked, underway, repaired, raised } = row
  const times = { startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null }
  return { id, ...times, checked, underway, repaired: [...repaired], raised: [...raised] }
}

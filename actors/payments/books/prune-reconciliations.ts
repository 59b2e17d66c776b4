import { and, isNotNull, lt, sql } from 'drizzle-orm'
import { reconciliations } from '#db/payments/schema.ts'
import type { Context } from '../../actor.ts'

/** For whoever has to find out since when something was wrong. */
const keptDays = 30

/** Forgets how the provider and the books compared long ago. */
export async function pruneReconciliations({ db }: Context): Promise<void> {
  const isOld = lt(reconciliations.startedAt, sql`clock_timestamp() - make_interval(days => ${keptDays})`)
  await db.delete(reconciliations).where(and(isOld, isNotNull(reconciliations.finishedAt)))
}

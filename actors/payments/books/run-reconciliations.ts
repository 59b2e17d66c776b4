import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { reconciliations } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import type { PaymentsContext } from '../settle.ts'
import { keepBooks } from './keep-books.ts'
import { holdAgainst } from './hold-against.ts'

const everyMinutes = 5
/** Renewed with every page that is looked at. */
const lease = sql`clock_timestamp() + interval '1 minute'`

/** Holds the provider against the books every five minutes, and whenever somebody asks for it. */
export async function runReconciliations(context: PaymentsContext): Promise<void> {
  await beginWhenDue(context.db)
  for (let id = await claim(context.db); id && !context.stopping.aborted; id = await claim(context.db)) {
    await run(id, context)
  }
}

/** A shop that has only just sold for the first time has nothing to be late with; one that is not done is gone on with. */
async function beginWhenDue(db: Db): Promise<void> {
  const recently = sql`clock_timestamp() - make_interval(mins => ${everyMinutes})`
  await db.execute(sql`
    insert into reconciliations (id)
    select ${newId('rec')} where exists (select from payments where created_at < ${recently})
      and not exists (select from reconciliations where started_at > ${recently} or finished_at is null)`)
}

async function claim(db: Db): Promise<string | undefined> {
  const { id, startedAt, finishedAt, leaseUntil } = reconciliations
  const isFree = or(isNull(leaseUntil), lt(leaseUntil, sql`clock_timestamp()`))
  const next = db
    .select({ id })
    .from(reconciliations)
    .where(and(isNull(finishedAt), isFree))
    .orderBy(asc(startedAt))
    .limit(1)
    .for('update', { skipLocked: true })
  const [claimed] = await db
    .update(reconciliations)
    .set({ leaseUntil: lease })
    .where(eq(id, sql`(${next})`))
    .returning({ id })
  return claimed?.id
}

/** What could not be looked at to the end is begun anew by the one who finds the lease run out. */
async function run(id: string, context: PaymentsContext): Promise<void> {
  const { db, log } = context
  const isRun = eq(reconciliations.id, id)
  await keepBooks(context)
  const result = await holdAgainst(context, async () => {
    await db.update(reconciliations).set({ leaseUntil: lease }).where(isRun)
  })
  if (typeof result === 'string') {
    await db.update(reconciliations).set({ lastError: result }).where(isRun)
    return
  }
  const { raised, repaired } = result
  for (const difference of raised) log.error(difference, 'the payment provider and the books do not agree')
  for (const difference of repaired) log.warn(difference, 'the payment provider and the books did not agree')
  const finishedAt = sql`clock_timestamp()`
  await db
    .update(reconciliations)
    .set({ ...result, finishedAt, leaseUntil: null, lastError: null })
    .where(isRun)
}

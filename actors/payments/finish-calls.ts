import { and, asc, isNull, lt, or, sql } from 'drizzle-orm'
import { payments } from '#db/payments/schema.ts'
import { Problem } from '#subjects/problem.ts'
import { type PaymentsContext, settle } from './settle.ts'

/**
 * Goes on with payments that nobody works on and that are not where they are wanted: a process died, or the provider was
 * away. One that takes long does not keep the next ones from being taken up.
 */
export async function finishCalls(context: PaymentsContext): Promise<void> {
  const databaseNow = sql`clock_timestamp()`
  const due = await context.db
    .select({ orderId: payments.orderId })
    .from(payments)
    .where(and(lt(payments.nextAt, databaseNow), or(isNull(payments.leaseUntil), lt(payments.leaseUntil, databaseNow))))
    .orderBy(asc(payments.nextAt))
    .limit(await context.finishing.room())
  for (const { orderId } of due) context.finishing.add(finish(orderId, context))
}

/** One payment that cannot be finished yet is no reason to leave the others. */
async function finish(orderId: string, context: PaymentsContext): Promise<void> {
  try {
    await settle(orderId, context, { patienceMs: 0 })
  } catch (error) {
    if (!(error instanceof Problem)) context.log.error({ err: error, orderId }, 'a payment could not be finished')
  }
}

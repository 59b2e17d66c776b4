import { lt, sql } from 'drizzle-orm'
import { methodSetups, paymentMethods } from '#db/payments/schema.ts'
import { Problem } from '#subjects/problem.ts'
import type { PaymentsContext } from '../settle.ts'
import { tellProvider } from './detach-method.ts'
import { carryOutSetup } from './setup.ts'

/** So many at a time; the rest comes a moment later. */
const mostAtOnce = 20

/** Goes on with cards that are to be kept or let go, and of which the provider has not said so yet. */
export async function finishMethods(context: PaymentsContext): Promise<void> {
  const now = sql`clock_timestamp()`
  const { db } = context
  const setups = await db
    .select({ id: methodSetups.id })
    .from(methodSetups)
    .where(lt(methodSetups.nextAt, now))
    .limit(mostAtOnce)
  for (const { id } of setups) await attempt(() => carryOutSetup(id, context), id, context)
  const leaving = await db.select().from(paymentMethods).where(lt(paymentMethods.nextAt, now)).limit(mostAtOnce)
  for (const card of leaving) await attempt(() => tellProvider(card, context), card.id, context)
}

/** One that cannot be finished yet is no reason to leave the others. */
async function attempt(work: () => Promise<unknown>, id: string, { log }: PaymentsContext): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) log.error({ err: error, id }, 'a payment method could not be finished')
  }
}

import { and, eq, isNull } from 'drizzle-orm'
import { methodSetups } from '#db/payments/schema.ts'
import { unavailable } from '#subjects/problem.ts'
import type { PaymentsContext } from '../settle.ts'
import { carryOutSetup, learn } from './setup.ts'

/** Looks how far a card has come that is to be kept. False: nothing of the kind was begun here. */
export async function followSetup(providerId: string, context: PaymentsContext): Promise<boolean> {
  const [setup] = await context.db.select().from(methodSetups).where(eq(methodSetups.providerId, providerId))
  if (setup) await carryOutSetup(setup.id, context)
  return setup !== undefined || adopt(providerId, context)
}

/** One whose answer never came, or only an error that the provider repeats, says by itself which it is. */
async function adopt(providerId: string, context: PaymentsContext): Promise<boolean> {
  const answer = await context.provider.lookAtSetup(providerId)
  if (answer.kind !== 'setup') throw unavailable('error' in answer ? answer.error : answer.message)
  const isIt = and(eq(methodSetups.id, answer.setup.setupId ?? ''), isNull(methodSetups.providerId))
  const [asked] = await context.db.select().from(methodSetups).where(isIt)
  if (asked?.status === 'asked') await learn(asked.id, answer, context)
  return asked !== undefined
}

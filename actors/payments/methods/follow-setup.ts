import { eq } from 'drizzle-orm'
import { methodSetups } from '#db/payments/schema.ts'
import type { PaymentsContext } from '../settle.ts'
import { carryOutSetup } from './setup.ts'

/** Looks how far a card has come that is to be kept. False: nothing of the kind was begun here. */
export async function followSetup(providerId: string, context: PaymentsContext): Promise<boolean> {
  const [setup] = await context.db.select().from(methodSetups).where(eq(methodSetups.providerId, providerId))
  if (setup) await carryOutSetup(setup.id, context)
  return setup !== undefined
}

import { eq } from 'drizzle-orm'
import { payments } from '#db/payments/schema.ts'
import { newId } from '#subjects/id.ts'
import type { Listed } from '../provider-port.ts'
import { look, type PaymentsContext, settle } from '../settle.ts'

/**
 * Gives back money that we asked for and that belongs to no payment. It becomes one, of an order that nobody placed, which is let
 * go: so it goes back by the same way as all other money, once.
 */
export async function letOrphanGo(intent: Listed, context: PaymentsContext): Promise<string> {
  const { db, now } = context
  const at = now()
  const { id: intentId, amount, currency } = intent
  const [id, orderId] = [newId('pay'), newId('ord')]
  const times = { createdAt: at, updatedAt: at, nextAt: at }
  await db
    .insert(payments)
    .values({ id, orderId, intentId, amount, currency, status: 'cancelled', wanted: 'nothing', ...times })
    .onConflictDoNothing({ target: payments.intentId })
  const [adopted] = await db.select().from(payments).where(eq(payments.intentId, intentId))
  if (!adopted) throw new Error(`${intentId} was not adopted`)
  await look(adopted.id, intentId, context)
  await settle(adopted.orderId, context)
  return adopted.id
}

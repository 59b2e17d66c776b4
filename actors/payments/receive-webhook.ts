import { webhookEvents } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import type { Handler } from '../actor.ts'
import type { PaymentsTools } from './settle.ts'

/** Keeps what the provider reports and answers at once; a timer works it through. A forged or stale one leaves no trace. */
export const receiveWebhook: Handler<typeof subject.receiveWebhook, PaymentsTools> = async (
  { payload, signature },
  { db, provider, now, wake },
) => {
  const event = provider.verify(payload, signature, now())
  if (!event) throw subject.signatureInvalid()
  await db.insert(webhookEvents).values({ id: event.id, type: event.type, payload }).onConflictDoNothing()
  wake('process webhooks')
  return null
}

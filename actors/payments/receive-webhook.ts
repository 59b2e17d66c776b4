import { type SQL, sql } from 'drizzle-orm'
import { webhookEvents } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import { type Batch, batch } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import type { Reported } from './provider-port.ts'
import { isAbout, isKnown, paymentsOf } from './reported.ts'
import type { PaymentsTools } from './settle.ts'
import { inMs } from './standing.ts'

/**
 * Keeps what the provider reports and answers at once; a timer works through what is news. A forged or stale one leaves no
 * trace. All that arrive together are one statement.
 */
export const receiveWebhook: Batch<typeof subject.receiveWebhook, PaymentsTools> = batch(
  async (requests, { db, provider, now, wake }) => {
    const events = requests.map(({ input: { payload, signature } }) => {
      const event = provider.verify(payload, signature, now())
      return event && { ...event, payload }
    })
    const genuine = events.filter((event) => event !== null)
    const reports = genuine.map(({ report }) => report)
    const known = await paymentsOf(db, reports)
    // In one order everywhere, so that two instances that are told the same at once do not wait for each other in a circle.
    const rows = genuine.map((event) => rowOf(event, known)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    if (rows.length > 0) await db.insert(webhookEvents).values(rows).onConflictDoNothing()
    if (rows.some(({ processedAt, nextAt }) => !processedAt && !nextAt)) wake('process webhooks')
    return events.map((event) => (event ? null : subject.signatureInvalid()))
  },
)

type Genuine = Reported & { readonly payload: string }
type Row = Omit<Reported, 'report'> & { payload: string | null; processedAt?: SQL; nextAt?: SQL }

function rowOf({ id, type, report, payload }: Genuine, known: readonly PaymentRow[]): Row {
  const processedAt = sql`clock_timestamp()`
  if (!report) return { id, type, payload: null, processedAt }
  const payment = known.find((each) => isAbout(each, report))
  if (payment && isKnown(payment, report)) return { id, type, payload, processedAt }
  // Whoever works on it is most likely about to hear the same as the answer to a call.
  return { id, type, payload, ...(payment?.leaseOwner && { nextAt: inMs(1_000) }) }
}

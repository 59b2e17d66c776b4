import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { json } from '#db/parameters.ts'
import { webhookEvents } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import { type Batch, batch } from '../actor.ts'
import type { PaymentRow } from './converge.ts'
import type { Reported } from './provider-port.ts'
import { isAbout, isKnown, paymentsOf } from './reported.ts'
import type { PaymentsTools } from './settle.ts'

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
    if (rows.length > 0) await keep(db, rows)
    if (rows.some(({ processed, delayMs }) => !processed && delayMs === 0)) wake('process webhooks')
    return events.map((event) => (event ? null : subject.signatureInvalid()))
  },
)

type Genuine = Reported & { readonly payload: string }
type Row = Omit<Reported, 'report'> & { payload: string | null; processed: boolean; delayMs: number }

function rowOf({ id, type, report, payload }: Genuine, known: readonly PaymentRow[]): Row {
  if (!report) return { id, type, payload: null, processed: true, delayMs: 0 }
  if (report.about !== 'payment') return { id, type, payload, processed: false, delayMs: 0 }
  const payment = known.find((each) => isAbout(each, report))
  const processed = payment !== undefined && isKnown(payment, report)
  // Whoever works on it is most likely about to hear the same as the answer to a call.
  return { id, type, payload, processed, delayMs: payment?.leaseOwner ? 1_000 : 0 }
}

/** Keeps events, each once however often it is reported. */
const keep = (db: Db, rows: readonly Row[]) =>
  db.execute(sql`
    insert into ${webhookEvents} (id, type, payload, processed_at, next_at)
    select id, type, payload, case when processed then clock_timestamp() end,
      clock_timestamp() + make_interval(secs => "delayMs" / 1000.0)
    from jsonb_to_recordset(${json(rows)})
      as event (id text, type text, payload text, processed boolean, "delayMs" int)
    on conflict do nothing`)

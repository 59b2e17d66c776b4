import { or, sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { payments } from '#db/payments/schema.ts'
import { isNews, type PaymentRow } from './converge.ts'
import type { PaymentReport, Report } from './provider-port.ts'

/** The payments that reports are about, as far as they are ours. */
export async function paymentsOf(db: Db, reports: readonly (Report | null)[]): Promise<PaymentRow[]> {
  const ofPayments = reports.filter((report) => report?.about === 'payment')
  if (ofPayments.length === 0) return []
  const intentIds = ofPayments.map(({ intentId }) => intentId)
  const ids = ofPayments.flatMap(({ paymentId }) => paymentId ?? [])
  return (
    db
      .select()
      .from(payments)
      // Two parameters however many there are, so that it is always the same prepared statement.
      .where(
        or(
          sql`${payments.intentId} = any(${sql.param(intentIds)}::text[])`,
          sql`${payments.id} = any(${sql.param(ids)}::text[])`,
        ),
      )
  )
}

/** Whether a report concerns a payment: it names its intent, or claims to be it. */
export const isAbout = ({ id, intentId }: PaymentRow, report: PaymentReport) =>
  report.intentId === intentId || report.paymentId === id

/** Whether a report says of a payment only what is known. Payments move forward alone, so it stays so. */
export const isKnown = (payment: PaymentRow, { intentId, claims }: PaymentReport) =>
  intentId === payment.intentId && claims !== null && !isNews(payment, { state: claims })

import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { refundTooLarge } from '#subjects/payments.ts'
import type { PaymentRow } from './converge.ts'

/** What is to go back of a payment, and for whom. */
type Asked = {
  readonly refundId: string
  /** All that is left, if it does not say. */
  readonly amount?: number | undefined
  /** As much of the amount as is left. */
  readonly orLess?: boolean | undefined
  readonly reason?: string | undefined
  readonly givenBy?: string | undefined
}

/** A refund that is noted: how much it is, and how much of the payment has gone back once it is done. */
export type Noted = { readonly amount: number; readonly upTo: number; readonly createdAt: Date }

/**
 * Notes what is to go back, never more than was taken and is neither gone nor promised yet: in one statement, whoever else asks.
 * Nothing if nothing is left of it.
 */
export async function noteRefund(tx: Tx, { id }: PaymentRow, asked: Asked): Promise<Noted | undefined> {
  const { refundId, amount = null, orLess = amount === null, reason = null, givenBy = null } = asked
  const [noted] = await tx.execute<{ amount: number; upTo: number; createdAt: string }>(sql`
    with standing as (
      select id, greatest(to_refund, refunded) as noted, captured - lost as most from payments
      where id = ${id} and wanted <> 'nothing' and intent_state in ('held', 'taken')
    ), wish as (
      select id, case when ${orLess} then least(${amount}::bigint, most - noted) else ${amount}::bigint end as amount from standing
    ), asked as (
      update payments set to_refund = greatest(to_refund, refunded) + wish.amount, revision = revision + 1,
        next_at = clock_timestamp()
      from wish where payments.id = wish.id and wish.amount > 0
        and greatest(to_refund, refunded) + wish.amount <= captured - lost
      returning payments.id, wish.amount, to_refund
    )
    insert into refunds (id, payment_id, amount, up_to, reason, given_by)
    select ${refundId}, id, amount, to_refund, ${reason}, ${givenBy} from asked
    returning amount::float8 as amount, up_to::float8 as "upTo", created_at as "createdAt"`)
  return noted && { ...noted, createdAt: new Date(noted.createdAt) }
}

/** How much can still be given back of a payment. */
export function leftOf({ captured, toRefund, refunded, wanted, lost }: PaymentRow): number {
  return wanted !== 'nothing' ? Math.max(0, captured - lost - Math.max(toRefund, refunded)) : 0
}

export function tooLarge(payment: PaymentRow) {
  const left = leftOf(payment)
  return refundTooLarge(`${left} are left to give back`, { left })
}

import { sql } from 'drizzle-orm'
import { emit } from '#db/outbox.ts'
import { paymentReimbursed } from '#subjects/reimbursements.ts'
import type { Context } from '../actor.ts'

const mostAtOnce = 100

type Part = {
  readonly refundId: string
  readonly version: number
  readonly paymentId: string
  readonly orderId: string
  readonly amount: number
  readonly currency: string
  readonly reason: string | null
  readonly givenBy: string
}

/**
 * Tells orders of what staff gave back, as soon as it has left and each unit of it once: how much of it was told is written along.
 * A refund is the last part of what has gone back once it is done, so of one that a dispute cut short a part may be told alone.
 */
export async function tellReimbursements({ transaction }: Pick<Context, 'transaction'>): Promise<void> {
  await transaction(async (tx) => {
    const parts = await tx.execute<Part>(sql`
      with due as (
        select refunds.id, order_id, currency, told as before, least(refunds.amount, refunded - up_to + refunds.amount) as gone
        from refunds join payments on payments.id = payment_id
        where given_by is not null and told < refunds.amount and refunded - up_to + refunds.amount > told
        order by refunds.id limit ${mostAtOnce} for no key update of refunds skip locked
      )
      update refunds set told = gone, version = version + 1 from due where refunds.id = due.id
      returning refunds.id as "refundId", version, payment_id as "paymentId", order_id as "orderId",
        (gone - before)::float8 as amount, currency, reason, given_by as "givenBy"`)
    const facts = parts.map(({ refundId, version, amount, currency, reason, ...about }) => {
      const data = { refundId, ...about, amount: { amount, currency }, ...(reason !== null && { reason }) }
      return { id: refundId, version, data }
    })
    await emit(tx, paymentReimbursed, ...facts)
  })
}

import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { emit } from '#db/outbox.ts'
import { disputes, payments } from '#db/payments/schema.ts'
import * as subject from '#subjects/payments.ts'
import { unavailable } from '#subjects/problem.ts'
import { bookMovements } from './books/book-movements.ts'
import type { Dispute } from './provider-port.ts'
import type { PaymentsContext } from './settle.ts'

/**
 * Looks how far a dispute has come at the provider, and takes that over: while it is open nothing is given back, unless a bank
 * only asks; and what was lost is not ours to give back any more. False: it is about no payment of ours.
 */
export async function followDispute(id: string, context: PaymentsContext): Promise<boolean> {
  const answer = await context.provider.dispute(id)
  if (answer.kind !== 'dispute') throw unavailable('error' in answer ? answer.error : answer.message)
  const { dispute } = answer
  await bookMovements(context.db, dispute.movements)
  const isOurs = await context.transaction((tx) => takeOver(tx, dispute, context.now()))
  context.wake('finish calls')
  return isOurs
}

/** What is decided stays so, in whatever order one hears of it, but that an appeal may still win what was lost. */
const stages: Readonly<Record<Dispute['state'], number>> = { open: 0, lost: 1, won: 2 }

/** What a bank only asked about at first is disputed now. */
const isEscalated = (known: { state: string; inquiry: boolean }, { state, inquiry }: Dispute) =>
  known.state === 'open' && state === 'open' && known.inquiry && !inquiry

/** The payment is locked first, so that of two who tell of a dispute the second finds what the first has written. */
async function takeOver(tx: Tx, dispute: Dispute, at: Date): Promise<boolean> {
  const { id, intentId, amount, currency, reason, state, inquiry, answerBy } = dispute
  const isOfIt = eq(payments.intentId, intentId ?? '')
  const [payment] = await tx.select().from(payments).where(isOfIt).for('update')
  if (!payment) return false
  const [known] = await tx.select().from(disputes).where(eq(disputes.id, id))
  if (known && stages[known.state] >= stages[state] && !isEscalated(known, dispute)) return true
  const version = (known?.version ?? 0) + 1
  const row = { id, paymentId: payment.id, amount, currency, reason, state, inquiry, answerBy, version, updatedAt: at }
  await tx
    .insert(disputes)
    .values({ ...row, createdAt: at })
    .onConflictDoUpdate({ target: disputes.id, set: row })
  await freeze(tx, payment.id)
  const data = { disputeId: id, paymentId: payment.id, orderId: payment.orderId, amount: { amount, currency } }
  const asked = { reason: reason.slice(0, 100), ...(inquiry && { inquiry }), answerBy: answerBy?.toISOString() ?? null }
  const told = { ...data, ...asked, state }
  await emit(tx, subject.paymentDisputed, { id, version, data: told })
  return true
}

/** A timer goes on with what was to be given back, once nothing is in its way. */
async function freeze(tx: Tx, paymentId: string): Promise<void> {
  await tx.execute(sql`
    update payments set revision = revision + 1, next_at = clock_timestamp(),
      frozen = exists (select from disputes where payment_id = payments.id and state = 'open' and not inquiry),
      lost = (select coalesce(sum(amount), 0) from disputes where payment_id = payments.id and state = 'lost')
    where id = ${paymentId}`)
}

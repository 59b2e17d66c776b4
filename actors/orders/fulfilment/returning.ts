import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { returns } from '#db/orders/schema.ts'
import { restockStock } from '#subjects/inventory.ts'
import { refundPayment } from '#subjects/payments.ts'
import { askOlder } from '../../ask-older.ts'
import type { Saga, Work } from '../../saga.ts'
import type { Entry } from '../documents/content.ts'
import { noteRefunds } from '../note-refunds.ts'
import type { Piece } from './lines.ts'
import { endExchanges, type ExchangeTools, orderExchange } from './order-exchange.ts'

/** What is to become of a return that is back. */
export type Returning = {
  readonly returnId: string
  readonly orderId: string
  readonly restock: readonly Piece[]
  readonly refund: { readonly amount: number; readonly currency: string }
  /** What of it is worth how much, for the credit note. */
  readonly entries: readonly Entry[]
}

/**
 * Puts on the shelf what can be sold again, gives the money back, and orders what is wanted in exchange. What has come back has
 * come back: each step is tried until it is done.
 */
export const returningWith = (tools: ExchangeTools): Saga<Returning> => ({
  name: 'return',
  giveUpAfterMs: Infinity,
  steps: [
    {
      name: 'restock',
      asks: { run: restockStock },
      run: async ({ returnId, restock }, { request }) =>
        restock.length > 0
          ? request(restockStock, { reference: returnId, reason: 'return', lines: [...restock] })
          : null,
    },
    {
      name: 'refund',
      asks: { run: refundPayment },
      run: async ({ returnId, orderId, refund }, { request }) => {
        if (refund.amount === 0) return null
        const about = { orderId, refundId: returnId, reason: 'The goods came back' }
        const input = { ...about, amount: { ...refund }, orLess: true as const }
        const answer = await askOlder(request, refundPayment, { input, without: ['reason', 'orLess'] })
        // Staff may have given some of it back before, and no more than was paid ever goes back.
        return answer && answer.given < refund.amount ? { refund: { ...refund, amount: answer.given } } : null
      },
    },
    { name: 'end return', write: end },
    {
      // Last, for the money is owed whether or not it comes to an exchange.
      name: 'order exchange',
      run: async ({ returnId }, context) => {
        await orderExchange(returnId, { ...context, ...tools })
        return null
      },
    },
    { name: 'end exchange', write: endExchanges },
  ],
})

async function end(tx: Tx, works: readonly Work<Returning>[], at: Date): Promise<void> {
  const refunds = works.map(({ data: { orderId, returnId: subjectId, refund, entries }, envelope }) => {
    return { orderId, amount: refund.amount, cause: 'return' as const, subjectId, entries, envelope }
  })
  await noteRefunds(tx, refunds, at)
  const ended = JSON.stringify(refunds.map(({ subjectId: id, amount: given }) => ({ id, given })))
  await tx
    .update(returns)
    .set({ status: 'done', refund: sql`given`, version: sql`${returns.version} + 1`, updatedAt: at })
    .from(sql`jsonb_to_recordset(${ended}::jsonb) as ended (id text, given bigint)`)
    .where(eq(returns.id, sql`ended.id`))
}

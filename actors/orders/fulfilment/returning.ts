import { inArray, sql } from 'drizzle-orm'
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
        const input = { orderId, refundId: returnId, amount: { ...refund }, reason: 'The goods came back' }
        return askOlder(request, refundPayment, { input, without: 'reason' })
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
  const ids = refunds.map(({ subjectId }) => subjectId)
  const set = { status: 'done' as const, version: sql`${returns.version} + 1`, updatedAt: at }
  await tx.update(returns).set(set).where(inArray(returns.id, ids))
}

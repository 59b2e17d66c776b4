import { eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { returns } from '#db/orders/schema.ts'
import { restockStock } from '#subjects/inventory.ts'
import { refundPayment } from '#subjects/payments.ts'
import type { Saga, Work } from '../../saga.ts'
import type { Entry } from '../documents/content.ts'
import { noteRefund } from '../note-refund.ts'
import type { Piece } from './lines.ts'
import { type ExchangeTools, orderExchange } from './order-exchange.ts'

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
      run: async ({ returnId, orderId, refund }, { request }) =>
        refund.amount > 0 ? request(refundPayment, { orderId, refundId: returnId, amount: { ...refund } }) : null,
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
  ],
})

async function end(tx: Tx, works: readonly Work<Returning>[], at: Date): Promise<void> {
  // One after the other: two of them may be about the same order.
  for (const { data, envelope } of works) {
    const { orderId, returnId, refund, entries } = data
    const given = { orderId, amount: refund.amount, cause: 'return' as const, subjectId: returnId, entries, envelope }
    if (refund.amount > 0) await noteRefund(tx, given, at)
    const set = { status: 'done' as const, version: sql`${returns.version} + 1`, updatedAt: at }
    await tx.update(returns).set(set).where(eq(returns.id, returnId))
  }
}

import { inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { cancellations } from '#db/orders/schema.ts'
import { releaseStock, restockStock, stockTaken } from '#subjects/inventory.ts'
import { voidPayment } from '#subjects/payments.ts'
import { askOlder } from '../ask-older.ts'
import { type Saga, Wait, type Work } from '../saga.ts'
import { noteRefunds } from './note-refunds.ts'
import { releaseCoupons } from './pricing/coupons.ts'

/** What a cancellation knows of the order it winds up. */
export type Cancelling = {
  readonly cancellationId: string
  readonly orderId: string
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  /** Whether it costs anything. */
  readonly isPaid: boolean
  /** What was given back of what had been taken, besides what staff had given back before. */
  readonly refunded?: number
}

/**
 * Gives back what a cancelled order holds or has taken, wherever its checkout had come to. The order is cancelled before this
 * begins, so there is no way back: every step is tried until it is done.
 */
export const cancellation: Saga<Cancelling> = {
  name: 'cancellation',
  giveUpAfterMs: Infinity,
  steps: [
    {
      // What checkout still does, it does before anything is taken back.
      name: 'wait for checkout',
      run: async ({ orderId }, { db }) => {
        const underway = sql`id = ${orderId} and state in ('running', 'waiting', 'undoing')`
        return (await db.$count(sagas, underway)) > 0 ? new Wait<Cancelling>(200, {}) : null
      },
    },
    {
      name: 'return stock',
      asks: { run: restockStock },
      run: async ({ cancellationId, orderId, lines }, { request }) => {
        try {
          await request(releaseStock, { orderId })
        } catch (error) {
          if (!stockTaken.matches(error)) throw error
          const input = { reference: cancellationId, reason: 'cancellation' as const, orderId, lines: [...lines] }
          await askOlder(request, restockStock, { input, without: 'orderId' })
        }
        return null
      },
    },
    {
      name: 'return payment',
      asks: { run: voidPayment },
      run: async ({ orderId, isPaid }, { request }) => (isPaid ? request(voidPayment, { orderId }) : null),
    },
    { name: 'end cancellation', write: end },
  ],
}

async function end(tx: Tx, works: readonly Work<Cancelling>[], at: Date): Promise<void> {
  const refunds = works.map(({ data: { orderId, cancellationId: subjectId, refunded: amount = 0 }, envelope }) => {
    return { orderId, amount, cause: 'cancellation' as const, subjectId, envelope }
  })
  const [orderIds, ids] = [refunds.map(({ orderId }) => orderId), refunds.map(({ subjectId }) => subjectId)]
  await noteRefunds(tx, refunds, at)
  await releaseCoupons(tx, orderIds, at)
  await tx.update(cancellations).set({ status: 'done', updatedAt: at }).where(inArray(cancellations.id, ids))
}
